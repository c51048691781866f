import FAQ

/// Any bytes as `bot.yaml`, beside an entry.
enum ScriptFuzz {
    private static let entry = SourceFile(
        path: "topic/entry.md", text: "---\nquestion: How long does delivery take?\n---\nTwo days.\n")

    static func run(_ bytes: [UInt8]) {
        let file = SourceFile(path: "bot.yaml", bytes: bytes)
        guard let edition = LoadingPromises.load([entry, file]).edition else { return }
        let bot = edition.bot
        promise(bot.ladder.last?.escalates ?? true, "a ladder ends with a person")
        for milliseconds: Int64 in [0, 1_781_481_600_000, 1_785_000_000_000, 4_000_000_000_000] {
            _ = bot.day(at: milliseconds)
            guard let hours = bot.hours else { continue }
            promise(
                !hours.said(at: milliseconds).contains("{next_open}"), "who is out of hours hears when people are back")
        }
        _ = LoadingPromises.findTwice("can I talk to a person", in: edition)
    }
}
