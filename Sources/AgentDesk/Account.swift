package import BotFlow

/// Somebody who works at the desk.
package struct Account: Hashable, Sendable {
    package let id: AgentID
    package let workspace: Workspace
    /// What they log in with; see ``isUsername(_:)``.
    package let username: String
    /// What customers see.
    package var displayName: String
    package var role: Role
    package var presence: Presence
    /// How many conversations routing may give them at a time, from 0 to 100.
    package var maxActiveChats: Int
    package var isDisabled: Bool
    package let createdAt: Moment
    package var updatedAt: Moment

    package init(
        id: AgentID, workspace: Workspace, username: String, displayName: String, role: Role,
        presence: Presence = .offline, maxActiveChats: Int = 5, isDisabled: Bool = false,
        createdAt: Moment, updatedAt: Moment
    ) {
        self.id = id
        self.workspace = workspace
        self.username = username
        self.displayName = displayName
        self.role = role
        self.presence = presence
        self.maxActiveChats = maxActiveChats
        self.isDisabled = isDisabled
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// The same person as a conversation knows them.
    package var agent: Agent { Agent(id: id, displayName: displayName) }

    /// Two to 32 of `a-z`, `0-9`, `.`, `_` and `-`.
    package static func isUsername(_ text: String) -> Bool {
        (2...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// What an account is for.
package enum Role: String, CaseIterable, Sendable {
    case agent
    case supervisor
    case editor
    case admin

    package func may(_ deed: Deed) -> Bool {
        switch deed {
        case .readConversations, .keepOwnAccount: true
        case .handleConversations: self != .editor
        case .handleOthersConversations, .broadcast: self == .supervisor || self == .admin
        case .editAnswers: self == .editor || self == .admin
        case .keepSharedReplies: self != .agent
        case .keepAccounts: self == .admin
        }
    }

    /// What the role means to a conversation.
    package var authority: Authority { may(.handleOthersConversations) ? .supervisor : .agent }
}

/// What a role may or may not do.
package enum Deed: CaseIterable, Sendable {
    case readConversations
    case handleConversations
    case handleOthersConversations
    case broadcast
    case editAnswers
    case keepSharedReplies
    case keepAccounts
    case keepOwnAccount
}

/// Whether an agent takes conversations now.
package enum Presence: String, CaseIterable, Sendable {
    case online
    case away
    case offline
}

/// A text agents send often, under a short name.
package struct CannedReply: Hashable, Sendable {
    package let id: Int
    /// Whose it is; nil when it is everybody's.
    package let owner: AgentID?
    package let shortcut: String
    package let text: String

    /// One to 40 of `a-z`, `0-9` and `-`.
    package static func isShortcut(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    package init(id: Int, owner: AgentID?, shortcut: String, text: String) {
        self.id = id
        self.owner = owner
        self.shortcut = shortcut
        self.text = text
    }
}
