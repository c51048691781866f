import FAQ
import Foundation
import TestSupport
import Testing

@Suite struct EntryDraftTests {
    /// A draft in which anything may stand.
    static func draft(_ generator: inout SplitMix64, slug: String) -> EntryDraft {
        func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
        let texts = ScruffyEntry.texts.filter { $0.contains { !$0.isWhitespace } }
        func some(_ pool: [String]) -> [String] {
            (0..<Int.random(in: 0...3, using: &generator)).map { _ in pool.randomElement(using: &generator) ?? "" }
        }
        var draft = EntryDraft(
            slug: slug, topic: chance(2) ? "" : "delivery/eu",
            question: texts.randomElement(using: &generator) ?? "", answer: "=1 **b**\n\n- one  \n- 'two'")
        if chance(3) { draft.language = "pt-BR" }
        draft.asks = some(texts)
        draft.not = some(texts)
        let words = ["ship*|post", "how much?", "it's", "a, b", "'x", "-y"]
        draft.rules = some(words).map { EntryDraft.Rule(.words([$0, "when"]), unless: chance(3) ? "[a-z]{2}" : nil) }
        draft.rules += some(["=a b", "it's", "^[-+]x", "\\\\d{2}", " a", "a\nb", "'-'"]).map {
            EntryDraft.Rule(.pcre($0), unless: chance(4) ? "'" : nil)
        }
        draft.rules.shuffle(using: &generator)
        draft.followUps = some(["one", "two"])
        draft.quickReply = chance(2) ? nil : 7
        draft.escalation =
            chance(2) ? nil : Entry.Escalation(reason: chance(2) ? "entry" : "-lost, 'a'", priority: chance(2) ? 0 : -3)
        draft.priority = chance(2) ? 0 : -1
        draft.mode = chance(2) ? .live : .shadow
        draft.validFrom = chance(2) ? nil : Day("2026-01-01")
        draft.validUntil = chance(2) ? nil : Day("2027-01-01")
        draft.reviewBy = chance(2) ? nil : Day("2028-01-01")
        draft.owner = chance(2) ? nil : texts.randomElement(using: &generator)
        return draft
    }

    @Test(arguments: [5, 6, 7] as [UInt64])
    func aDraftIsReadAsItWasWrittenAndFormatLeavesItAlone(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for number in 0..<60 {
            let draft = Self.draft(&generator, slug: "entry-\(number)")
            let source = SourceFile(path: draft.path, text: draft.text)
            #expect(try EntryFormat.canonical(source) == draft.text)
            let read = try EntryDraft(reading: source)
            #expect(read.text == draft.text)
            var plain = draft
            // Format takes the spaces off that break no line.
            plain.answer = read.answer
            #expect(read == plain)
        }
    }

    @Test func aSmallDraftIsASmallFileThatCheckAccepts() throws {
        let draft = EntryDraft(
            slug: "opening-hours", topic: "contact", question: "When are you open?", answer: "From 9 to 5.\n")
        #expect(draft.path == "contact/opening-hours.md")
        #expect(draft.text == "---\nquestion: When are you open?\n---\nFrom 9 to 5.\n")
        #expect(Folder.loading([draft.path: draft.text]).diagnostics.isEmpty)
    }

    @Test func anotherFileNameIsKeptWithTheSlug() throws {
        let text = "---\nslug: one\nquestion: One?\n---\nYes.\n"
        let draft = try EntryDraft(reading: SourceFile(path: "a/uno.de.md", text: text))
        #expect((draft.slug, draft.language) == ("one", "de"))
        #expect((draft.path, draft.text) == ("a/uno.de.md", text))
    }
}
