import AgentDesk
import BotFlow
import Storage
import Switchboard
import Testing

/// The desk's list, page by page.
struct ListTests {
    private func walk(
        _ archive: SQLiteArchive, _ filter: ListFilter = ListFilter(), limit: Int,
        between: (Int) throws -> Void = { _ in }
    ) throws -> [ConversationID] {
        var seen: [ConversationID] = []
        var cursor: String?
        var pages = 0
        repeat {
            let page = try archive.page(filter, in: .default, after: cursor, limit: limit)
            #expect(page.listings.count <= limit)
            seen += page.listings.map(\.conversation.id)
            cursor = page.next
            pages += 1
            try between(pages)
        } while cursor != nil && pages < 1000
        return seen
    }

    /// Everything the list shows, in its order, made without a store.
    private func expected(_ scene: Scene) -> [ConversationID] {
        let queue = scene.live.values.filter { $0.conversation.phase.queuedWaiting != nil }.sorted {
            let (left, right) = ($0.conversation, $1.conversation)
            guard let first = left.phase.waiting, let second = right.phase.waiting else { return false }
            return Queue.Place(left.id, in: .default, first).isBefore(Queue.Place(right.id, in: .default, second))
        }
        let others = scene.live.values.filter { $0.conversation.phase.queuedWaiting == nil }
            .sorted { $0.conversation.updatedAt > $1.conversation.updatedAt }
        return (queue + others).map(\.conversation.id)
    }

