import Foundation
import JSON

/// The rows of the ranker's measurement for a reader, or for a program.
struct RankReport {
    let isJSON: Bool

    private var machine: String {
        // Without the file the machine goes without a name.
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let model = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
        return "\(model), \(ProcessInfo.processInfo.activeProcessorCount) cores"
    }

    func printHead() {
        guard !isJSON else { return }
        Swift.print(machine)
        Swift.print("one thread; times in processor time; shares of the questions in %\n")
        Swift.print(
            line([
                "set", "examples", "entries", "asked", "top-1", "top-3", "typo", "accept", "train s", "calib s", "µs",
            ])
        )
    }

    func printAbsent(_ file: String, in folder: String) {
        FileHandle.standardError.write(Data("measure: no \(file) in \(folder): skipped; see --sets\n".utf8))
    }

    func print(_ row: RankRow) {
        guard !isJSON else { return }
        func share(_ count: Int) -> String {
            count == 0 ? "" : String(format: "%.1f", 100 * Double(count) / Double(row.asked))
        }
        func seconds(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "" }
        Swift.print(
            line([
                row.set, "\(row.examples)", "\(row.entries)", "\(row.asked)", share(row.rightFirst),
                share(row.rightAmongThree), share(row.rightWithTypo), share(row.accepted), seconds(row.train),
                seconds(row.calibrate),
                row.asking == 0 ? "" : String(format: "%.1f", row.asking / Double(row.asked) * 1e6),
            ]))
        for outside in row.outside {
            Swift.print(
                String(
                    format:
                        "  outside: %d questions, AUROC %.1f, refused %.0f where 95 inside are accepted, %.0f at the threshold",
                    outside.questions, 100 * outside.areaUnderCurve, 100 * outside.recallAt95,
                    100 * outside.recallAtThreshold))
        }
        fflush(nil)
    }

    private func line(_ cells: [String]) -> String {
        let widths = [30, 8, 7, 6, 6, 6, 6, 6, 8, 8, 6]
        return zip(cells, widths).enumerated().map { index, cell in
            let padding = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return index == 0 ? cell.0 + padding : padding + cell.0
        }.joined(separator: " ")
    }

    func json(_ rows: [RankRow]) -> String {
        let bytes = JSONWriter.object { writer in
            writer.member("machine", machine)
            writer.member(
                "rows", array: { writer in for row in rows { writer.object { Self.write(row, into: &$0) } } })
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func write(_ row: RankRow, into writer: inout JSONWriter) {
        func share(_ count: Int) -> Double? { count == 0 ? nil : Double(count) / Double(row.asked) }
        writer.member("set", row.set)
        writer.member("examples", row.examples)
        writer.member("entries", row.entries)
        writer.member("asked", row.asked)
        writer.member("top_1", share(row.rightFirst))
        writer.member("top_3", share(row.rightAmongThree))
        writer.member("top_1_with_typo", share(row.rightWithTypo))
        writer.member("accepted", share(row.accepted))
        writer.member("train_s", row.train)
        writer.member("calibrate_s", row.calibrate)
        writer.member("rank_us", row.asking == 0 ? nil : row.asking / Double(row.asked) * 1e6)
        writer.member(
            "outside",
            array: { writer in
                for outside in row.outside {
                    writer.object {
                        $0.member("questions", outside.questions)
                        $0.member("auroc", outside.areaUnderCurve)
                        $0.member("refused_at_95", outside.recallAt95)
                        $0.member("refused_at_threshold", outside.recallAtThreshold)
                    }
                }
            })
    }
}
