import AgentDesk
import BotFlow
import Sodium
import Switchboard

/// What `serve --demo` puts into an empty database, so that everything can be tried at once.
enum Demo {
    static let password = "demo-only"

    private static let accounts: [(username: String, displayName: String, role: Role)] = [
        ("ana", "Ana", .agent), ("ben", "Ben", .agent), ("sam", "Sam", .supervisor), ("eva", "Eva", .editor),
        ("admin", "Admin", .admin),
    ]

    private static let cannedReplies: [(shortcut: String, text: String)] = [
        ("hello", "Hello, you’re talking to a person now. Give me a moment to read what you’ve written."),
        ("order", "Could you tell me your order number? It stands at the top of your confirmation and begins with HP."),
        ("sorry", "I’m sorry about that. Let me put it right."),
        ("photo", "Could you describe what is broken, and where? Then I can choose the right part for you."),
        ("refund", "I’ve started your refund. Your bank usually shows it within five working days."),
        ("bye", "I’m glad that’s settled. Is there anything else I can do?"),
    ]

    static var usernames: [String] { accounts.map(\.username) }

    static var list: String {
        accounts.map { account in
            let gap = String(repeating: " ", count: 8 - account.username.count)
            return "  \(account.username)\(gap)\(account.role.rawValue)\n"
        }.joined()
    }

    /// Adds the accounts and shared replies that are not there.
    static func prepare(_ folder: DataFolder) async throws {
        try await Store.withSwitchboard(of: folder) { switchboard in
            let present = try await switchboard.read { try Set($0.colleagues(in: .default).map(\.account.username)) }
            let missing = accounts.filter { !present.contains($0.username) }
            guard !missing.isEmpty else { return }
            // One hash for all: its salt protects nothing where everybody knows the password.
            let hash = try PasswordHash(of: password).text
            try await switchboard.write { ledger in
                for account in missing {
                    _ = try ledger.add(
                        Switchboard.Registration(
                            username: account.username, displayName: account.displayName, role: account.role,
                            maxActiveChats: 5, passwordHash: hash), in: .default)
                }
                guard present.isEmpty else { return }
                for reply in cannedReplies {
                    _ = try ledger.store.addCannedReply(
                        shortcut: reply.shortcut, text: reply.text, owner: nil, in: .default)
                }
            }
        }
    }
}
