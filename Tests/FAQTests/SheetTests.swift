import FAQ
import Foundation
import TestSupport
import Testing

@Suite struct SheetTests {
    private static let one = """
        ---
        # about times
        question: How long?
        asks:
          - when # the usual one
          # rare
          - how many days
        match:
          - words: [deliver*|ship*, when|how long] # first
          - pcre: '\\beta\\b'
            unless: 'greek'
        follow_ups: [two]
        owner:   'the team'
        ---
        - Soon.

        """
    private static let files = [
        SourceFile(path: "delivery/one.md", text: one),
        SourceFile(path: "two.md", text: "---\nquestion: Two?\n---\nYes.\n"),
        SourceFile(path: "bot.yaml", text: "greeting: Hello!\n"),
    ]

    private func sheet(_ files: [SourceFile]) throws -> String {
        Sheet.text(of: try files.filter { $0.path != "bot.yaml" }.map { try EntryDraft(reading: $0) })
    }

    private func imported(_ csv: String) -> SheetImport {
        SheetImport(Array(csv.utf8), into: Self.files, on: Folder.today)
    }

    /// The one file that a table changes.
    private func changed(_ csv: String) throws -> String {
        let result = imported(csv)
        #expect(result.problems.isEmpty && result.otherErrors.isEmpty, "\(result.problems)")
        return try #require(result.changes.first).text
    }

