import AgentDesk
import BotFlow
import Foundation
import Storage
import Switchboard
import TestSupport
import Testing

/// What is left of words after their customer had them erased: nothing.
struct ErasureTests {
    @Test func erasedWordsAreNowhereInTheRowsAndNotFound() throws {
        let scene = try Scene(seed: 6)
        let id = try scene.begin(name: "Zoë")
        let answer = BotMessage(
            text: "quokkaanswer", rich: "[\"quokkarich\"]", slug: "s", edition: "e", trace: "{\"quokkatrace\":1}")
        try scene.perform(.customer(.say("quokkasaid", Hearing(.answer(answer)))), in: id)
        try scene.perform(.customer(.askForPerson(remark: "quokkaremark")), in: id)
        try scene.perform(.agent(scene.agents[0].agent, .agent, .reply("quokkareply")), in: id)
        try scene.perform(.agent(scene.agents[0].agent, .agent, .note("quokkanote")), in: id)
        try scene.perform(.agent(scene.agents[0].agent, .agent, .close(reason: "quokkareason")), in: id)
        try scene.perform(.customer(.rate(Rating(score: 5, comment: "quokkacomment"))), in: id)
        let words = ["said", "answer", "reply", "note"].map { "quokka" + $0 }
        #expect(try words.allSatisfy { try scene.archive().search($0, in: .default, limit: 9).count == 1 })
        try scene.perform(.customer(.erase), in: id)

        let archive = try scene.archive()
        #expect(try words.allSatisfy { try archive.search($0, in: .default, limit: 9).isEmpty })
        #expect(try archive.page(ListFilter(query: "quokkasaid"), in: .default, after: nil, limit: 9).listings.isEmpty)
        let events = try archive.events(of: id, after: 0, limit: 99, visibleTo: .agents, messagesOnly: false)
        #expect(events.count == scene.history[id]?.count)
        #expect(!String(describing: events).contains("quokka"))
        #expect(!String(describing: try archive.listing(id)).contains("quokka"))
        #expect(try archive.listing(id)?.lastMessage == nil)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func anErasedSentenceIsNotLeftInTheFile() throws {
        let sentence = "a quokka ate my parcel"
        let folder: Folder
        do {
            let scene = try Scene(seed: 7)
            folder = scene.folder
            let id = try scene.begin()
            try scene.together { for number in 0..<50 { try scene.say("\(sentence) \(number)", in: id) } }
            #expect(try folder.bytes().contains(sentence))
            try scene.perform(.customer(.erase), in: id)
        }
        // The last connection is closed, and with it the write-ahead log has gone.
        #expect(try !folder.bytes().contains(sentence))
    }

    /// The index writes what is deleted as a mark beside the word, until the segments of both are merged.
    private static let steps = 20

    @Test func notEvenTheIndexHoldsAnErasedWordInTheEnd() throws {
        let folder: Folder
        do {
            let scene = try Scene(seed: 9)
            folder = scene.folder
            let id = try scene.begin()
            for number in 0..<50 { try scene.say("quokkas ate parcel \(number)", in: id) }
            let other = try scene.begin()
            for number in 0..<50 { try scene.say("wombats ate parcel \(number)", in: other) }
            try scene.perform(.customer(.erase), in: id)
            for _ in 0..<Self.steps { try scene.store.commit { try scene.store.tidy() } }
            #expect(try scene.archive().search("wombats", in: .default, limit: 99).count == 50)
            #expect(try Verification(of: folder.store).isSound)
        }
        #expect(try !folder.bytes().contains("quokka"))
    }

    @Test func nothingIsLeftOfWhereTheyCameFrom() throws {
        let page = "https://shop.test/a"
        let folder: Folder
        do {
            let scene = try Scene(seed: 10)
            folder = scene.folder
            let id = try scene.begin()
            #expect(try folder.bytes().contains(page))
            try scene.perform(.customer(.erase), in: id)
            #expect(try scene.store.listing(id)?.conversation.page == nil)
            #expect(try Verification(of: folder.store).isSound)
        }
        #expect(try !folder.bytes().contains(page))
    }

    @Test func whatIsSaidAfterwardsIsKept() throws {
        let scene = try Scene(seed: 8)
        let id = try scene.begin()
        try scene.perform(.customer(.erase), in: id)
        let rating = Rating(score: 2, comment: "too slow")
        try scene.perform(.customer(.rate(rating)), in: id)
        #expect(try scene.store.listing(id)?.conversation.rating == rating)
        #expect(try Verification(of: scene.folder.store).isSound)
    }
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool {
        range(of: Data(text.utf8)) != nil
    }
}
