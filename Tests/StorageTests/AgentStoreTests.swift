import AgentDesk
import BotFlow
import SQLite
import Storage
import Switchboard
import TestSupport
import Testing

/// What the port ``AgentStore`` promises.
struct AgentStoreTests {
    private let scene: Scene
    private let hash = SecretHash(Array(repeating: 9, count: 32))

    init() throws {
        scene = try Scene(seed: 1)
    }

    @Test func anAccountIsFoundByIdAndByNameInAnyCase() throws {
        let account = scene.agents[0]
        #expect(try scene.store.account(account.id) == account)
        #expect(try scene.store.account(named: "AGENT0", in: .default) == account)
        #expect(try scene.store.account(named: "agent0", in: Workspace("other")) == nil)
        #expect(try scene.store.account(named: "nobody", in: .default) == nil)
        #expect(try scene.archive().account(account.id) == account)
    }

    @Test func savingAgainChangesWhatMayChange() throws {
        var account = scene.agents[1]
        account.displayName = "Änne"
        account.role = .supervisor
        account.presence = .away
        account.maxActiveChats = 9
        account.isDisabled = true
        account.updatedAt = Moment(milliseconds: 5)
        try scene.store.commit { try scene.store.save(account) }
        #expect(try scene.store.account(account.id) == account)
    }

    @Test func oneNameIsOneAccount() throws {
        let twin = Account(
            id: AgentID(at: scene.now, random: (5, 5)), workspace: .default, username: "Agent0", displayName: "T",
            role: .agent, createdAt: scene.now, updatedAt: scene.now)
        #expect(throws: SQLiteError.self) { try scene.store.commit { try scene.store.save(twin) } }
    }

    @Test func credentialsNeedAPassword() throws {
        let archive = try scene.archive()
        #expect(try archive.credentials(of: "agent0", in: .default) == nil)
        try scene.store.commit { try scene.store.save(passwordHash: "$argon2id$…", of: scene.agents[0].id) }
        let found = try #require(try archive.credentials(of: "agent0", in: .default))
        #expect(found.account == scene.agents[0])
        #expect(found.passwordHash == "$argon2id$…")
        try scene.store.commit { try scene.store.save(scene.agents[0]) }
        #expect(try archive.credentials(of: "agent0", in: .default)?.passwordHash == "$argon2id$…")
    }

    @Test func colleaguesCarryTheirLoad() throws {
        for _ in 0..<2 {
            let id = try scene.begin()
            try scene.ask(in: id)
            try scene.claim(id, by: 2)
        }
        let expected = [0, 0, 2]
        #expect(try scene.store.colleagues(in: .default).map(\.activeChats) == expected)
        #expect(try scene.archive().colleagues(in: .default).map(\.account) == scene.agents)
        #expect(try scene.store.colleagues(in: Workspace("other")) == [])
    }

    @Test func aTokenHoldsUntilItsMomentAndNoLonger() throws {
        let archive = try scene.archive()
        let end = Moment(milliseconds: 1000)
        try scene.store.commit {
            try scene.store.save(token: hash, of: scene.agents[0].id, expiresAt: end, at: Moment(milliseconds: 0))
        }
        #expect(try scene.store.token(hash)?.agent == scene.agents[0].id)
        #expect(try scene.store.token(hash)?.expiresAt == end)
        #expect(try archive.account(of: hash, at: Moment(milliseconds: 999)) == scene.agents[0])
        #expect(try archive.account(of: hash, at: end) == nil)
        #expect(try archive.account(of: SecretHash([1]), at: Moment(milliseconds: 0)) == nil)
        try scene.store.commit { try scene.store.removeTokens(expiredBy: Moment(milliseconds: 999)) }
        #expect(try scene.store.token(hash) != nil)
        try scene.store.commit { try scene.store.removeTokens(expiredBy: end) }
        #expect(try scene.store.token(hash) == nil)
    }

    @Test func aDisabledAccountsTokenOpensNothing() throws {
        try scene.store.commit {
            try scene.store.save(
                token: hash, of: scene.agents[0].id, expiresAt: Moment(milliseconds: 9), at: Moment(milliseconds: 0))
        }
        var account = scene.agents[0]
        account.isDisabled = true
        try scene.store.commit { try scene.store.save(account) }
        #expect(try scene.archive().account(of: hash, at: Moment(milliseconds: 0)) == nil)
    }

    @Test func tokensGoOneByOneOrAllOfOneAgent() throws {
        let hashes = (0..<4).map { SecretHash([UInt8($0)]) }
        try scene.store.commit {
            for (number, hash) in hashes.enumerated() {
                try scene.store.save(
                    token: hash, of: scene.agents[number / 3].id, expiresAt: Moment(milliseconds: 9), at: scene.now)
            }
            try scene.store.removeToken(hashes[0])
        }
        #expect(try hashes.map { try scene.store.token($0) != nil } == [false, true, true, true])
        try scene.store.commit { try scene.store.removeTokens(of: scene.agents[0].id) }
        #expect(try hashes.map { try scene.store.token($0) != nil } == [false, false, false, true])
    }

    @Test func cannedRepliesAreOnesOwnAndEverybodys() throws {
        let (ana, ben) = (scene.agents[0].id, scene.agents[1].id)
        var replies: [CannedReply] = []
        try scene.store.commit {
            for (shortcut, owner) in [("thanks", nil), ("Bye", ana), ("hours", ben)] {
                replies.append(
                    try scene.store.addCannedReply(shortcut: shortcut, text: "…", owner: owner, in: .default))
            }
        }
        let archive = try scene.archive()
        #expect(try archive.cannedReplies(for: ana, in: .default) == [replies[1], replies[0]])
        #expect(try archive.cannedReplies(for: ana, in: Workspace("other")) == [])
        #expect(try scene.store.cannedReply(replies[2].id) == replies[2])

        let changed = CannedReply(id: replies[0].id, owner: ben, shortcut: "ty", text: "Thank you")
        try scene.store.commit {
            try scene.store.save(changed)
            try scene.store.removeCannedReply(replies[2].id)
        }
        #expect(try archive.cannedReplies(for: ben, in: .default) == [changed])
        #expect(try scene.store.cannedReply(replies[2].id) == nil)
    }

    @Test func onlyOthersChangeTheForeignVersion() throws {
        let before = try scene.store.foreignVersion()
        var account = scene.agents[0]
        account.presence = .away
        try scene.store.commit { try scene.store.save(account) }
        #expect(try scene.store.foreignVersion() == before)
        account.isDisabled = true
        let other = try SQLiteStore(path: scene.folder.store)
        try other.commit { try other.save(account) }
        #expect(try scene.store.foreignVersion() != before)
    }
}
