import BotFlow
import Storage
import Switchboard
import TestSupport
import Testing

/// Searching what was said.
struct SearchTests {
    @Test func aHitShowsWhereTheWordsStand() throws {
        let scene = try Scene(seed: 1)
        let id = try scene.begin()
        try scene.say("My Umbrélla is broken", in: id)
        let hit = try #require(try scene.archive().search("umbrella BROKEN", in: .default, limit: 9).first)
        #expect(hit.snippet == "My \u{2}Umbrélla\u{3} is \u{2}broken\u{3}")
        #expect(hit.recorded == scene.history[id]?[2])
        #expect(hit.listing == scene.live[id])
    }

    @Test func allWordsMustBeInOneMessage() throws {
        let scene = try Scene(seed: 2)
        let id = try scene.begin()
        try scene.say("red umbrella", in: id)
        try scene.say("green parasol", in: id)
        let archive = try scene.archive()
        #expect(try archive.search("red umbrella", in: .default, limit: 9).count == 1)
        #expect(try archive.search("red parasol", in: .default, limit: 9).isEmpty)
        #expect(try archive.search("umbrel", in: .default, limit: 9).isEmpty)
    }

    @Test func theDensestComesFirst() throws {
        let scene = try Scene(seed: 3)
        let id = try scene.begin()
        try scene.say("umbrella umbrella", in: id)
        try scene.say("There once was an umbrella that nobody in the whole wide town had ever wanted to have", in: id)
        let hits = try scene.archive().search("umbrella", in: .default, limit: 9)
        #expect(hits.map(\.recorded.seq) == [3, 5])
        #expect(try scene.archive().search("umbrella", in: .default, limit: 1).map(\.recorded.seq) == [3])
    }

    @Test(arguments: [
        "\"", "\"\"", "umbrella\"", "NEAR(umbrella)", "umbrella AND", "OR", "NOT umbrella", "words:umbrella",
        "umbrella*", "^umbrella",
        "umb* OR red", "(", ")", "{words}:x", "- + ^ *", "'; DROP TABLE events; --", "umbrella\0red", "", "   ", "💥",
        "\u{2}\u{3}",
        "a-b", "e-mail@example.org", "\\", "%", "_", "col : x",
    ])
    func whatIsTypedIsNeverAnOperator(query: String) throws {
        let scene = try Scene(seed: 4)
        let id = try scene.begin()
        try scene.say("red umbrella", in: id)
        let archive = try scene.archive()
        let found = try archive.search(query, in: .default, limit: 9)
        let isPlain = ["umbrella\"", "umbrella*", "^umbrella", "umbrella\0red"].contains(query)
        #expect(found.count == (isPlain ? 1 : 0))
        _ = try archive.page(ListFilter(query: query), in: .default, after: nil, limit: 9)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func aWordWithAHyphenIsFoundAsItWasWritten() throws {
        let scene = try Scene(seed: 5)
        let id = try scene.begin()
        try scene.say("send an e-mail to zoe@example.org", in: id)
        let archive = try scene.archive()
        #expect(try archive.search("e-mail", in: .default, limit: 9).count == 1)
        #expect(try archive.search("zoe@example.org", in: .default, limit: 9).count == 1)
        #expect(try archive.search("mail-e", in: .default, limit: 9).isEmpty)
    }
}
