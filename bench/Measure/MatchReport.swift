import Foundation
import JSON

/// The rows of a measurement for a reader, or for a program.
struct MatchReport {
    let messages: [String]

    private var machine: String {
        // Without the file the machine goes without a name.
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let model = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
        return "\(model), \(ProcessInfo.processInfo.activeProcessorCount) cores"
    }

    private var bytes: Double { Double(messages.reduce(0) { $0 + $1.utf8.count }) / Double(messages.count) }

    func printHead() {
        Swift.print(machine)
        Swift.print("\(messages.count) sentences of Banking77, \(Int(bytes.rounded())) bytes on average, one thread")
        Swift.print("mean, filter and load in processor time; p50 and p99 by the wall's clock; all matches collected\n")
        Swift.print(
            line(
                [
                    "patterns", "engine", "mean µs", "filter µs", "p50", "p99", "nominated", "run", "matched",
                    "analysis s",
                    "automaton s",
                    "compile s", "MB", "remark",
                ]))
    }

    func print(_ row: MatchRow) {
        func micros(_ seconds: Double) -> String { row.times.isEmpty ? "" : String(format: "%.2f", seconds * 1e6) }
        func number(_ value: Double?, _ format: String) -> String { value.map { String(format: format, $0) } ?? "" }
        func share(_ number: Int) -> String {
            number == 0 ? "" : String(format: "%.1f", row.perMessage(number))
        }
        Swift.print(
            line(
                [
                    "\(row.patterns)", row.engine, micros(row.mean),
                    row.filtering.map { micros($0 / Double(row.times.count)) } ?? "", micros(row.percentile(0.5)),
                    micros(row.percentile(0.99)),
                    share(row.nominated), share(row.run), share(row.matched), number(row.analysis, "%.3f"),
                    number(row.automaton, "%.3f"), number(row.compiling, "%.3f"),
                    number(row.memory.map { Double($0) / 1e6 }, "%.0f"), row.remark ?? "",
                ]))
        fflush(nil)
    }

    private func line(_ cells: [String]) -> String {
        let widths = [8, 22, 9, 9, 9, 9, 10, 9, 8, 11, 12, 10, 4, 0]
        return zip(cells, widths).enumerated().map { index, cell in
            let padding = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return index == 1 || index == 13 ? cell.0 + padding : padding + cell.0
        }.joined(separator: " ")
    }

    func json(_ rows: [MatchRow]) -> String {
        let bytes = JSONWriter.object { writer in
            writer.member("machine", machine)
            writer.member("messages", messages.count)
            writer.member("bytes_per_message", self.bytes)
            writer.member(
                "rows",
                array: { writer in
                    for row in rows { writer.object { Self.write(row, into: &$0) } }
                })
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func write(_ row: MatchRow, into writer: inout JSONWriter) {
        let ran = !row.times.isEmpty
        writer.member("patterns", row.patterns)
        writer.member("engine", row.engine)
        writer.member("messages", row.times.count)
        writer.member("mean_us", ran ? row.mean * 1e6 : nil)
        writer.member("filter_mean_us", row.filtering.map { $0 / Double(row.times.count) * 1e6 })
        writer.member("p50_us", ran ? row.percentile(0.5) * 1e6 : nil)
        writer.member("p99_us", ran ? row.percentile(0.99) * 1e6 : nil)
        writer.member("nominated_per_message", row.nominated > 0 ? row.perMessage(row.nominated) : nil)
        writer.member("run_per_message", row.run > 0 ? row.perMessage(row.run) : nil)
        writer.member("matched_per_message", ran ? row.perMessage(row.matched) : nil)
        writer.member("analysis_s", row.analysis)
        writer.member("automaton_s", row.automaton)
        writer.member("compile_s", row.compiling)
        writer.member("memory_bytes", row.memory)
        writer.member("remark", row.remark)
    }
}
