import AgentDesk
import BotFlow
import Storage

/// Conversations and the accounts of those who work with them.
extension Installation {
    private var examination: Examination? {
        if case .examined(let examination) = database { examination } else { nil }
    }

    private var noDatabase: Diagnosis { .unseen("the database could not be read", at: databasePath) }

    var lists: Diagnosis {
        guard let examination else { return noDatabase }
        guard let first = examination.orphans.first else {
            return .ok("every escalated conversation stands in one", at: databasePath)
        }
        let count = examination.orphans.count
        let number = count >= Examination.orphanLimit ? "At least \(count)" : "\(count)"
        return .trouble(
            "\(number) escalated \(count == 1 ? "conversation stands" : "conversations stand") in no list, or in two: "
                + "nobody may see that a customer waits. The first is \(first).",
            at: databasePath, remedy: "stop the server; support-server verify --rebuild\(dataOption); start it")
    }

    var claims: Diagnosis {
        guard let examination else { return noDatabase }
        guard examination.abandoned > 0 else { return .ok("no disabled account has a conversation", at: databasePath) }
        return .warning(
            "\(examination.abandoned.counting("conversation")) of customers who were promised a person "
                + "\(examination.abandoned == 1 ? "belongs" : "belong") to a disabled account. A running server puts "
                + "them back into the queue within seconds.",
            at: databasePath,
            remedy: holder == nil ? "start the server" : "look for sweep.failed in the server’s log")
    }

    /// Longer than anybody should wait for a person who is there.
    private static let longWait = Duration.seconds(15 * 60)

    var queue: Diagnosis {
        guard let examination else { return noDatabase }
        guard examination.waiting > 0, let since = examination.waitingSince else {
            return .ok("nobody waits", at: databasePath)
        }
        let wait = now.since(since)
        let waits = "\(examination.waiting.counting("customer")) in the queue, the first for \(Self.time(wait))"
        let online = running?.figures.sum("support_agents_online")
        if online == 0 {
            return .warning(
                "\(waits), and no agent is there.", at: databasePath,
                remedy: "call an agent; support-server agent list\(dataOption) names them")
        }
        guard wait > Self.longWait else { return .ok(waits, at: databasePath) }
        return .warning(
            "\(waits).", at: databasePath,
            remedy: running == nil ? "start the server" : "ask the agents at the desk why it is not claimed")
    }

    var accounts: Diagnosis {
        guard let examination else { return noDatabase }
        let open = examination.people.map(\.account).filter { !$0.isDisabled }
        if open.isEmpty {
            return .trouble(
                "There is no account that can log in, so nobody can answer a customer.", at: databasePath,
                remedy: "support-server agent add NAME --role admin\(dataOption)")
        }
        if !open.contains(where: { $0.role == .admin }) {
            return .warning(
                "No account is an admin’s: accounts can only be kept from this command line.", at: databasePath,
                remedy: "support-server agent add NAME --role admin\(dataOption)")
        }
        if !open.contains(where: { $0.role.may(.handleConversations) }) {
            return .trouble(
                "No account may claim a conversation.", at: databasePath,
                remedy: "support-server agent add NAME\(dataOption)")
        }
        return .ok("\(open.count.counting("account")) can log in", at: databasePath)
    }

    var demoPasswords: Diagnosis {
        guard examination != nil else { return noDatabase }
        guard let first = demoAccounts.first else { return .ok("no account has the demo’s password", at: databasePath) }
        if choices.isDemo { return .ok("the accounts of a demo have its password", at: databasePath) }
        return .trouble(
            "Everybody knows the password of \(demoAccounts.joined(separator: ", ")): it is that of `serve --demo`.",
            at: databasePath,
            remedy: "support-server agent password \(first)\(dataOption), or agent disable; for each of them")
    }
}
