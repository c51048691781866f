import FAQ
import Foundation
import Ranker

/// How long `faq check` takes for a large folder: one made for the purpose, with 6 `asks`, 3 `not` and 2 rules an entry.
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
        for number in 0..<count {
            let topic = folder.appendingPathComponent("topic-\(number / 50)")
            try FileManager.default.createDirectory(at: topic, withIntermediateDirectories: true)
            try Self.entry(number).write(
                to: topic.appendingPathComponent("entry-\(number).md"), atomically: false, encoding: .utf8)
        }
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

    // MARK: The folder

    private static let things = [
        "lamp", "kettle", "table", "chair", "sofa", "curtain", "carpet", "mirror", "vase", "bowl", "plate", "glass",
        "knife", "towel", "pillow", "blanket", "candle", "clock", "basket", "shelf", "drawer", "bench", "stool",
        "bottle", "mug", "tray", "frame", "poster", "plant", "pot",
    ]
    private static let matters = [
        "delivery", "return", "refund", "warranty", "colour", "size", "weight", "price", "discount", "repair",
        "cleaning", "assembly", "material", "origin", "stock", "order", "invoice", "gift", "exchange", "damage",
        "packing", "pickup", "customs", "insurance", "voucher", "rental", "spare", "manual", "safety", "storage",
        "engraving", "sample", "wholesale", "deposit", "tracking",
    ]

    /// The entry about one thing and one matter; beyond all pairs the thing has a number.
    private static func entry(_ number: Int) -> String {
        let round = number / (things.count * matters.count)
        let thing = things[number % things.count] + (round == 0 ? "" : "\(round)")
        let matter = matters[number / things.count % matters.count]
        let other = matters[(number / things.count + 7) % matters.count]
        return """
            ---
            question: What about the \(matter) of a \(thing)?
            asks:
              - how does \(matter) work for my \(thing)
              - i have a question on \(matter) of the \(thing) i bought
              - can you tell me about \(thing) \(matter)
              - \(thing) \(matter) please
              - my \(thing) needs \(matter) and i do not know how to begin
              - is there \(matter) on this \(thing) in your shop
            not:
              - what about the \(other) of a \(thing)
              - how many days until my \(other) gets here
              - can i speak about \(other) with you
            match:
              - words: [\(matter)*, \(thing)|\(thing)s]
              - pcre: '\\b\(thing)s?\\b.{0,30}\\b(\(matter)|\(matter)s)\\b'
                unless: '\\bwithout\\s+\(matter)\\b'
            ---
            The **\(matter)** of a \(thing) is easy.

            - Write to us, and we will answer.

            [More](https://shop.example/\(thing)/\(matter))

            """
    }
}
