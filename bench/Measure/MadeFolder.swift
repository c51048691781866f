import Foundation

/// `measure folder`: an FAQ folder made for the purpose, with 6 `asks`, 3 `not` and 2 rules an entry.
struct MadeFolder {
    static let usage = "measure folder --into DIR [--entries 1000]"

    private let entries: Int

    init(entries: Int) {
        self.entries = entries
    }

    static func run(_ arguments: [String]) throws {
        func value(of name: String) -> String? {
            let index = arguments.firstIndex(of: name)
            return index.flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
        }
        guard let folder = value(of: "--into") else { return print("usage: \(usage)") }
        let entries = value(of: "--entries").flatMap { Int($0) } ?? 1_000
        try MadeFolder(entries: entries).write(to: URL(fileURLWithPath: folder, isDirectory: true))
    }

    func write(to folder: URL) throws {
        for number in 0..<entries {
            let topic = folder.appendingPathComponent("topic-\(number / 50)")
            try FileManager.default.createDirectory(at: topic, withIntermediateDirectories: true)
            try Self.entry(number).write(
                to: topic.appendingPathComponent("entry-\(number).md"), atomically: false, encoding: .utf8)
        }
    }

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
