import AgentDesk
import BotFlow
import JSON
import Sodium
import Switchboard
import WebServer

/// Logging in and out, accounts, colleagues, canned replies, and what a supervisor looks at.
extension API {
    static let accountRoutes: [Route] = {
        let base = "/api/v1/agent"
        func route(
            _ method: String, _ path: String, _ summary: String, query: [String] = [], body: Schema? = nil,
            answer: Schema? = nil, status: Int? = nil, access: Route.Access = .agent,
            _ handler: @escaping Route.Handler
        ) -> Route {
            Route(
                method: method, path: base + path, tag: .agent, summary: summary, access: access, query: query,
                body: body, answer: answer, status: status ?? (answer == nil ? 204 : 200), handler: handler)
        }
        return [
            route("POST", "/auth/login", "Logs in.", body: .login, answer: .loggedIn, access: .everybody) {
                try await $0.logIn($1)
            },
            route("POST", "/auth/logout", "Ends the token and its sockets.") { try await $0.logOut($1) },
            route("POST", "/register", "Adds an account; admins only.", body: .register, answer: .agent, status: 201) {
                try await $0.register($1)
            },
            route("GET", "/me", "The agent's own account.", answer: .agent) { try await $0.me($1) },
            route("POST", "/me/password", "Changes the password; ends every token.", body: .password) {
                try await $0.changePassword($1)
            },
            route("GET", "/agents", "Colleagues with presence and load.", answer: .agents) {
                try await $0.colleagues($1)
            },
            route("POST", "/presence", "Says whether the agent takes conversations.", body: .presence, answer: .agent) {
                try await $0.setPresence($1)
            },
            route("GET", "/canned-replies", "Shared ones and the agent's own.", answer: .cannedReplies) {
                try await $0.cannedReplies($1)
            },
            route(
                "POST", "/canned-replies", "Adds one.", body: .cannedReplyDraft, answer: .cannedReply, status: 201
            ) { try await $0.addCannedReply($1) },
            route("PUT", "/canned-replies/{id}", "Changes one.", body: .cannedReplyDraft, answer: .cannedReply) {
                try await $0.changeCannedReply($1)
            },
            route("DELETE", "/canned-replies/{id}", "Removes one.") { try await $0.removeCannedReply($1) },
            route("GET", "/stats", "Counts, with what they count.", query: ["from", "to", "by"], answer: .statistics) {
                try await $0.statistics($1)
            },
            route(
                "GET", "/export", "One row for each conversation.", query: ["from", "to", "format"],
                answer: .transcript
            ) { try await $0.export($1) },
            route("POST", "/broadcasts", "Tells every connected customer; supervisors only.", body: .broadcast) {
                try await $0.broadcast($1)
            },
            route("POST", "/realtime/ticket", "A one-time ticket for a socket.", answer: .ticket) {
                try await $0.agentTicket($1)
            },
        ]
    }()

    // MARK: In and out

    private struct LoginBody: Decodable {
        var username: String
        var password: String
    }

    private func logIn(_ call: Call) async throws -> Response {
        let body = try Body.read(LoginBody.self, from: call.request)
        let username = body.username.lowercased()
        var shares = [Rates.Share("address " + PeerAddress.network(of: call.address))]
        // What can be nobody's name is not kept: it may be as long as a body.
        if Account.isUsername(username) { shares.append(Rates.Share("account " + username)) }
        try limit(.login, shares)
        let workspace = settings.workspace
        let known = try await switchboard.read { try $0.credentials(of: username, in: workspace) }
        let stored = known.flatMap { PasswordHash(stored: $0.passwordHash) }
        let password = body.password
        let isRight = try await hashers.work { _ in
            PasswordHash.verify(String(password.prefix(1000)), against: stored)
        }
        guard isRight, let account = known?.account, !account.isDisabled else {
            log(LogLine(.warning, "login.refused", [("request_id", call.id), ("address", call.address)]))
            throw Problem(
                401, .wrongCredentials, "The name or the password is not right.",
                headers: [("WWW-Authenticate", "Bearer")])
        }
        let token = SecretToken()
        let (agent, expiresAt) = try await switchboard.logIn(
            account.id, token: SecretHash(token.hash), for: settings.tokenLifetime,
            queueWords: faq.bot.queueWords(at: now))
        let active = try await load(of: agent)
        return .json(
            JSONWriter.object { answer in
                answer.member("access_token", token.text)
                answer.member("token_type", "bearer")
                answer.member("expires_at", expiresAt.description)
                answer.member("username", agent.username)
                answer.member("agent", raw: Self.written { $0.agent(agent, activeChats: active) })
            })
    }

