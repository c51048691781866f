import JSON
import WebClient

/// Accounts for the agents that are played: the admin adds them over the contract, and each logs in once.
struct Staff {
    private let stage: Stage
    private let admin: Person

    init(on stage: Stage) {
        self.stage = stage
        admin = Person("admin", number: 0, on: stage)
    }

    /// Fails when the admin may not, with the remedy.
    func hire() async throws -> [AgentRole] {
        let login = stage.plan.admin
        guard let (_, token) = try await logIn(login.username, login.password) else {
            throw CannotBegin(
                stage.plan.isDemo
                    ? "This server is no demo: it does not know the demo’s admin. Name an account that may add others "
                        + "with --admin, and write its password on standard input."
                    : "The server refuses \(login.username) with this password.")
        }
        admin.credential = "Authorization: Bearer \(token)\r\n"
        var tag = ""
        var password = "\(login.password), simulated"
        if !stage.plan.isDemo {
            // Names and passwords of this run alone: nobody can log in to what it leaves behind.
            tag = "\(String(UInt32.random(in: .min ... .max), radix: 36))-"
            password = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
        }
        var agents: [AgentRole] = []
        for number in 1...stage.plan.agents {
            let name = "sim-\(tag)\(number)"
            try await register(name, password, "Sim \(number)")
            guard let (id, token) = try await logIn(name, password) else {
                throw CannotBegin("The server refuses \(name), which was just added.")
            }
            agents.append(AgentRole(number, id: id, token: token, on: stage))
        }
        stage.colleagues = agents.map(\.id)
        return agents
    }

    private func register(_ name: String, _ password: String, _ displayName: String) async throws {
        let body = JSONWriter.object {
            $0.member("username", name)
            $0.member("display_name", displayName)
            $0.member("password", password)
            $0.member("role", "agent")
            $0.member("max_active_chats", 5)
        }
        // An account of this name was added by an earlier run, or by this request before its answer was lost.
        let reply = await admin.ask(
            .other, .init(path: "agent/register", body: body), explained: ["username_taken", "forbidden"])
        if case .refused(code: "forbidden", _) = reply {
            throw CannotBegin("\(stage.plan.admin.username) may not add accounts. Name an account of the role admin.")
        }
    }

    /// The account's id and its token; nil when name or password is wrong.
    private func logIn(_ name: String, _ password: String) async throws -> (id: String, token: String)? {
        let body = JSONWriter.object {
            $0.member("username", name)
            $0.member("password", password)
        }
        let reply = await Person(name, number: 0, on: stage).ask(
            .other, .init(path: "agent/auth/login", body: body), explained: ["wrong_credentials"])
        guard case .done(let answer) = reply, let token = answer?["access_token"]?.text,
            let id = answer?["agent"]?["id"]?.text
        else { return nil }
        return (id, token)
    }
}
