-- The action lua.ask-the-ledger of haproxy.cfg: asks the ledger at the given URL whether a request may pass.
-- If so, it copies the headers that describe the caller, and sets txn.ledger_accepted. Otherwise it answers the client.

-- Headers of the request that the ledger needs: the credential, and the description by haproxy.cfg.
local SENT = {
    "authorization", "user-agent", "x-forwarded-method", "x-forwarded-host", "x-forwarded-uri", "x-forwarded-for",
    "x-forwarded-proto",
}
-- Headers of a refusal that the client needs.
local RETURNED = { "www-authenticate", "retry-after", "cache-control" }
local REFUSALS = { [401] = true, [403] = true, [429] = true }

local function describes_caller(name)
    return name:find("^x%-auth%-") ~= nil or name:find("^remote%-") ~= nil
end

local function refuse(txn, status, headers)
    local reply = txn:reply({ status = status })
    for _, name in ipairs(RETURNED) do
        for _, value in pairs(headers[name] or {}) do
            reply:add_header(name, value)
        end
    end
    txn:done(reply)
end

core.register_action("ask-the-ledger", { "http-req" }, function(txn, url)
    local received = txn.http:req_get_headers()
    local sent = {}
    for _, name in ipairs(SENT) do
        sent[name] = received[name]
    end
    local answer = core.httpclient():get({ url = url, headers = sent })
    local status = answer and answer.status or 0
    if status == 200 then
        for name, values in pairs(answer.headers) do
            if describes_caller(name) then
                txn.http:req_set_header(name, values[0])
            end
        end
        txn:set_var("txn.ledger_accepted", true)
    elseif REFUSALS[status] then
        refuse(txn, status, answer.headers)
    else -- no answer, or the ledger could not decide
        refuse(txn, 503, { ["retry-after"] = { "1" } })
    end
end, 1)
