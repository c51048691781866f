package import AgentDesk
import BotFlow
import FAQ
import JSON
import Sodium
import Storage
import Switchboard

/// Keeping the accounts from the command line, beside a running server or without one.
extension Subcommand {
    static let agentAdd = Subcommand(
        "agent add", "NAME", summary: "Adds somebody who works at the desk.",
        details: """
            Asks for the password twice; without a terminal it reads it from standard input, as one line. NAME is what \
            they log in with: 2 to 32 of a-z, 0-9, point, dash and underscore.
            """,
        options: [Options.displayName, Options.role, Options.maxActiveChats, Options.data, Options.json],
        examples: [
            ("agent add ana --display-name \"Ana\" --role admin", "the first account"),
            ("agent add ben < password.txt", "without a terminal"),
        ]
    ) { arguments in
        let name = arguments.operands[0]
        guard Account.isUsername(name) else {
            throw WrongUsage("“\(name)” cannot be a name: use 2 to 32 of a-z, 0-9, point, dash and underscore.")
        }
        let folder = DataFolder(try arguments.value(of: Options.data))
        let displayName = try arguments.value(of: Options.displayName) ?? name
        let role = try arguments.value(of: Options.role)
        let maxActiveChats = try arguments.value(of: Options.maxActiveChats)
        let isJSON = try arguments.value(of: Options.json)
        try folder.create()
        let account = try await Store.withSwitchboard(of: folder) { switchboard in
            guard try await switchboard.colleague(named: name) == nil else { throw taken(name) }
            let hash = try acceptedPassword(for: name)
            let registration = Switchboard.Registration(
                username: name, displayName: displayName, role: role, maxActiveChats: maxActiveChats,
                passwordHash: hash.text)
            do {
                return try await switchboard.write { ledger in try ledger.add(registration, in: .default) }
            } catch Denial.usernameTaken {
                throw taken(name)
            }
        }
        let summary = "Added \(account.username) (\(account.displayName)) as \(account.role.rawValue)."
        Console.say((isJSON ? AccountReport.json(Colleague(account, activeChats: 0)) : summary) + "\n")
        return .done
    }

    static let agentList = Subcommand(
        "agent list", summary: "Lists the accounts.", options: [Options.data, Options.json],
        examples: [("agent list", "who there is, with role, presence and load")]
    ) { arguments in
        let folder = DataFolder(try arguments.value(of: Options.data))
        let isJSON = try arguments.value(of: Options.json)
        try folder.requireDatabase()
        let colleagues = try SQLiteArchive(path: folder.database).colleagues(in: .default)
        Console.say(isJSON ? AccountReport.json(colleagues) + "\n" : AccountReport.table(colleagues))
        return .done
    }

    static let agentDisable = Subcommand(
        "agent disable", "NAME", summary: "Ends all access of an account at once.",
        details: """
            A running server notices within a second: the account's sockets are closed, and what it had claimed goes \
            back to the queue.
            """,
        options: [Options.data],
        examples: [("agent disable ben", "ben can no longer log in, and is logged out everywhere")]
    ) { arguments in
        try await changeAccount(of: arguments) { switchboard, account in
            try await switchboard.write { ledger in
                guard let account = try ledger.store.account(account.id) else { throw Denial.notFound }
                try ledger.disable(account)
            }
            return "Disabled \(account.username)."
        }
    }

    static let agentPassword = Subcommand(
        "agent password", "NAME", summary: "Gives an account a new password, and logs it out everywhere.",
        details: "Asks for it twice; without a terminal it reads it from standard input, as one line.",
        options: [Options.data],
        examples: [("agent password ana", "a new password for ana")]
    ) { arguments in
        try await changeAccount(of: arguments) { switchboard, account in
            let hash = try acceptedPassword(for: account.username)
            try await switchboard.write { ledger in try ledger.setPassword(hash: hash.text, of: account.id) }
            return "\(account.username) has a new password."
        }
    }

    private static func changeAccount(
        of arguments: Arguments, _ change: (Switchboard, Account) async throws -> String
    ) async throws -> ExitCode {
        let name = arguments.operands[0]
        let folder = DataFolder(try arguments.value(of: Options.data))
        try folder.requireDatabase()
        let summary = try await Store.withSwitchboard(of: folder) { switchboard in
            guard let colleague = try await switchboard.colleague(named: name) else {
                let names = try await switchboard.read { try $0.colleagues(in: .default) }.map(\.account.username)
                throw Failure(
                    "There is no account \(name).\(Spelling.suggestion(for: name, among: names)) "
                        + "`support-server agent list` shows them.", code: .no)
            }
            return try await change(switchboard, colleague.account)
        }
        Console.say(summary + "\n")
        return .done
    }

    private static func taken(_ name: String) -> Failure {
        Failure(
            "There is an account \(name) already. Choose another name, or `support-server agent password \(name)`.",
            code: .no)
    }

    private static func acceptedPassword(for name: String) throws -> PasswordHash {
        let password = try Console.newPassword(for: name)
        if let objection = PasswordRule.objection(to: password, username: name) {
            throw WrongUsage("This password cannot be used. \(objection)")
        }
        return try PasswordHash(of: password)
    }
}

extension Switchboard {
    fileprivate func colleague(named username: String) async throws -> Colleague? {
        try await read { archive in
            try archive.colleagues(in: .default).first { $0.account.username == username }
        }
    }
}

/// Accounts as `agent list` shows them.
package enum AccountReport {
    package static func table(_ colleagues: [Colleague]) -> String {
        guard !colleagues.isEmpty else { return "There is no account. `support-server agent add NAME` adds one.\n" }
        var table = TextTable("NAME", "ROLE", "PRESENCE", "CHATS", "DISPLAY NAME")
        for colleague in colleagues {
            let account = colleague.account
            table.add(
                account.username, account.role.rawValue, account.isDisabled ? "disabled" : account.presence.rawValue,
                "\(colleague.activeChats)/\(account.maxActiveChats)", Visible.text(account.displayName))
        }
        return table.text()
    }

    package static func json(_ colleagues: [Colleague]) -> String {
        var writer = JSONWriter()
        writer.array { list in for colleague in colleagues { list.object { write(colleague, to: &$0) } } }
        return writer.text
    }

    package static func json(_ colleague: Colleague) -> String {
        var writer = JSONWriter()
        writer.object { write(colleague, to: &$0) }
        return writer.text
    }

    private static func write(_ colleague: Colleague, to object: inout JSONWriter) {
        let account = colleague.account
        object.member("id", account.id.description)
        object.member("username", account.username)
        object.member("display_name", account.displayName)
        object.member("role", account.role.rawValue)
        object.member("presence", account.presence.rawValue)
        object.member("is_disabled", account.isDisabled)
        object.member("max_active_chats", account.maxActiveChats)
        object.member("active_chats", colleague.activeChats)
        object.member("created_at", account.createdAt.description)
        object.member("updated_at", account.updatedAt.description)
    }
}
