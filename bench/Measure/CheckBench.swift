import FAQ
import Foundation
import Ranker

/// How long `faq check` takes for a large folder: a `MadeFolder`.
struct CheckBench {
    static let usage = "measure check [--entries 1000]"

    private let count: Int

    init(_ arguments: [String]) {
        let index = arguments.firstIndex(of: "--entries")
        count = index.flatMap { arguments.indices.contains($0 + 1) ? Int(arguments[$0 + 1]) : nil } ?? 1_000
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("faq-\(UUID().uuidString)")
        // What cannot be removed is left to the system's own cleaning.
        defer { try? FileManager.default.removeItem(at: folder) }
        try MadeFolder(entries: count).write(to: folder)
        let day = Day(millisecondsSince1970: 1_781_481_600_000)
        var files: [SourceFile] = []
        let reading = try ContinuousClock().measure { files = try FAQDirectory.files(in: folder.path) }
        var loading = Loading(files: [], on: day)
        let proving = ContinuousClock().measure { loading = Loading(files: files, on: day, trains: false) }
        let training = ContinuousClock().measure { Self.train(loading) }
        let codes = Dictionary(grouping: loading.diagnostics, by: \.code.rawValue).mapValues(\.count)
        print("entries                  \(count)")
        print("reading the files     ms \(Int(reading / .milliseconds(1)))")
        print("reading to proving    ms \(Int(proving / .milliseconds(1)))")
        print("faq check, both       ms \(Int((reading + proving) / .milliseconds(1)))")
        print("training, for serve   ms \(Int(training / .milliseconds(1)))")
        print("diagnostics              \(codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
    }

    /// What `serve` does besides.
    private static func train(_ loading: Loading) {
        let entries = loading.edition?.entries ?? []
        let examples = entries.enumerated().flatMap { index, entry in
            ([entry.question] + entry.asks).map { Ranker.Example($0.lowercased(), entry: index) }
        }
        _ = Ranker(examples, background: entries.map { "\($0.question) \($0.answer.text)".lowercased() })
    }
}
