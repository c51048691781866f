import FAQ
import TestSupport
import Testing

/// What `faq diff` finds between two editions.
struct EditionDiffTests {
    private typealias Message = EditionDiff.Message

    private static let old = Folder.edition([
        "a/costs.md": Folder.entry("question: What does it cost?\nmatch:\n  - words: [parcel|price]"),
        "a/hours.md": Folder.entry("question: When are you open?\nmatch:\n  - words: [open]"),
    ])
    /// Parcels have an entry of their own, opening hours are gone, gifts are new.
    private static let new = Folder.edition([
        "a/costs.md": Folder.entry("question: What does it cost?\nmatch:\n  - words: [price]"),
        "a/gifts.md": Folder.entry("question: Do you wrap gifts?\nmatch:\n  - words: [gift]"),
        "a/lamps.md": Folder.entry("question: Do you sell lamps?\nmatch:\n  - words: [lamp]"),
        "a/parcels.md": Folder.entry("question: Where is my parcel?\nmatch:\n  - words: [parcel]"),
    ])

    private func diff(_ messages: [EditionDiff.Message]) -> EditionDiff {
        EditionDiff(old: Self.old, new: Self.new, messages: messages, on: Folder.today)
    }

    @Test func theWorstStandsFirstAndOfEqualKindsTheLargest() {
        let texts = [
            "a gift", "my parcel", "a human please, real person", "open today", "zebra", "gift", "costs price",
        ]
        let diff = diff(
            texts.map { Message($0) } + [
                Message("speak to an agent"), Message("a parcel", count: 3), Message("lamp", count: 3),
            ])
        #expect(diff.groups.map(\.kind) == [.newlyMissed, .changed, .newlyAnswered, .newlyAnswered])
        #expect(diff.groups.map(\.before) == [.answered(["hours"]), .answered(["costs"]), .nothing, .nothing])
        #expect(
            diff.groups.map(\.after) == [.nothing, .answered(["parcels"]), .answered(["lamps"]), .answered(["gifts"])])
        #expect(diff.groups.map(\.messages) == [1, 4, 3, 2])
        #expect(diff.groups[1].examples.map(\.text) == ["a parcel", "my parcel"])
        #expect(diff.groups[1].examples.first?.before.places.map(\.file) == ["a/costs.md"])
        #expect(
            diff.groups[1].examples.first?.after.places.map(\.line) == [4])
        #expect(diff.unchanged == 4)
        #expect(diff.messages == 14)
        #expect(diff.different == 10)
    }

    @Test func spellingsOfWhichTheEditionsSeeNoDifferenceAreOneMessage() {
        let diff = diff([
            Message("My  PARCEL", line: 1), Message("my parcel", count: 2, line: 2), Message("my parcel?"),
        ])
        #expect(diff.different == 2)
        #expect(diff.groups.first?.messages == 4)
        #expect(diff.groups.first?.examples.first?.text == "My  PARCEL")
        #expect(diff.groups.first?.examples.first?.count == 3)
        #expect(diff.groups.first?.examples.first?.line == 1)
    }

    @Test func aPinIsBrokenExactlyWhenTheNewEditionDoesNotKeepIt() {
        let diff = diff([
            Message("my parcel", pin: .entry("parcels"), line: 1), Message("my parcel", pin: .entry("costs"), line: 2),
            Message("zebra", pin: .nothing, line: 3), Message("a gift", pin: .nothing, line: 4),
            Message("open", pin: .entry("hours"), line: 5), Message("talk to a human", pin: .nothing, line: 6),
        ])
        #expect(diff.brokenPins.map(\.line) == [2, 4, 5, 6])
        #expect(diff.missingSlugs == ["hours"])
        #expect(diff.pinned == 6)
        #expect(diff.groups.first { $0.kind == .changed }?.examples.map(\.text) == ["my parcel"])
        let text = diff.text(file: "m.txt")
        #expect(
            text.hasPrefix("4 of 6 pinned messages not as they must be\nm.txt:2: error: “my parcel” must reach costs\n")
        )
        #expect(text.contains("m.txt:5: error: “open” must reach hours, which is no entry now\n"))
        #expect(text.contains("m.txt:4: error: “a gift” must stay unanswered\n"))
    }

    @Test func whoAsksForAPersonGetsOneWhateverElseFits() {
        let with = Folder.edition([
            "a/a.md": Folder.entry("question: Hello"), "bot.yaml": "greeting: Hi.\nescalate:\n  words: [parcel]\n",
        ])
        let diff = EditionDiff(old: Self.old, new: with, messages: [Message("my parcel")], on: Folder.today)
        #expect(diff.groups.map(\.after) == [.person])
        #expect(diff.groups.map(\.kind) == [.changed])
    }

    @Test func twoQuestionsHaveTwoAnswersAndLosingOneIsAChange() {
        let diff = diff([
            Message("when do you open? where is my parcel?", pin: .entry("parcels"), line: 1),
            Message("where is my parcel? do you wrap a gift?", pin: .entry("parcels"), line: 2),
        ])
        #expect(diff.groups.map(\.before) == [.answered(["costs"]), .answered(["costs", "hours"])])
        #expect(diff.groups.map(\.after) == [.answered(["gifts", "parcels"]), .answered(["parcels"])])
        #expect(diff.groups[1].examples[0].before.places.map(\.file) == ["a/costs.md", "a/hours.md"])
        #expect(diff.brokenPins.isEmpty)
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func everyMessageIsCountedOnceAndAnEditionDoesNotDifferFromItself(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let words = ["parcel", "open", "gift", "price", "human", "real", "zebra", "?"]
        let messages = (0..<200).map { _ in
            let text = (0..<3).map { _ in words[Int.random(in: 0..<words.count, using: &generator)] }
            return Message(text.joined(separator: " "), count: Int.random(in: 1...3, using: &generator))
        }
        let diff = diff(messages)
        #expect(diff.messages == messages.reduce(0) { $0 + $1.count })
        #expect(diff.unchanged + diff.groups.reduce(0) { $0 + $1.messages } == diff.messages)
        let none = EditionDiff(old: Self.old, new: Self.old, messages: messages, on: Folder.today)
        #expect(none.groups.isEmpty)
        #expect(none.unchanged == none.messages)
    }

    @Test func nothingACustomerWroteIsObeyedByATerminal() {
        let text = diff([Message("parcel \u{1B}[31m\u{202E}\r\n red")]).text()
        #expect(!text.unicodeScalars.contains { [0x1B, 0x0D, 0x202E].contains($0.value) })
        #expect(text.contains("“parcel [31m red”"))
    }
}

