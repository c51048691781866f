import FAQ
import Foundation
import Testing

/// What was found out about a folder once, used again.
@Suite struct KeptFindingsTests {
    private static let tomorrow = Day(millisecondsSince1970: 1_781_481_600_000 + 86_400_000)

    /// Everything that a load reports: warnings of reading and of proving, notes, and dates that pass.
    private static let scruffy = [
        "hours.md": Folder.entry(
            "question: When are you open?\nasks:\n  - are you open on sunday\nvalid_until: 2026-06-15\n"
                + "match:\n  - words: [open|opening]\n  - pcre: '(o+p*)+en.*hours.*hours'"),
        "costs.md": Folder.entry(
            "question: What does delivery cost?\nasks:\n  - delivery price\nnot:\n  - when does it arrive\n"
                + "match:\n  - words: [deliver*]\nreview_by: 2026-06-15\nfollow_ups: [hours]"),
        "times.md": Folder.entry("question: How long is delivery?\nmatch:\n  - words: [delivery]"),
        "times.de.md": Folder.entry("question: Wie lange dauert die Lieferung?"),
        "bot.yaml": "greeting: Hello!\n",
    ].map { SourceFile(path: $0.key, text: $0.value) }.sorted { $0.path < $1.path }

    private func again(_ files: [SourceFile], on day: Day = Folder.today, kept: [UInt8]?) -> Loading? {
        Loading(files: files, on: day, kept: { kept })
    }

    @Test func whatWasKeptReportsTheSameOnAnyDay() throws {
        let first = Loading(files: Self.scruffy, on: Folder.today)
        #expect(first.diagnostics.count >= 4 && !first.isFromKept)
        let kept = try #require(first.kept)
        for day in [Folder.today, Self.tomorrow] {
            let later = try #require(again(Self.scruffy, on: day, kept: kept))
            #expect(later.diagnostics == Loading(files: Self.scruffy, on: day).diagnostics)
            #expect(later.isFromKept && later.version == first.version)
        }
        let late = Loading(files: Self.scruffy, on: Self.tomorrow).diagnostics
        #expect(late != first.diagnostics, "the days of this test make no difference")
    }

    @Test func theShopAnswersEveryLineTheSameToTheLastBit() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../faq-data")
        let files = try FAQDirectory.files(in: path.standardized.path)
        let first = Loading(files: files, on: Folder.today)
        let (edition, again) = (try #require(first.edition), try #require(again(files, kept: first.kept)?.edition))
        #expect(again.suggestionThreshold == edition.suggestionThreshold)
        var ranked = 0
        for (number, line) in edition.entries.flatMap(\.asks).enumerated() {
            // As it stands the exact match answers, and without its last letters nearly always a rule or the ranker.
            let text = number.isMultiple(of: 2) ? line : String(line.dropLast(4))
            let (one, other) = (edition.find(text, on: Folder.today), again.find(text, on: Folder.today))
            #expect(one.candidates == other.candidates && one.wantsPerson == other.wantsPerson, "\(text)")
            ranked += one.candidates.count { $0.layer == .ranker }
        }
        #expect(ranked > 1_000)
    }

    @Test func whatDoesNotFitIsNotUsed() throws {
        let kept = try #require(Loading(files: Self.scruffy, on: Folder.today).kept)
        #expect(again(Self.scruffy, kept: nil) == nil)
        #expect(again(Self.scruffy, kept: []) == nil)
        #expect(again(Self.scruffy, kept: kept.dropLast()) == nil)
        #expect(again(Self.scruffy, kept: Array(kept.reversed())) == nil)
        #expect(again(Array(Self.scruffy.prefix(2)), kept: kept) == nil, "a ranker of more entries than there are")
        #expect(again([SourceFile(path: "a.md", text: "no front matter")], kept: kept) == nil)
        #expect(again(Self.scruffy, kept: kept) != nil)
    }

    @Test func ofABrokenFolderNothingIsKept() {
        #expect(Folder.loading(["a.md": "no front matter"]).kept == nil)
    }
}
