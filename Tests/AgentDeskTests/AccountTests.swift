import AgentDesk
import BotFlow
import Testing

/// What roles may do, and how accounts may be named.
@Suite struct AccountTests {
    /// Every deed with the roles that may do it.
    private static let table: [Deed: Set<Role>] = [
        .readConversations: [.agent, .supervisor, .editor, .admin],
        .handleConversations: [.agent, .supervisor, .admin],
        .handleOthersConversations: [.supervisor, .admin],
        .broadcast: [.supervisor, .admin],
        .editAnswers: [.editor, .admin],
        .keepSharedReplies: [.supervisor, .editor, .admin],
        .keepAccounts: [.admin],
        .keepOwnAccount: [.agent, .supervisor, .editor, .admin],
    ]

    @Test(arguments: Role.allCases, Deed.allCases)
    func aRoleMayDoWhatTheTableSays(role: Role, deed: Deed) throws {
        let allowed = try #require(Self.table[deed])
        #expect(role.may(deed) == allowed.contains(role))
    }

    @Test(arguments: Role.allCases)
    func authorityOverOthersConversationsIsThatOfTheDeed(role: Role) {
        #expect(role.authority == ([.supervisor, .admin].contains(role) ? .supervisor : .agent))
    }

    @Test func aConversationKnowsAnAgentByIDAndName() {
        let account = Cast.account(7)
        #expect(account.agent == Agent(id: Cast.agentID(7), displayName: "Agent 7"))
    }

    @Test(arguments: ["ab", "ana", "a-b", "a.b_c-9", "0z", String(repeating: "a", count: 32)])
    func aUsernameOfPlainCharactersIsOne(name: String) {
        #expect(Account.isUsername(name))
    }

    @Test(arguments: [
        "", "a", String(repeating: "a", count: 33), "Ana", "ana b", "ana\n", "zoë", "a/b", "ana@shop", "an\u{0}a",
        "а-cyrillic", "é", "a\u{301}b",
    ])
    func anythingElseIsNoUsername(name: String) {
        #expect(!Account.isUsername(name))
    }
}
