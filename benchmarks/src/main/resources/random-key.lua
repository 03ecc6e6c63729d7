-- Sends a random key from a file with each request.
-- Arguments: method, path, form field of the key ("-": the key is the bearer), file, its first and last line to
-- use and the step between them, bearer ("-": none), and the change of each request ("create", "rotate" or "-").
local started = 0
local bearers = {}
local requests = {}
local created = 0
local rotated_keys = 10 -- of each account

function setup(thread)
  started = started + 1
  thread:set("number", started)
end

function init(arguments)
  local field, file, first, last, step = arguments[3], arguments[4], tonumber(arguments[5]), tonumber(arguments[6]), tonumber(arguments[7])
  local bearer = arguments[8]
  method, path, change = arguments[1], arguments[2], arguments[9]
  math.randomseed(os.time() * 100 + number)
  run = os.time() .. "-" .. number .. "-"
  local line = 0
  for key in io.lines(file) do
    line = line + 1
    if line >= first and line <= last and (line - first) % step == 0 then
      if change == "-" then
        requests[#requests + 1] = spell(field, key, bearer)
      else
        bearers[#bearers + 1] = "Bearer " .. key
      end
    end
  end
end

function spell(field, key, bearer)
  local headers = { ["User-Agent"] = "token-ledger-benchmark" }
  local body = nil
  if field == "-" then
    headers["Authorization"] = "Bearer " .. key
  else
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = field .. "=" .. key
    if bearer ~= "-" then headers["Authorization"] = "Bearer " .. bearer end
  end
  return wrk.format(method, path, headers, body)
end

function request()
  if change == "-" then return requests[math.random(#requests)] end
  local headers = {
    ["User-Agent"] = "token-ledger-benchmark",
    ["Content-Type"] = "application/json",
    ["Authorization"] = bearers[math.random(#bearers)],
  }
  if change == "rotate" then
    return wrk.format(method, path .. "rotated-" .. math.random(rotated_keys) .. "/rotate", headers, "{}")
  end
  created = created + 1
  return wrk.format(method, path, headers, '{"name":"' .. run .. created .. '"}')
end
