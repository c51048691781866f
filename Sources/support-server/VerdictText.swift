import JSON
import Simulation

/// A verdict for people, and for programs.
extension Verdict {
    /// Troubles that are named; the rest is counted.
    private static let named = 20

    func text(isColoured: Bool) -> String {
        var table = TextTable("operation", "times", "p50 ms", "p99 ms", "max ms", numbers: [1, 2, 3, 4])
        for timing in timings where timing.operation != .other {
            let latencies = timing.latencies
            table.add(
                timing.operation.rawValue, "\(latencies.count)", Self.milliseconds(latencies.quantile(500)),
                Self.milliseconds(latencies.quantile(990)), Self.milliseconds(latencies.longest))
        }
        let ink = Ink(isColoured: isColoured)
        let counts = Trouble.Kind.allCases.map { kind in
            "\(kind.rawValue.replacing("_", with: " ")) \(count(of: kind))"
        }
        var parts = [
            table.text(isColoured: isColoured),
            """
            \(conversations) conversations, \(turns) turns in \(Int((length / .seconds(1)).rounded())) s: \
            \(Int(turnsPerSecond.rounded())) a second
            \(acknowledged) messages acknowledged; \(reconnects) sockets opened again, \(lostAnswers) answers lost and \
            asked for again, \(lostRaces) claims that another had won, \(busyAnswers) answers 503

            """,
        ]
        if !remarks.isEmpty { parts.append(remarks.map { Help.wrapped($0, indent: 0) + "\n" }.joined()) }
        parts.append(
            counts.joined(separator: ", ") + "\n" + ink.strong("verdict: \(isClean ? "clean" : "not clean")") + "\n")
        if !isClean {
            let lines = troubles.prefix(Self.named).map { trouble in
                let place = [trouble.conversation, trouble.seq.map { "at \($0)" } ?? ""].filter { !$0.isEmpty }
                return "  \(([trouble.kind.rawValue] + place).joined(separator: " ")): \(trouble.what)\n"
            }
            let more = troubles.count > Self.named ? "  and \(troubles.count - Self.named) more\n" : ""
            parts.append(lines.joined() + more)
        }
        return parts.joined(separator: "\n")
    }

    var json: String {
        var writer = JSONWriter()
        writer.object { report in
            report.member("verdict", isClean ? "clean" : "not_clean")
            report.member("seconds", length / .seconds(1))
            report.member("conversations", conversations)
            report.member("turns", turns)
            report.member("turns_per_second", turnsPerSecond)
            report.member("acknowledged", acknowledged)
            for kind in Trouble.Kind.allCases { report.member(kind.rawValue, count(of: kind)) }
            report.member("reconnects", reconnects)
            report.member("lost_answers", lostAnswers)
            report.member("lost_races", lostRaces)
            report.member("busy_answers", busyAnswers)
            report.member("limited_answers", limitedAnswers)
            report.member("refused_connections", refusedConnections)
            report.member(
                "operations",
                array: { list in
                    for timing in timings {
                        list.object {
                            $0.member("operation", timing.operation.rawValue)
                            $0.member("count", timing.latencies.count)
                            $0.member("p50_ms", timing.latencies.quantile(500) / .milliseconds(1))
                            $0.member("p99_ms", timing.latencies.quantile(990) / .milliseconds(1))
                            $0.member("max_ms", timing.latencies.longest / .milliseconds(1))
                        }
                    }
                })
            report.member(
                "troubles",
                array: { list in
                    for trouble in troubles.prefix(1000) {
                        list.object {
                            $0.member("kind", trouble.kind.rawValue)
                            $0.member("conversation", trouble.conversation)
                            $0.member("seq", trouble.seq)
                            $0.member("what", trouble.what)
                        }
                    }
                })
            report.member("remarks", strings: remarks)
        }
        return writer.text
    }

    /// With one digit behind the point.
    private static func milliseconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .microseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
