-- For wrk: GET one address over and over.
--   wrk ... URL                             as a stranger
--   wrk ... URL -- COOKIE-NAME USERS-FILE   as 1,000 signed-in people in turn: ours, from the file
--   wrk ... URL -- sid                      the same: the peers' people
local requests, turn = {}, 0

init = function(arguments)
  if not arguments[1] then
    requests[1] = wrk.format("GET", nil, { ["Host"] = "localhost" })
    return
  end
  local cookies = {}
  if arguments[2] then
    for line in io.lines(arguments[2]) do cookies[#cookies + 1] = line:match("^%S+ (%S+)") end
  else
    for i = 1, 1000 do cookies[i] = "tok" .. string.format("%029d", i) end
  end
  for i = 1, 1000 do
    requests[i] = wrk.format("GET", nil, { ["Host"] = "localhost", ["Cookie"] = arguments[1] .. "=" .. cookies[i] })
  end
end

request = function()
  turn = turn % #requests + 1
  return requests[turn]
end

-- One line that script/bench reads.
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("done %d failed %d seconds %.3f p50_ms %.3f p99_ms %.3f\n", summary.requests - errors.status,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
