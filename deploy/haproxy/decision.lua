-- Asks VoipBin.Auth about a request, and tells the platform who the caller is. It needs nothing but HAProxy's own Lua.

local DECISIONS = "http://127.0.0.1:8082/authz/forward-auth"
local MILLISECONDS = 5000

-- What the decision depends on, beside method, host and target.
local ASKED = { "authorization", "cookie", "origin", "sec-fetch-site", "upgrade", "access-control-request-method", "x-request-id", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host" }
local TOLD = { "x-auth-type", "x-auth-customer-id", "x-auth-agent-id", "x-auth-username", "x-auth-permission", "x-auth-accesskey-id", "x-auth-identity", "x-request-id" }
local PASSED_ON = { "content-type", "cache-control", "www-authenticate", "retry-after", "x-request-id" }

-- HAProxy counts the values of a header from 0, and Lua from 1.
local function values(headers, name)
  local found = {}
  for i = 0, headers[name] and #headers[name] or -1 do found[i + 1] = headers[name][i] end
  return found
end

core.register_action("decide", { "http-req" }, function(txn)
  local sent = txn.http:req_get_headers()
  local question = { ["x-forwarded-method"] = { txn.f:method() }, ["x-forwarded-uri"] = { txn.f:pathq() } }
  for _, name in ipairs(ASKED) do question[name] = values(sent, name) end

  local answer = core.httpclient():get{ url = DECISIONS, headers = question, timeout = MILLISECONDS }
  local headers = answer and answer.headers or {}
  -- An empty type is none, and "" is true in Lua.
  if answer and answer.status == 200 and (values(headers, "x-auth-type")[1] or "") ~= "" then
    for _, name in ipairs(TOLD) do txn.http:req_set_header(name, values(headers, name)[1] or "") end
    txn:set_var("txn.auth_query", values(headers, "x-auth-query")[1] or "")
    txn:set_var("txn.request_id", values(headers, "x-request-id")[1] or "")
    txn:set_var("txn.allowed", true)
  elseif answer and answer.status >= 400 and values(headers, "x-request-id")[1] then
    local refusal = txn:reply{ status = answer.status, body = answer.body }
    for _, name in ipairs(PASSED_ON) do
      for _, value in ipairs(values(headers, name)) do refusal:add_header(name, value) end
    end
    txn:set_var("txn.request_id", values(headers, "x-request-id")[1])
    txn:done(refusal)
  elseif answer and (answer.status == 400 or answer.status == 431) then
    -- What the service's web server says to bytes that are no HTTP.
    txn:set_var("txn.malformed", true)
  end
  -- Else nobody could tell, and haproxy.cfg answers 503.
end, 0)
