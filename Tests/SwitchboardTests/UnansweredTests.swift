import BotFlow
import FAQ
import Switchboard
import Testing

/// How what the bot did not know is grouped.
struct UnansweredTests {
    private static let today = Day(millisecondsSince1970: 1_781_481_600_000)
    private static let start = Moment(milliseconds: 1_781_000_000_000)

    private static func edition(_ files: [String: String]) throws -> Edition {
        try #require(Loading(files: files.map { SourceFile(path: $0.key, text: $0.value) }, on: today).edition)
    }

    private func edition() throws -> Edition {
        try Self.edition([
            "shop/hours.md": "---\nquestion: When do you open?\nasks:\n  - do you open on sunday\n---\nAt 9.\n",
            "shop/gifts.md": "---\nquestion: Can it be a gift?\nmode: shadow\n---\nYes.\n",
            "shop/costs.md": "---\nquestion: What do you charge for a parcel?\n---\n5 euros.\n",
        ])
    }

    /// Each message a second after the one before, in a conversation of its own.
    private func unanswered(
        _ words: [String], replies: [Int: Miss.Reply] = [:], limit: Int = 20
    ) throws -> Unanswered {
        var tally = MissTally(from: Self.start, to: Self.start.advanced(by: .seconds(1000)))
        for (index, words) in words.enumerated() {
            let at = Self.start.advanced(by: .seconds(index))
            tally.add(
                Miss(
                    conversation: ConversationID(at: at, random: (1, UInt64(index))), seq: 3, at: at, words: words,
                    reply: replies[index]))
        }
        return Unanswered(tally, in: try edition(), on: Self.today, limit: limit)
    }

    @Test func oneQuestionInManySpellingsIsOneGroupUnderTheCommonest() throws {
        let found = try unanswered([
            "Do you sell zebras?", "do you sell zebras", "DO YOU  SELL ZEBRAS!", "do you sell zebras",
            "I need a quokka",
        ])
        #expect(found.messages == 5)
        #expect(found.different == 2)
        #expect(found.open.map(\.question) == ["do you sell zebras", "I need a quokka"])
        #expect(found.open.map(\.count) == [4, 1])
        #expect(found.open[0].wordings.isEmpty)
        #expect(found.open[0].lastSeen == Self.start.advanced(by: .seconds(3)))
        #expect(found.rest == 0)
    }

    @Test func otherWordsForTheSameJoinTheGroupAndOthersDoNot() throws {
        let found = try unanswered([
            "do you sell zebras", "do you sell zebras", "do you sell a zebra", "zebras", "do you sell quokkas",
            "do you deliver to norway", "do you open at night",
        ])
        #expect(found.open.first?.question == "do you sell zebras")
        #expect(found.open.first?.wordings == ["do you sell a zebra"])
        #expect(found.open.first?.count == 3)
        #expect(found.open.count == 5)
    }

    @Test func whatTheFAQKnowsByNowStandsApart() throws {
        let found = try unanswered([
            "do you open on sunday?", "is it a gift", "I want to talk to a human", "Do you open on sunday",
        ])
        #expect(found.open.map(\.question) == ["is it a gift"])
        #expect(found.open[0].nearest?.entry.slug == "gifts")
        #expect(found.answered.map(\.now) == [.answered(["hours"]), .person])
        #expect(found.answered.map(\.count) == [2, 1])
    }

    @Test func anEntryInShadowModeDoesNotAnswer() throws {
        let found = try unanswered(["Can it be a gift?"])
        #expect(found.answered.isEmpty)
        #expect(found.open[0].nearest?.entry.mode == .shadow)
    }

    @Test func theNewestAnswersOfAgentsAreKeptEachOnce() throws {
        func reply(_ words: String, _ second: Int) -> Miss.Reply {
            Miss.Reply(by: "Ana", at: Self.start.advanced(by: .seconds(second)), words: words)
        }
        let found = try unanswered(
            Array(repeating: "zebras", count: 6),
            replies: [
                0: reply("one", 1), 1: reply("two", 9), 2: reply("two", 3), 3: reply("three", 4), 5: reply("four", 8),
            ])
        #expect(found.open[0].replies.map(\.words) == ["two", "four", "three"])
    }

    @Test func theLimitCutsTheRarestAndSaysHowManyAreLeft() throws {
        let found = try unanswered(["aaa", "bbb", "bbb", "ccc", "ccc", "ccc", "???", "👍", ""], limit: 2)
        #expect(found.open.map(\.question) == ["ccc", "bbb"])
        #expect(found.rest == 4)
        #expect(try unanswered([]).open.isEmpty)
    }

    @Test func aDraftIsSoundLaidOutAndSilent() throws {
        let reply = Miss.Reply(by: "Ana", at: Self.start, words: "- Yes!\n# See https://shop.example/a_b.\n\n<soon>")
        let found = try unanswered(
            ["do you sell\nzebras: \"big\" ones?", "do you sell big zebras ones", "# - [x]"], replies: [0: reply])
        for (group, answer) in [
            (found.open[0], "- Yes!\n# See https://shop.example/a_b.\n\n<soon>"),
            (found.open[1], "Nobody has answered this yet."),
        ] {
            let draft = group.draft(slug: "zebras", topic: "drafts")
            let file = SourceFile(path: draft.path, text: draft.text)
            #expect(draft.path == "drafts/zebras.md")
            #expect(try EntryFormat.canonical(file) == draft.text)
            let loading = Loading(files: [file], on: Self.today)
            #expect(loading.diagnostics.isEmpty)
            let entry = try #require(loading.edition?.entries.first)
            #expect(entry.mode == .shadow)
            #expect(entry.answer.text == answer)
            #expect(entry.asks.count == group.wordings.count)
            #expect(loading.edition?.outcome(of: group.question, on: Self.today) == .nothing)
        }
        #expect(found.open[0].wordings.count == 1)
    }
}
