-- wrk's side of bench/run turns: each request is one bot turn.
-- wrk gives: the file with "conversation session" lines, and the file with one sentence a line.

-- So many conversations go on at once, and so many turns has each before another takes its place, as with people.
local AT_ONCE, TURNS = 256, 10

local conversations, sentences = {}, {}
local turn = 0

local function quoted(text)
  return '"' .. text:gsub('[%z\1-\31\\"]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
end

function init(args)
  for line in io.lines(args[1]) do
    local id, session = line:match("^(%S+) (%S+)$")
    conversations[#conversations + 1] = { path = "/api/v1/customer/conversations/" .. id .. "/messages", session = session }
  end
  for line in io.lines(args[2]) do
    sentences[#sentences + 1] = quoted(line)
  end
end

function request()
  local lot = math.floor(turn / (AT_ONCE * TURNS)) * AT_ONCE
  local conversation = conversations[(lot + turn % AT_ONCE) % #conversations + 1]
  turn = turn + 1
  local body = '{"content":' .. sentences[turn % #sentences + 1] .. ',"client_message_id":"' .. args_run .. "-" .. turn .. '"}'
  return wrk.format("POST", conversation.path, {
    ["Content-Type"] = "application/json",
    ["X-Customer-Session-Id"] = conversation.session,
  }, body)
end

args_run = tostring(os.time()) .. "-" .. tostring(math.random(1e9))

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"turns":%d,"seconds":%.3f,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
