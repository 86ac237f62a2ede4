-- The requests of wrk, in turn on each connection. wrk does not tell which request a response belongs to, so each response is
-- checked for what holds for all, and the statuses of all responses are compared with those that the requests must get.

local app, evil = "https://app.example.com", "https://app.example.com.evil.example"

local kinds = {
  { "GET", "/any-origin", { Origin = evil }, 200 },
  { "GET", "/exact", { Origin = app }, 200 },
  { "GET", "/exact", { Origin = evil }, 200 },
  { "GET", "/exact", {}, 200 },
  { "POST", "/credentials", { Origin = app }, 200 },
  { "POST", "/credentials", { Origin = evil }, 403 },
  { "OPTIONS", "/credentials", { Origin = app, ["Access-Control-Request-Method"] = "POST" }, 204 },
  { "OPTIONS", "/credentials", { Origin = evil, ["Access-Control-Request-Method"] = "POST" }, 403 },
  { "OPTIONS", "/exact", {}, 204 },
  { "GET", "/subdomains", { Origin = "https://shop.partner.example" }, 200 },
  { "GET", "/subdomains", { Origin = "https://" .. string.rep("a.", 2000) .. "partner.example" }, 200 },
  { "GET", "/labels", { Origin = "https://pr-1.preview.example" }, 200 },
  { "GET", "/opaque", { Origin = "null" }, 200 },
  { "GET", "/enforced", { Origin = evil }, 403 },
  { "PATCH", "/shared", { Origin = app }, 405 },
  { "GET", "/conditional", { Origin = app, ["If-None-Match"] = '"1"' }, 304 },
  { "GET", "/panicking", { Origin = app }, 500 },
  { "GET", "/streaming", { Origin = app }, 200 },
  { "GET", "/plain", { Origin = app }, 200 },
  { "GET", "/nowhere", { Origin = app }, 404 },
}

local allowed = {
  [app] = true,
  ["https://shop.partner.example"] = true,
  ["https://pr-1.preview.example"] = true,
  ["null"] = true,
}

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  requests = {}
  for _, kind in ipairs(kinds) do
    kind[3].Host = "api.example.com"
    if kind[1] == "POST" then
      kind[3]["Content-Length"] = "0"
    end
    table.insert(requests, wrk.format(kind[1], kind[2], kind[3]))
  end
  at, wrong, seen = 0, 0, {}
  first_wrong = ""
end

function request()
  at = at % #requests + 1
  return requests[at]
end

local function is_right(headers)
  local name = {}
  for key, value in pairs(headers) do
    name[key:lower()] = value
  end
  local origin, vary = name["access-control-allow-origin"], name["vary"] or ""
  if origin == nil then
    return name["access-control-allow-credentials"] == nil and name["access-control-allow-methods"] == nil
  end
  if origin == "*" then
    return name["access-control-allow-credentials"] == nil
  end
  return allowed[origin] == true and vary:find("Origin", 1, true) ~= nil
end

function response(status, headers, body)
  seen[status] = (seen[status] or 0) + 1
  if not is_right(headers) then
    wrong = wrong + 1
    first_wrong = status .. ": " .. tostring(headers["access-control-allow-origin"])
  end
end

function done(summary, latency)
  local expected, seen, wrong, first_wrong = {}, {}, 0, ""
  for _, kind in ipairs(kinds) do
    expected[kind[4]] = (expected[kind[4]] or 0) + 1
  end
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("wrong")
    first_wrong = first_wrong .. thread:get("first_wrong")
    for status, count in pairs(thread:get("seen")) do
      seen[status] = (seen[status] or 0) + count
    end
  end
  local total = 0
  for _, count in pairs(seen) do
    total = total + count
  end
  for status, count in pairs(seen) do
    local share = (expected[status] or 0) / #kinds
    print(string.format("%d: %d responses", status, count))
    -- Those under way at the end are missing, and the connections do not start together.
    if math.abs(count / total - share) > 0.005 then
      wrong, first_wrong = wrong + 1, string.format("%d is %.4f of the responses, not %.4f", status, count / total, share)
    end
  end
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("%d responses, %.0f a second, %d wrong, %d errors; half within %.2f ms, 99 %% within %.2f ms, all within %.2f ms",
    total, summary.requests / summary.duration * 1e6, wrong, errors,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
  if wrong > 0 or errors > 0 then
    print("WRONG: " .. first_wrong)
  end
end
