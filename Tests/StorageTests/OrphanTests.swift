import AgentDesk
import BotFlow
import SQLite
import Storage
import Switchboard
import TestSupport
import Testing

/// An escalated conversation stands in exactly one list, and a breach of that is seen.
@Suite struct OrphanTests {
    @Test(arguments: [UInt64](1...20))
    func nothingThatMayHappenLeavesAnOrphan(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        for _ in 0..<5 {
            try scene.live(through: 30)
            #expect(try scene.archive().orphans(in: .default, limit: 10).isEmpty)
        }
    }

    @Test func theNumberThatIsNamedHasAnEnd() throws {
        let scene = try Scene(seed: 1)
        for _ in 0..<5 { try scene.ask(in: try scene.begin()) }
        let database = try Database(path: scene.folder.store, access: .readWrite)
        try database.execute("UPDATE conversations SET phase = 'automated'")
        #expect(try scene.archive().orphans(in: .default, limit: 3).count == 3)
        #expect(try Set(scene.archive().orphans(in: .default, limit: 10)) == Set(scene.order))
    }

    @Test func anExaminationTellsWhoWaitsAndWhoseClaimsAreLeft() throws {
        let scene = try Scene(seed: 2)
        let (waiting, claimed) = (try scene.begin(), try scene.begin())
        let since = try #require(try scene.archive().listing(waiting)).conversation.createdAt
        for id in [waiting, claimed] { try scene.ask(in: id) }
        try scene.claim(claimed)
        let database = try Database(path: scene.folder.store, access: .readWrite)
        try database.execute("UPDATE agents SET is_disabled = 1")
        let examination = try Examination(of: scene.folder.store, in: .default, isFrozen: false)
        #expect(examination.waiting == 1)
        #expect(try #require(examination.waitingSince) >= since)
        #expect(examination.abandoned == 1)
        #expect(examination.people.map(\.account.username) == ["agent0", "agent1", "agent2"])
        #expect(try #require(examination.newestEvent) == scene.now)
        #expect(examination.damage == nil && examination.orphans.isEmpty)
    }
}
