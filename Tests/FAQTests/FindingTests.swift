import FAQ
import Testing

@Suite struct FindingTests {
    private func find(
        _ text: String, in files: [String: String], locale: String? = nil, on day: Day = Folder.today
    ) -> Finding {
        Folder.edition(files).find(text, locale: locale, on: day)
    }

    /// The candidates of all layers but the ranker's, which has a view of everything.
    private func matched(_ finding: Finding) -> [Candidate] {
        finding.candidates.filter { $0.layer != .ranker }
    }

    private func outcomes(_ finding: Finding) -> [String] {
        matched(finding).map { "\($0.slug) \($0.layer) \($0.characters) \($0.outcome)" }
    }

    @Test func theWinnerHasTheHighestPriorityThenTheMostCharactersThenTheSlugThatSortsFirst() {
        func winner(_ rules: [String: (priority: Int, pcre: String)]) -> [String] {
            var files: [String: String] = [:]
            for (slug, rule) in rules {
                let line = "\(rule.pcre) \(slug)"
                files["a/\(slug).md"] = Folder.entry(
                    "question: \(line)\npriority: \(rule.priority)\nmatch:\n  - pcre: '\(rule.pcre)'")
            }
            return outcomes(find("where is my parcel now", in: files))
        }
        #expect(
            winner(["b": (1, "my"), "a": (0, "where is my parcel"), "c": (0, "now")]) == [
                "b pcre 2 won", "a pcre 18 lost(FAQ.Candidate.Loss.priority)",
                "c pcre 3 lost(FAQ.Candidate.Loss.priority)",
            ])
        #expect(
            winner(["a": (0, "my"), "b": (0, "parcel"), "c": (-1, "where is my parcel")]) == [
                "b pcre 6 won", "a pcre 2 lost(FAQ.Candidate.Loss.length)",
                "c pcre 18 lost(FAQ.Candidate.Loss.priority)",
            ])
        #expect(
            winner(["b": (0, "now"), "a": (0, "par"), "c": (0, "cel")]) == [
                "a pcre 3 won", "b pcre 3 lost(FAQ.Candidate.Loss.slug)", "c pcre 3 lost(FAQ.Candidate.Loss.slug)",
            ])
    }

    @Test func theMessageWordForWordBeatsEveryRule() {
        let finding = find(
            "CAN  I RETURN IT",
            in: [
                "a/exact.md": Folder.entry("question: Can I return it?\npriority: -5"),
                "a/rule.md": Folder.entry("question: Return?\npriority: 9\nmatch:\n  - words: [return]"),
            ])
        #expect(outcomes(finding) == ["exact exact 15 won", "rule words 6 lost(FAQ.Candidate.Loss.exact)"])
        #expect(finding.winner?.place == Place(file: "a/exact.md", line: 2, column: 11, length: 16))
    }

    @Test func whatLosesSaysWhy() throws {
        let rule = "\nmatch:\n  - words: [parcel]"
        let finding = find(
            "parcel lost",
            in: [
                "a/live.md": Folder.entry("question: parcel" + rule + "\n  - words: [parcel, lost]"),
                "a/shadow.md": Folder.entry("question: shadow parcel\nmode: shadow\npriority: 5" + rule),
                "a/off.md": Folder.entry("question: off parcel\nmode: off\npriority: 5" + rule),
                "a/past.md": Folder.entry("question: past parcel\nvalid_until: 2026-06-14\npriority: 5" + rule),
                "a/unless.md": Folder.entry("question: unless parcel\npriority: 5" + rule + "\n    unless: \\blost\\b"),
            ])
        var losses: [String: [Candidate.Outcome]] = [:]
        for candidate in matched(finding) { losses[candidate.slug, default: []].append(candidate.outcome) }
        #expect(losses["live"] == [.won, .lost(.length)])
        #expect(losses["shadow"] == [.lost(.shadow)])
        #expect(losses["off"] == [.lost(.off)])
        #expect(losses["past"] == [.lost(.dates)])
        let place = Place(file: "a/unless.md", line: 6, column: 13, length: 8)
        #expect(losses["unless"] == [.lost(.unless(place))])
    }

    @Test func nobodyWinsWhenNobodyMay() {
        let files = ["a/one.md": Folder.entry("question: parcel\nmode: shadow\nmatch:\n  - words: [parcel]")]
        #expect(find("my parcel", in: files).winner == nil)
        #expect(matched(find("my parcel", in: files)).count == 1)
        #expect(matched(find("something else", in: files)).isEmpty)
        #expect(find("", in: files).candidates.isEmpty)
        #expect(find(" \u{200B} ?", in: files).winner == nil)
    }

    @Test(
        arguments: [
            ("When will it be delivered?", 13), ("delivery — when", 12), ("how  LONG... does shipping take", 15),
            ("shipping: how long", 15), ("how very long is delivery", nil), ("when", nil), ("whenever delivery", nil),
            ("predelivery when", nil), ("ship, when", 8), ("how long how long ship", 11),
            ("when when deliver delivery", 12),
        ] as [(String, Int?)])
    func wordsAreWholeAndInAnyOrderAndAlternativesInSequence(text: String, characters: Int?) {
        let files = [
            "a/one.md": Folder.entry("question: deliver when\nmatch:\n  - words: [deliver*|ship*, when|how long]")
        ]
        #expect(find(text, in: files).winner?.characters == characters)
    }

    @Test func aWordCountsOnceHoweverManyGroupsItIsIn() {
        let files = ["a/one.md": Folder.entry("question: delivery\nmatch:\n  - words: [deliver*, delivery|ship]")]
        let winner = find("my delivery!", in: files).winner
        #expect(winner?.characters == 8)
        #expect(winner?.span == 3..<11)
    }

    @Test func charactersAreCountedNotBytes() {
        let files = ["a/one.md": Folder.entry("question: größe 日\nmatch:\n  - words: [größe]\n  - pcre: größe 日")]
        #expect(matched(find("die GRÖßE 日", in: files)).map(\.characters) == [7, 5])
    }

    @Test func anEntryAnswersFromItsFirstDayToItsLast() throws {
        let files = ["a/one.md": Folder.entry("question: sale\nvalid_from: 2026-06-10\nvalid_until: 2026-06-20")]
        for (day, answers) in [
            ("2026-06-09", false), ("2026-06-10", true), ("2026-06-20", true), ("2026-06-21", false),
        ] {
            let winner = find("sale", in: files, on: try #require(Day(day))).winner
            #expect((winner != nil) == answers, "\(day)")
        }
    }

    @Test func theAnswerIsInTheNearestLanguage() {
        let edition = Folder.edition([
            "a/one.md": Folder.entry("question: Delivery?\nquick_reply: 1", answer: "Soon."),
            "a/one.de.md": Folder.entry("question: Lieferung?\nquick_reply: 1", answer: "Bald."),
            "a/one.pt-BR.md": Folder.entry("question: Entrega?", answer: "Logo."),
        ])
        for (locale, text) in [
            (nil, "Soon."), ("de", "Bald."), ("de-AT", "Bald."), ("de_CH", "Bald."), ("pt", "Logo."),
            ("pt-br", "Logo."), ("fr", "Soon."), ("", "Soon."),
        ] as [(String?, String)] {
            #expect(edition.entry("one", locale: locale)?.answer.text == text)
        }
        #expect(edition.entry("two") == nil)
        #expect(edition.find("LIEFERUNG", on: Folder.today).winner?.language == "de")
        #expect(edition.quickReplies(locale: "de", on: Folder.today).map(\.question) == ["Lieferung?"])
    }

    @Test func quickRepliesAreInTheirOrderAndOnlyThoseThatAnswer() {
        let edition = Folder.edition([
            "a/one.md": Folder.entry("question: One?\nquick_reply: 20"),
            "a/two.md": Folder.entry("question: Two?\nquick_reply: 3"),
            "a/three.md": Folder.entry("question: Three?"),
            "a/four.md": Folder.entry("question: Four?\nquick_reply: 1\nmode: shadow"),
            "a/five.md": Folder.entry("question: Five?\nquick_reply: 2\nvalid_until: 2026-01-01"),
        ])
        #expect(edition.quickReplies(on: Folder.today).map(\.slug) == ["two", "one"])
    }

    @Test(
        arguments: [
            ("can I speak to a HUMAN please", true), ("real person", true), ("agent!", true), ("  Human ", true),
            ("talk to me", false), ("my agent number", false), ("personal need", false), ("where is my parcel", false),
        ])
    func aCustomerWhoAsksForAPersonIsHeard(text: String, wantsPerson: Bool) {
        let finding = find(text, in: ["a/one.md": Folder.entry("question: Parcel?")])
        #expect(finding.wantsPerson == wantsPerson)
    }

    @Test func aPatternThatGivesUpThreeTimesIsNotRunAgain() {
        let edition = Folder.edition([
            "a/one.md": Folder.entry("question: aaa\nmatch:\n  - pcre: '(a+)+$'"),
            "a/two.md": Folder.entry("question: b\nmatch:\n  - pcre: 'b$'"),
        ])
        let evil = String(repeating: "a", count: 500) + " b"
        let place = Place(file: "a/one.md", line: 4, column: 11, length: 8)
        for time in 1...3 {
            let finding = edition.find(evil, on: Folder.today)
            #expect(finding.gaveUp == [place])
            #expect(finding.switchedOff == (time == 3 ? [place] : []))
            #expect(finding.winner?.slug == "two")
        }
        #expect(edition.switchedOff == [place])
        // Not run, and never silently.
        let finding = edition.find(evil, on: Folder.today)
        #expect(finding.gaveUp.isEmpty && finding.switchedOff == [place])
        #expect(finding.text().contains("\noff         a/one.md:4, gave up too often to be tried\n"))
        #expect(edition.find("xaa", on: Folder.today).winner == nil)
    }

    @Test func findingIsTheSameFromManyThreads() async {
        let edition = Folder.edition([
            "a/one.md": Folder.entry("question: parcel\nmatch:\n  - pcre: 'par(c|k)el'\n  - words: [where, parcel]"),
            "a/two.md": Folder.entry("question: refund\nmatch:\n  - pcre: '\\bre(fund|turn)'"),
        ])
        let right = await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<300).count { index in
                        let (text, slug) = index % 2 == 0 ? ("where is my parkel", "one") : ("i want a refund", "two")
                        var finding = edition.find(text, on: Folder.today)
                        // A sanitizer writes its report on the time of the message, once; asked again it has all of it.
                        if finding.wasCutShort { finding = edition.find(text, on: Folder.today) }
                        return finding.winner?.slug == slug
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(right == 1_200)
    }

    private func explained(_ text: String) -> Finding {
        find(
            text,
            in: [
                "a/one.md": Folder.entry(
                    "question: Größe?\nasks: [wie groß]\nmatch:\n  - words: [größe|gross]\n  - pcre: 'gr.{1,2}e'"),
                "a/two.md": Folder.entry(
                    "question: Maß?\npriority: -1\nmatch:\n  - pcre: 'welche größe'\n    unless: '\\bnicht\\b'"),
                "a/three.md": Folder.entry("question: aaa\nmatch:\n  - pcre: '(a+)+$'"),
            ])
    }

    @Test func aFindingExplainsItself() {
        let text = explained("Welche GRÖßE nicht " + String(repeating: "a", count: 40) + "! speak to a human")
        let lines = text.text().split(separator: "\n").filter {
            !$0.hasPrefix("time ") && !$0.contains("by the ranker")
        }
        #expect(
            lines.joined(separator: "\n") == """
                normalised  welche größe nicht aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! speak to a human
                reaches     one by rule 1 (words, 5 characters matched), a/one.md:5
                            welche größe nicht aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! speak to a human
                                   ^~~~~
                lost        one by rule 2 (pcre, 5 characters matched), a/one.md:6: another rule of the entry matched first
                lost        two by rule 1 (pcre, 12 characters matched), a/two.md:5: its unless matched, a/two.md:6
                person      asked for, in the words of bot.yaml
                gave up     a/three.md:4, counted as no match
                The winner has the highest priority, then the most characters matched, then the slug that sorts first.
                """)
        #expect(explained("nothing").text().contains("\nreaches     nothing\n"))
    }

    @Test func aFindingIsAlsoJSON() {
        let json = explained("wie groß?").json()
        #expect(
            json.hasPrefix(
                """
                {"normalised":"wie groß?","winner":"one","candidates":[{"slug":"one","language":null,"layer":"exact",\
                "rule":null,"span":[0,10],"characters":9,"file":"a/one.md","line":3,\
                "score":null,"confidence":null,"outcome":"won"}
                """))
        #expect(
            json.contains(#""wants_person":false,"gave_up":[],"switched_off":[],"cut_short":false,"microseconds":"#))
    }
}