    private func logOut(_ call: Call) async throws -> Response {
        try await switchboard.logOut(token: try call.token())
        return .noContent
    }

    /// How many conversations an agent has now.
    func load(of account: Account) async throws -> Int {
        try await switchboard.read { archive in
            try archive.colleagues(in: account.workspace).first { $0.account.id == account.id }?.activeChats ?? 0
        }
    }

    private func agentAnswer(_ account: Account, status: Int = 200) async throws -> Response {
        let active = try await load(of: account)
        return .json(Self.written { $0.agent(account, activeChats: active) }, status: status)
    }

    private func me(_ call: Call) async throws -> Response {
        try await agentAnswer(try await read(call, as: .keepOwnAccount) { _, account in account })
    }

    private struct RegisterBody: Decodable {
        var username: String
        var displayName: Words
        var password: String
        var role: String?
        var maxActiveChats: Whole?
    }

    private func register(_ call: Call) async throws -> Response {
        _ = try await read(call, as: .keepAccounts) { _, _ in }
        let body = try Body.read(RegisterBody.self, from: call.request)
        guard Account.isUsername(body.username) else {
            throw Problem(invalid: "/username", "Use 2 to 32 of a–z, 0–9, “.”, “_” and “-”.")
        }
        guard let role = Role(rawValue: body.role ?? "agent") else {
            throw Problem(
                invalid: "/role", "A role is one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let limit = body.maxActiveChats?.value ?? 5
        guard (0...100).contains(limit) else {
            throw Problem(invalid: "/max_active_chats", "Use a number from 0 to 100.")
        }
        let displayName = try body.displayName.checked("/display_name", limit: 80)
        let hash = try await hash(body.password, of: body.username)
        let registration = Switchboard.Registration(
            username: body.username, displayName: displayName, role: role, maxActiveChats: limit, passwordHash: hash)
        return try await agentAnswer(
            try await switchboard.register(registration, token: try call.token()), status: 201)
    }

    private struct PasswordBody: Decodable {
        var currentPassword: String
        var newPassword: String
    }

    private func changePassword(_ call: Call) async throws -> Response {
        let account = try await read(call, as: .keepOwnAccount) { _, account in account }
        let body = try Body.read(PasswordBody.self, from: call.request)
        // Apart from logging in: strangers who try the account's name keep nobody from this who is logged in.
        try limit(.login, [Rates.Share("password " + account.username)])
        let known = try await switchboard.read { try $0.credentials(of: account.username, in: account.workspace) }
        let stored = known.flatMap { PasswordHash(stored: $0.passwordHash) }
        let password = body.currentPassword
        guard try await hashers.work({ _ in PasswordHash.verify(password, against: stored) }) else {
            throw Problem(403, .wrongCredentials, "The current password is not right.")
        }
        let hash = try await hash(body.newPassword, of: account.username, pointer: "/new_password")
        try await switchboard.setPassword(hash: hash, token: try call.token())
        return .noContent
    }

    private func hash(_ password: String, of username: String, pointer: String = "/password") async throws -> String {
        if let objection = PasswordRule.objection(to: password, username: username) {
            throw Problem(invalid: pointer, objection)
        }
        return try await hashers.work { _ in try PasswordHash(of: password).text }
    }

    // MARK: Colleagues

    private func colleagues(_ call: Call) async throws -> Response {
        _ = try call.query()
        let colleagues = try await read(call, as: .keepOwnAccount) { archive, account in
            try archive.colleagues(in: account.workspace).filter { !$0.account.isDisabled }
        }
        return .json(
            JSONWriter.object { answer in
                answer.member(
                    "items",
                    array: { list in
                        for colleague in colleagues {
                            list.agent(
                                switchboard.attendance.shown(colleague.account, at: call.now),
                                activeChats: colleague.activeChats)
                        }
                    })
            })
    }

    private struct PresenceBody: Decodable {
        var presence: String
    }

    private func setPresence(_ call: Call) async throws -> Response {
        let body = try Body.read(PresenceBody.self, from: call.request)
        guard let presence = Presence(rawValue: body.presence) else {
            throw Problem(
                invalid: "/presence", "Use one of \(Presence.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let words = faq.bot.queueWords(at: now)
        return try await agentAnswer(
            try await switchboard.setPresence(presence, token: try call.token(), queueWords: words))
    }

    // MARK: Canned replies

    private func cannedReplies(_ call: Call) async throws -> Response {
        _ = try call.query()
        let replies = try await read(call, as: .keepOwnAccount) { archive, account in
            try archive.cannedReplies(for: account.id, in: account.workspace)
        }
        return .json(
            JSONWriter.object { answer in
                answer.member("items", array: { list in for reply in replies { list.cannedReply(reply) } })
            })
    }

    private struct CannedReplyBody: Decodable {
        var shortcut: Words
        var text: Words
        var shared: Bool?
    }

    private func cannedReply(_ call: Call) throws -> (shortcut: String, text: String, isShared: Bool) {
        let body = try Body.read(CannedReplyBody.self, from: call.request)
        let shortcut = try body.shortcut.checked("/shortcut", limit: 40)
        guard CannedReply.isShortcut(shortcut) else {
            throw Problem(invalid: "/shortcut", "A shortcut is one word of a–z, 0–9 and “-”.")
        }
        return (shortcut, try body.text.checked("/text"), body.shared ?? false)
    }

    private func addCannedReply(_ call: Call) async throws -> Response {
        let token = try call.token()
        let (shortcut, text, isShared) = try cannedReply(call)
        let reply = try await switchboard.addCannedReply(
            shortcut: shortcut, text: text, isShared: isShared, token: token)
        return .json(Self.written { $0.cannedReply(reply) }, status: 201)
    }

    private func changeCannedReply(_ call: Call) async throws -> Response {
        let token = try call.token()
        let (shortcut, text, _) = try cannedReply(call)
        guard let id = Int(call.parameters[0]) else { throw Problem.notFound }
        let reply = try await switchboard.changeCannedReply(id, shortcut: shortcut, text: text, token: token)
        return .json(Self.written { $0.cannedReply(reply) })
    }

    private func removeCannedReply(_ call: Call) async throws -> Response {
        let token = try call.token()
        guard let id = Int(call.parameters[0]) else { throw Problem.notFound }
        try await switchboard.removeCannedReply(id, token: token)
        return .noContent
    }

    // MARK: Supervising

    private struct BroadcastBody: Decodable {
        var content: Words
    }

    private func broadcast(_ call: Call) async throws -> Response {
        _ = try await read(call, as: .broadcast) { _, _ in }
        announce(try Body.read(BroadcastBody.self, from: call.request).content.checked("/content", limit: 500))
        return .noContent
    }

    private func agentTicket(_ call: Call) async throws -> Response {
        _ = try await read(call, as: .keepOwnAccount) { _, _ in }
        return try ticketAnswer(for: .agent(token: try call.token()))
    }
}
