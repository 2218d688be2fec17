-- SPDX-FileCopyrightText: The Andon developers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Routing, degrade and throttle of one nginx at run time, with versions, stamps and keys (nginx-andon.conf shows how).
-- Each resource is a row of records "name:version" in a shared dict. A change is dict:safe_add of the next version: of
-- two workers one succeeds, the other one is told 412. The last 100 records tell a repeated Idempotency-Key.
local M = {}
local kept = 100
local config

local members = { routing = "canary_percent", degrade = "level", throttle = "requests_per_second" }

local function key(name, version) return string.format("%s:%.0f", name, version) end

--- token: what Authorization: Bearer must say; canary_percent: at the start. Dicts: lua_shared_dict andon and andon_rate.
function M.setup(options)
    config = options
    local first = math.floor(ngx.now() * 1000) -- a restart forgets all, and its versions still go on upwards
    for name in pairs(members) do
        ngx.shared.andon:safe_add(name .. ":at", first)
    end
end

--- The newest record: its version, value, stamp, actor, time.
local function current(name)
    local dict = ngx.shared.andon
    local version = dict:get(name .. ":at")
    while dict:get(key(name, version + 1)) do version = version + 1 end -- a worker that ended between add and set
    local record = dict:get(key(name, version))
    if not record then
        local value = name == "routing" and config.canary_percent or name == "degrade" and 0 or "null"
        return version, tostring(value), "", "", ""
    end
    return version, record:match("^(%S*) (%S*) (%S*) (%S*)$")
end

local function quoted(text)
    text = ngx.unescape_uri(text)
    if not ngx.re.find(text, "^", "u") then text = "?" end -- no UTF-8
    return '"' .. text:gsub('[%c"\\\127]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
end

local function shown(name)
    local version, value, stamp, actor, at = current(name)
    return string.format('"%s":{"version":"%.0f","stamp":%s,"actor":%s,"changed_at":"%s","%s":%s}',
                         name, version, quoted(stamp), quoted(actor), at, members[name], value)
end

local function answer(status, title)
    ngx.status = status
    ngx.header.content_type = "application/json"
    if title then
        ngx.say('{"title":', quoted(ngx.escape_uri(title)), "}")
    else
        ngx.say("{", shown("routing"), ",", shown("degrade"), ",", shown("throttle"), "}")
    end
    return ngx.exit(ngx.OK)
end

local function valueOf(name, body)
    local member, value = (body or ""):match('^%s*{%s*"([%l_]+)"%s*:%s*([%w.]+)%s*}%s*$')
    local number = tonumber(value)
    if member ~= members[name] or not (number or (name == "throttle" and value == "null")) then return nil end
    if number and (number ~= number or number < 0 or number > (name == "throttle" and 1e9 or 100)) then return nil end
    return number and string.format("%.14g", number) or "null"
end

local function put(name)
    local headers = ngx.req.get_headers()
    local stamp, actor, match = headers["Idempotency-Key"], headers["Andon-Actor"], headers["If-Match"]
    ngx.req.clear_header("If-Match") -- nginx would hold it against an ETag of the answer, which has none: 412
    if type(stamp) ~= "string" or not stamp:match("^[%w%-_.:]+$") or #stamp > 100 then return answer(400, "Idempotency-Key is missing or no plain word") end
    if type(match) ~= "string" then return answer(428, "If-Match is missing") end
    ngx.req.read_body()
    local value = valueOf(name, ngx.req.get_body_data())
    if not value then return answer(422, "the body is to be { \"" .. members[name] .. "\": number in its range }") end
    local version = current(name)
    local dict = ngx.shared.andon
    for old = version, version - kept, -1 do
        local was, by = (dict:get(key(name, old)) or ""):match("^(%S*) (%S*) ")
        if by == stamp then return was == value and answer(200) or answer(422, "this Idempotency-Key was used for another value") end
    end
    if match ~= string.format("%.0f", version) then return answer(412, "changed meanwhile") end
    local record = table.concat({ value, stamp, ngx.escape_uri(ngx.unescape_uri(type(actor) == "string" and actor:sub(1, 300):gsub("%+", "%%2B") or "")),
                                  (ngx.utctime():gsub(" ", "T")) .. "Z" }, " ")
    local added, err = dict:safe_add(key(name, version + 1), record)
    if not added then return answer(err == "exists" and 412 or 507, err == "exists" and "changed meanwhile" or "the shared dict is full") end
    dict:incr(name .. ":at", 1)
    dict:delete(key(name, version - kept))
    return answer(200)
end

--- The admin side: GET /state, PUT /routing, /degrade, /throttle below its location.
function M.admin()
    if not config.token or config.token == "" or ngx.var.http_authorization ~= "Bearer " .. config.token then return answer(401, "no token, or another one") end
    local name = ngx.var.uri:match("/(%l+)$")
    local method = ngx.req.get_method()
    if name == "state" and method == "GET" then return answer(200) end
    if not members[name] then return answer(404, "there is no such resource") end
    if method ~= "PUT" then return answer(405, "PUT only") end
    return put(name)
end

--- The users' side, in the access phase: over the limit 429, else which version takes it ("stable" or "canary") and the level.
function M.route()
    local rate = ngx.shared.andon_rate
    local _, limit = current("throttle")
    if limit ~= "null" then
        -- Over 10 seconds, so that a limit below one a second works too.
        local count = rate:incr(string.format("in:%d", ngx.time() / 10), 1, 0, 20) or 0
        if count > tonumber(limit) * 10 then return ngx.exit(429) end
    end
    local _, level = current("degrade")
    local _, percent = current("routing")
    local turn = (rate:incr("turn", 1, 0) or 0) * 37 % 100 -- each hundred requests has exactly its share, well mixed
    return turn < tonumber(percent) and "canary" or "stable", tonumber(level)
end

return M
