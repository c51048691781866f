import AgentDesk
import BotFlow
import Switchboard
import WebServer

/// The figures of `/metrics` in Prometheus' text format, version 0.0.4.
struct MetricsText {
    private(set) var text = ""

    init(
        tallies: Tallies, figures: (commits: Int, commands: Int, failures: Int, waiting: Int), isWritable: Bool,
        counts: StoreCounts, queue: [Queue.Place], server: WebServer.Counters?, sockets: [Side], now: Moment,
        version: String, faq: (entries: Int, isStale: Bool, patternsOff: Int)
    ) {
        metric("build_info", "gauge", "The version that runs.", [(["version": version], 1)])
        metric(
            "http_requests_total", "counter", "Requests answered, by operation and status.",
            tallies.operations.sorted { $0.key < $1.key }.flatMap { name, tally in
                tally.byStatus.sorted { $0.key < $1.key }.map {
                    (["operation": name, "status": String($0.key)], Double($0.value))
                }
            })
        latencies(tallies)
        metric(
            "bot_turns_total", "counter", "What the bot made of customers' words.",
            tallies.botTurns.sorted { $0.key < $1.key }.map { (["outcome": $0.key], Double($0.value)) })
        metric("store_commits_total", "counter", "Transactions on disk.", figures.commits)
        metric("store_commands_total", "counter", "Commands in them.", figures.commands)
        metric("store_failures_total", "counter", "Transactions that failed.", figures.failures)
        metric("store_waiting_commands", "gauge", "Commands that wait for the writer.", figures.waiting)
        metric("store_writable", "gauge", "1 while the disk takes writes.", isWritable ? 1 : 0)
        metric("store_events", "gauge", "Events stored.", counts.events)
        metric("store_bytes", "gauge", "Size of the database file.", counts.bytes)
        metric(
            "conversations", "gauge", "Conversations by status.",
            counts.conversations.sorted { $0.key < $1.key }.map { (["status": $0.key], Double($0.value)) })
        metric("queue_waiting", "gauge", "Conversations that wait for an agent.", queue.count)
        let longest = queue.map { now.since($0.waiting.since).milliseconds / 1000 }.max() ?? 0
        metric("queue_longest_wait_seconds", "gauge", "The longest wait now.", Int(max(0, longest)))
        metric(
            "sockets", "gauge", "WebSockets by role.",
            [
                (["role": "customer"], Double(sockets.count { $0 == .customer })),
                (["role": "agent"], Double(sockets.count { $0 == .agents })),
            ])
        metric("frames_sent_total", "counter", "Frames sent to sockets.", tallies.framesSent)
        metric("faq_entries", "gauge", "Entries of the version that answers.", faq.entries)
        metric("faq_stale", "gauge", "1 while the folder has errors and an older version answers.", faq.isStale ? 1 : 0)
        metric(
            "faq_patterns_gave_up_total", "counter", "Messages on which a pattern gave up, by each that did.",
            tallies.patternsGaveUp)
        metric("faq_patterns_off", "gauge", "Patterns that gave up too often to be tried.", faq.patternsOff)
        guard let server else { return }
        metric("connections", "gauge", "Open connections.", server.connections)
        metric("connections_total", "counter", "Connections accepted.", Int(server.accepted))
        metric("connections_refused_total", "counter", "Connections turned away at a limit.", Int(server.turnedAway))
        metric("bytes_received_total", "counter", "Bytes from clients.", Int(server.bytesIn))
        metric("bytes_sent_total", "counter", "Bytes to clients.", Int(server.bytesOut))
    }

    private mutating func latencies(_ tallies: Tallies) {
        begin("http_request_seconds", "histogram", "Time from a request's last byte to its answer.")
        for (name, tally) in tallies.operations.sorted(by: { $0.key < $1.key }) {
            var sum = 0
            for (bound, count) in zip(Tallies.bounds, tally.buckets) {
                sum += count
                sample("http_request_seconds_bucket", ["operation": name, "le": "\(bound)"], Double(sum))
            }
            sample("http_request_seconds_bucket", ["operation": name, "le": "+Inf"], Double(tally.count))
            sample("http_request_seconds_sum", ["operation": name], tally.seconds)
            sample("http_request_seconds_count", ["operation": name], Double(tally.count))
        }
    }

    private mutating func metric(_ name: String, _ type: String, _ help: String, _ value: Int) {
        metric(name, type, help, [([:], Double(value))])
    }

    private mutating func metric(
        _ name: String, _ type: String, _ help: String, _ samples: [(labels: [String: String], value: Double)]
    ) {
        begin(name, type, help)
        for (labels, value) in samples { sample(name, labels, value) }
    }

    private mutating func begin(_ name: String, _ type: String, _ help: String) {
        text += "# HELP support_\(name) \(help)\n# TYPE support_\(name) \(type)\n"
    }

    private mutating func sample(_ name: String, _ labels: [String: String], _ value: Double) {
        let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
        let number = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        text += "support_\(name)" + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(number)\n"
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
