-- Sends a random key from a file with each request.
-- Arguments: method, path, form field of the key ("-": the key is the bearer), file, its first and last line to
-- use, bearer ("-": none).
local started = 0
local requests = {}

function setup(thread)
  started = started + 1
  thread:set("number", started)
end

function init(arguments)
  local method, path, field = arguments[1], arguments[2], arguments[3]
  local file, first, last, bearer = arguments[4], tonumber(arguments[5]), tonumber(arguments[6]), arguments[7]
  math.randomseed(os.time() * 100 + number)
  local line = 0
  for key in io.lines(file) do
    line = line + 1
    if line >= first and line <= last then
      requests[#requests + 1] = spell(method, path, field, key, bearer)
    end
  end
end

function spell(method, path, field, key, bearer)
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
  return requests[math.random(#requests)]
end