    @Test(arguments: [1, 2, 3, 7, 100], 1...3 as ClosedRange<UInt64>)
    func everyRowIsMetOnceAndInOrder(limit: Int, seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 150, conversations: 25)
        #expect(try walk(scene.archive(), limit: limit) == expected(scene))
    }

    @Test(arguments: [nil, "hello"], 1...4 as ClosedRange<UInt64>)
    func whileRowsMoveNoneIsMetTwiceAndNoneThatRestsIsMissed(query: String?, seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 100, conversations: 25)
        let before = scene.live
        let seen = try walk(scene.archive(), ListFilter(query: query), limit: Int(seed)) { _ in
            try scene.live(through: 3, conversations: 27)
        }
        #expect(Set(seen).count == seen.count)
        let resting = before.filter { id, listing in
            // Erased ones have no words to be found by.
            scene.live[id]?.conversation == listing.conversation && (query == nil || !listing.conversation.isErased)
        }
        #expect(Set(resting.keys).subtracting(seen) == [])
        #expect(resting.count > 5)
    }

    @Test func theStatusFilterShowsOnePhase() throws {
        let scene = try Scene(seed: 5)
        try scene.live(through: 200, conversations: 25)
        for status in ListFilter.Status.allCases {
            let expected = scene.live.values.filter { listing in
                switch (status, listing.conversation.phase) {
                case (.automated, .automated), (.agent, .agent), (.closed, .closed): true
                default: false
                }
            }
            let seen = try walk(scene.archive(), ListFilter(status: status), limit: 3)
            #expect(Set(seen) == Set(expected.map(\.conversation.id)))
            #expect(seen.count == expected.count)
            #expect(!seen.isEmpty)
        }
    }

    @Test func assignedShowsWhatOneAgentOrNobodyHas() throws {
        let scene = try Scene(seed: 6)
        try scene.live(through: 200, conversations: 40)
        let owners = scene.live.values.map { ($0.conversation.id, $0.conversation.phase.owner?.id) }
        for agent in scene.agents {
            let seen = try walk(scene.archive(), ListFilter(assigned: .to(agent.id)), limit: 2)
            #expect(Set(seen) == Set(owners.filter { $0.1 == agent.id }.map(\.0)))
        }
        let free = try walk(scene.archive(), ListFilter(assigned: .nobody), limit: 4)
        #expect(Set(free) == Set(owners.filter { $0.1 == nil }.map(\.0)))
        #expect(owners.contains { $0.1 != nil })
    }

    @Test(arguments: [1, 2, 50])
    func aCustomersOtherChatsAreFoundInTheListsOrder(limit: Int) throws {
        let scene = try Scene(seed: 11)
        try scene.live(through: 60, conversations: 10)
        let first = try scene.begin(name: "Freja")
        let customer = try #require(scene.live[first]?.customer)
        let others = try (0..<3).map { _ in try scene.begin(for: customer) }
        try scene.say("umbrella", in: others[1])
        try scene.ask(in: others[2])
        let filter = ListFilter(customer: customer.id)
        let archive = try scene.archive()
        #expect(try walk(archive, filter, limit: limit) == [others[2], others[1], others[0], first])
        #expect(
            try walk(archive, ListFilter(status: .agent, customer: customer.id), limit: limit) == [others[2]])
        #expect(
            try walk(archive, ListFilter(customer: customer.id, query: "umbrella"), limit: limit) == [others[1]])
        #expect(try archive.page(filter, in: Workspace("other"), after: nil, limit: 9).listings.isEmpty)
    }

    @Test func aRowShowsTheConversationTheCustomerAndTheLastWords() throws {
        let scene = try Scene(seed: 7)
        let id = try scene.begin(name: "Zoë", email: "zoe@example.org")
        try scene.say("Where is it?", in: id)
        try scene.perform(.agent(scene.agents[0].agent, .agent, .note("not shown")), in: id)
        let listing = try #require(
            try scene.archive().page(ListFilter(), in: .default, after: nil, limit: 9).listings.first)
        #expect(listing == scene.live[id])
        #expect(listing.lastMessage?.excerpt == "I heard you.")
        #expect(listing.customer.name == "Zoë")
    }

    @Test func aWorkspaceSeesOnlyItsOwn() throws {
        let scene = try Scene(seed: 8)
        let other = Workspace("other")
        let theirs = try scene.begin(in: other, name: "Zoë")
        try scene.say("umbrella", in: theirs)
        try scene.begin(name: "Zoë")
        let archive = try scene.archive()
        #expect(
            try archive.page(ListFilter(), in: other, after: nil, limit: 9).listings.map(\.conversation.id) == [theirs])
        #expect(try archive.page(ListFilter(query: "umbrella"), in: .default, after: nil, limit: 9).listings.isEmpty)
        #expect(try archive.page(ListFilter(query: "zo"), in: .default, after: nil, limit: 9).listings.count == 1)
        #expect(try archive.search("umbrella", in: .default, limit: 9).isEmpty)
        #expect(try archive.search("umbrella", in: other, limit: 9).count == 1)
    }

    @Test func aQueryFindsWordsNamesAndAddresses() throws {
        let scene = try Scene(seed: 9)
        let words = try scene.begin()
        try scene.say("My umbrella broke", in: words)
        let name = try scene.begin(name: "Umbrella Corp")
        let address = try scene.begin(email: "UMBRELLA@example.org")
        let surname = try scene.begin(name: "Freja Umbrella-Lund")
        try scene.begin(name: "Corpumbrella", email: "x@umbrella.example")
        #expect(try walk(scene.archive(), ListFilter(query: "umbrella"), limit: 1) == [surname, address, name, words])
        #expect(try walk(scene.archive(), ListFilter(query: " umbrella c"), limit: 9) == [name])
        let odd = try scene.begin(name: #"Anna 100%_\o"#)
        for query in ["%", "%\u{301}", "_", "u_brella", #"\"#] {
            #expect(try walk(scene.archive(), ListFilter(query: query), limit: 9).isEmpty, "\(query)")
        }
        for query in ["100%", "100%_", #"100%_\o"#] {
            #expect(try walk(scene.archive(), ListFilter(query: query), limit: 9) == [odd], "\(query)")
        }
        #expect(try walk(scene.archive(), ListFilter(query: "umbrella%"), limit: 9) == [words])
        #expect(try walk(scene.archive(), ListFilter(query: "UMBRELLA-L"), limit: 9) == [surname])
        #expect(try walk(scene.archive(), ListFilter(query: "broke my"), limit: 9) == [words])
        try scene.ask(in: words)
        #expect(try walk(scene.archive(), ListFilter(status: .agent, query: "umbrella"), limit: 9) == [words])
        #expect(try walk(scene.archive(), ListFilter(query: "umbrella"), limit: 1) == [words, surname, address, name])
    }

    @Test(arguments: [
        "", "x", "queued", "cmVjZW50", "cmVjZW50IDEgMg==", "cXVldWVkIDEgMiAz", "cmVjZW50IDEgMiAz", "é", "_-_-",
    ])
    func aForeignCursorIsRefused(cursor: String) throws {
        let scene = try Scene(seed: 10)
        try scene.begin()
        #expect(throws: BadCursor.self) {
            try scene.archive().page(ListFilter(), in: .default, after: cursor, limit: 1)
        }
    }
}
