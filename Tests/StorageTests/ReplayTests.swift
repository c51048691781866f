import AgentDesk
import BotFlow
import SQLite
import Storage
import Switchboard
import TestSupport
import Testing

/// Laws over random histories; the seed of a failure is in its arguments.
struct ReplayTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func whatIsReadBackIsWhatWasLived(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 120)
        for (id, listing) in scene.live {
            let stored = try scene.store.events(of: id, 1...1000)
            let replayed = try #require(Conversation(id, replaying: stored))
            #expect(replayed == listing.conversation)
            #expect(try scene.store.listing(id) == listing)
            guard !listing.conversation.isErased else { continue }
            #expect(stored == scene.history[id])
        }
    }

    @Test(arguments: 21...26 as ClosedRange<UInt64>)
    func listsAreWhatTheLogMakesOfThem(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 120)
        let verification = try Verification(of: scene.folder.store)
        #expect(verification.breaches == [])
        #expect(verification.conversations == scene.live.count)
        #expect(verification.events == scene.live.values.map(\.conversation.lastSeq).reduce(0, +))
    }

    @Test(arguments: 31...34 as ClosedRange<UInt64>)
    func theQueueReadAtStartIsTheQueueThatWas(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 120, conversations: 20)
        let waiting = scene.live.values.filter { $0.conversation.phase.word == "queued" }.map(\.conversation.id)
        #expect(Set(try scene.store.waiting().map(\.conversation)) == Set(waiting))
    }

    @Test func randomHistoriesReachEveryKindOfEvent() throws {
        var kinds: Set<String> = []
        for seed in 1...12 as ClosedRange<UInt64> {
            let scene = try Scene(seed: seed)
            try scene.live(through: 120)
            for recorded in scene.history.values.joined() { kinds.insert(StoredEvent(recorded.event).kind) }
        }
        #expect(kinds.count == 20)
    }
}

extension Phase {
    var word: String {
        switch self {
        case .automated: "automated"
        case .agent(.queued): "queued"
        case .agent(.claimed): "claimed"
        case .closed: "closed"
        }
    }
}