/// What a file of messages may say.
struct MessageListTests {
    private func messages(_ text: String) throws -> [EditionDiff.Message] {
        try MessageList(bytes: Array(text.utf8)).messages
    }

    @Test func aLineIsAMessageAndATabPinsIt() throws {
        let read = try messages(
            "\u{FEFF}where is it\r\n\n# a comment\n #17 is late\n  \nwhere is it\ttrack-order \na\tb\t-\nlast")
        #expect(
            read == [
                .init("where is it", line: 1), .init(" #17 is late", line: 4),
                .init("where is it", pin: .entry("track-order"), line: 6), .init("a\tb", pin: .nothing, line: 7),
                .init("last", line: 8),
            ])
    }

    @Test(arguments: [
        ("ok\nmy order\tTrack Order", 2, "“Track Order”, which is no slug"),
        ("my order\t", 1, "“”, which is no slug"), ("\ttrack-order", 1, "no message before the TAB"),
    ])
    func aLineThatCannotBeMeantIsNamed(text: String, line: Int, part: String) {
        let error = #expect(throws: MessageList.Misspelling.self) { try messages(text) }
        #expect(error?.line == line)
        #expect(error?.message.contains(part) == true)
    }

    @Test func whatIsNotTextIsRefused() {
        let error = #expect(throws: MessageList.Misspelling.self) { try MessageList(bytes: [0x61, 0x0A, 0xFF]) }
        #expect(error?.line == 2)
    }
}