    @Test func whatWasExportedChangesNothing() throws {
        let result = imported(try sheet(Self.files))
        #expect(result.isSound && result.changes.isEmpty)
        let rows = try CSV.rows(Array(try sheet(Self.files).utf8)).map { row in
            row.cells.map { "\"\($0.replacing("\"", with: "\"\"").replacing("\n", with: "\r\n"))\"" }.joined(
                separator: ";")
        }
        let european = imported(rows.joined(separator: "\r\n"))
        #expect(european.isSound && european.changes.isEmpty)
    }

    @Test(
        arguments: [
            "slug,priority\r\none,\r\n", "slug,mode\r\none,\r\n", "slug,escalate\r\none,no\r\n",
            "slug,answer\r\none,* Soon.\r\n",
        ])
    func aCellThatSaysTheSameInOtherWordsChangesNothing(csv: String) {
        let result = imported(csv)
        #expect(result.isSound && result.changes.isEmpty, "\(result.changes)")
    }

    @Test func theShopsOwnFilesComeBackUnchanged() throws {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("../../faq-data").standardized.path
        let files = try FAQDirectory.files(in: folder)
        let result = SheetImport(Array(try sheet(files).utf8), into: files, on: Folder.today)
        #expect(result.isSound && result.changes.isEmpty, "\(result.changes.map(\.path)) \(result.problems)")
    }

    @Test(arguments: [21, 22, 23] as [UInt64])
    func anyFolderComesBackUnchangedAndIsMadeAgainFromItsSheet(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let drafts = (0..<40).map { EntryDraftTests.draft(&generator, slug: "entry-\($0)") }
        let csv = Array(Sheet.text(of: drafts).utf8)
        let files = drafts.map { SourceFile(path: $0.path, text: $0.text) }
        let back = SheetImport(csv, into: files, on: Folder.today)
        #expect(back.changes.isEmpty, "\(back.changes)")
        // Into an empty folder, entries that say the same are made, but for what no cell can say.
        let made = SheetImport(csv, into: [], on: Folder.today).changes
        #expect(made.map(\.path) == drafts.map(\.path))
        let again = made.map { SourceFile(path: $0.path, text: $0.text) }
        for (draft, file) in zip(drafts, again) {
            let cells = try [try EntryDraft(reading: file), draft].map {
                try CSV.rows(Array(Sheet.text(of: [$0]).utf8))[1].cells
            }
            #expect(cells[0] == cells[1])
        }
    }

    @Test(arguments: ["=1+1", "-x", "+x", "@x", "'=x", "''x", "'x", "'", "\tx", "'-x", "x"])
    func noCellIsAFormulaAndEachComesBack(text: String) throws {
        let draft = EntryDraft(slug: "one", question: "q", answer: text)
        let cell = try CSV.rows(Array(Sheet.text(of: [draft]).utf8))[1].cells[8]
        #expect(!"=+-@\t".contains(cell.prefix(1)))
        let made = SheetImport(Array(Sheet.text(of: [draft]).utf8), into: [], on: Folder.today)
        #expect(try #require(made.changes.first).text.hasSuffix("---\n\(text)\n"))
    }

    @Test func aChangedCellChangesItsKeyAndNothingElse() throws {
        let asked = try changed("slug,asks\none,\"how many days\nis it far\nwhen\"\n")
        #expect(
            asked
                == Self.one.replacing(
                    "  - when # the usual one\n  # rare\n  - how many days\n",
                    with: """
                          # rare
                          - how many days
                          - is it far
                          - when # the usual one

                        """
                ).replacing("owner:   'the team'", with: "owner: the team"))
        let answered = try changed("slug,answer\none,Later.\n")
        #expect(answered.hasSuffix("owner: the team\n---\nLater.\n") && answered.contains("# about times"))
    }

    @Test func whatNoCellCanSayStays() throws {
        let text = try changed("slug,words,pcre\none,\"post*, where\",\n")
        #expect(
            text.contains(
                """
                match:
                  - pcre: '\\beta\\b'
                    unless: 'greek'
                  - words: [post*, where]
                  # first

                """), "\(text)")
        let bare = try changed("slug,asks,owner\none,,\n")
        #expect(bare.contains("asks:\n") || bare.contains("# the usual one"))
        #expect(!bare.contains("owner") && bare.contains("# rare"), "\(bare)")
    }

    @Test func aNewRowIsANewFileAndATopicMovesOne() throws {
        let csv =
            "slug,topic,question,answer,asks,priority,escalate,escalate_priority\n"
            + "three,returns,Three?,\"a\n\nb\",\"x\ny\",2,lost,1\none,times,How long?,'- Soon.,\"when\nhow many days\",0,,\n"
        let result = imported(csv)
        #expect(result.problems.isEmpty, "\(result.problems)")
        #expect(result.changes.map(\.kind) == [.creates, .moves])
        #expect(
            result.changes[0].text
                == "---\nquestion: Three?\nasks:\n  - x\n  - 'y'\nescalate: {reason: lost, priority: 1}\npriority: 2\n---\na\n\nb\n"
        )
        #expect(result.changes[1].path == "times/one.md" && result.changes[1].oldPath == "delivery/one.md")
    }

    @Test(
        arguments: [
            ("slug,qestion\none,x", 1, nil, "Did you mean question?"), ("question\nx", 1, nil, "no column slug"),
            ("slug,slug\none,one", 1, "slug", "twice"), ("slug,owner\none", 2, nil, "1 cells"),
            ("slug,owner\none,a,b", 2, nil, "3 cells"), ("slug\nOne", 2, "slug", "no slug"),
            ("slug,owner\n,a", 2, "slug", "no slug"),
            ("slug,language\none,german", 2, "language", "no language"),
            ("slug,topic\none,../x", 2, "topic", "no folder"),
            ("slug,owner\none,a\none,b", 3, "slug", "row 2"), ("slug\nthree", 2, "question", "needs a question"),
            ("slug,question\nthree,x", 2, "answer", "needs an answer"), ("slug,owner\none,\"a", 2, "2", "not closed"),
            ("slug,priority\none,high", 2, "priority", "whole number"),
            ("slug,mode\none,lvie", 2, "mode", "Did you mean `live`?"),
            ("slug,valid_from\none,1/3/27", 2, "valid_from", "2027-01-31"),
            ("slug,pcre\none,(a", 2, "pcre", "breaks off"),
            ("slug,words\none,\"a|, b\"", 2, "words", "without a word"), ("slug,answer\none,<b>", 2, "answer", "HTML"),
            ("slug,follow_ups\none,tow", 2, "follow_ups", "Did you mean two?"),
            ("slug,escalate_priority\none,x", 2, "escalate", "whole number"), ("", 1, nil, "empty"),
            ("slug,quick_reply\none,100", 2, "quick_reply", "99"),
        ] as [(String, Int, String?, String)])
    func whatIsWrongIsReportedByRowAndColumn(csv: String, row: Int, column: String?, part: String) throws {
        let result = imported(csv)
        let problem = try #require(result.problems.first)
        #expect(!result.isSound)
        #expect((problem.row, problem.column) == (row, column), "\(problem)")
        #expect(problem.description.contains(part), "\(problem)")
    }

    @Test func everythingIsReportedAtOnce() {
        let result = imported("slug,priority,mode\none,high,lvie\ntwo,low,off\n")
        #expect(result.problems.map(\.row) == [2, 2, 3])
    }

    @Test func anErrorElsewhereKeepsTheSheetOut() {
        let result = imported("slug,asks\none,Two?\n")
        #expect(!result.isSound && result.problems.isEmpty)
        #expect(result.otherErrors.map(\.place.file) == ["two.md"])
    }
}
