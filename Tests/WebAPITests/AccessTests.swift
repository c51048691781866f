import AgentDesk
import Switchboard
import Testing
import WebAPI

/// Every operation, called by everybody who may not.
@Suite(.timeLimit(.minutes(1))) struct AccessTests {
    private static let customers = Operation.all.filter { $0.caller == .customer }
    private static let agents = Operation.all.filter { [.agent, .supervisor, .editor, .admin].contains($0.caller) }
    private static let unknown = String(repeating: "A", count: 43)

    @Test func withoutAValidCredentialNothingIsDone() async throws {
        let service = try Service()
        let cast = try await Cast(service)
        let desk = try await service.agent("ben")
        let guest = try await service.guest()
        for operation in Self.customers + Self.agents {
            var wrong: [Service.Identity] = [
                .nobody, .customer(Self.unknown), .agent(Self.unknown), .customer(""), .agent("short"),
            ]
            // The right kind of secret in the wrong place.
            if case .agent(let token) = desk { wrong.append(.customer(token)) }
            wrong.append(.agent(guest.session))
            // A valid one of the other kind.
            wrong.append(operation.caller == .customer ? desk : guest.identity)
            for identity in wrong {
                let answer = await service.call(
                    operation.method, operation.target(cast.names), operation.body(cast.names), as: identity)
                #expect(answer.status == 401, "\(operation.method) \(operation.path) \(identity): \(answer.text)")
                #expect(answer["WWW-Authenticate"] != nil)
            }
        }
        #expect(service.happenings.count == 2)
    }

    @Test func anothersConversationLooksLikeNone() async throws {
        let service = try Service()
        let cast = try await Cast(service)
        let stranger = try await service.guest()
        var nowhere = cast.names
        nowhere["id"] = "018bcfe5-6800-7000-8000-000000000000"
        for operation in Self.customers where (operation.path + operation.body).contains("{id}") {
            func answer(_ names: [String: String]) async throws -> (Int, [String: Any]) {
                let answer = await service.call(
                    operation.method, operation.target(names), operation.body(names), as: stranger.identity)
                var object = try answer.object
                object["request_id"] = nil
                return (answer.status, object)
            }
            let (theirs, none) = (try await answer(cast.names), try await answer(nowhere))
            // A message id proves to belong to a conversation before anything is looked up.
            guard !operation.path.hasSuffix("/feedback") else {
                #expect(theirs.0 == 404)
                continue
            }
            #expect(theirs.0 == 404, "\(operation.method) \(operation.path)")
            #expect(theirs.0 == none.0)
            #expect(theirs.1 as? [String: AnyHashable] == none.1 as? [String: AnyHashable])
        }
        #expect(service.happenings.count == 2)
    }

    @Test(arguments: [
        ("POST", "/api/v1/agent/register", [Role.admin]),
        ("POST", "/api/v1/agent/broadcasts", [.supervisor, .admin]),
        ("GET", "/api/v1/agent/export", [.supervisor, .admin]),
        ("POST", "/api/v1/agent/conversations/{id}/claim", [.agent, .supervisor, .admin]),
        ("POST", "/api/v1/agent/conversations/{id}/notes", [.agent, .supervisor, .admin]),
        ("POST", "/api/v1/agent/conversations/{id}/messages", [.agent, .supervisor, .admin]),
        ("POST", "/api/v1/agent/queue/claim-next", [.agent, .supervisor, .admin]),
    ])
    func aRoleThatMayNotIsForbidden(method: String, path: String, allowed: [Role]) async throws {
        let operation = try #require(Operation.all.first { $0.method == method && $0.path == path })
        for role in Role.allCases where !allowed.contains(role) {
            let service = try Service()
            let cast = try await Cast(service)
            let identity = try await service.agent("role-\(role.rawValue)", role)
            let answer = await service.call(
                method, operation.target(cast.names), operation.body(cast.names), as: identity)
            #expect(answer.status == 403, "\(role): \(answer.text)")
            #expect(answer.code == "forbidden")
        }
    }

    @Test func onlyEditorsAndAdminsWorkOnTheFAQ() async throws {
        let service = try Service()
        let cast = try await Cast(service)
        let operations = Operation.all.filter { $0.path.contains("/agent/faq/") }
        #expect(operations.allSatisfy { $0.caller == .editor })
        let edition = service.api.workshop.faq.edition
        for role in [Role.agent, .supervisor] {
            let identity = try await service.agent("role-\(role.rawValue)", role)
            for operation in operations {
                let answer = await service.call(
                    operation.method, operation.target(cast.names), operation.body(cast.names), as: identity)
                #expect(answer.status == 403, "\(operation.method) \(operation.path) \(role): \(answer.text)")
            }
        }
        #expect(service.shelf.texts == Service.texts)
        #expect(service.api.workshop.faq.edition === edition)
        let admin = try await service.agent("role-admin", .admin)
        for operation in operations {
            let answer = await service.call(
                operation.method, operation.target(cast.names), operation.body(cast.names), as: admin)
            #expect([200, 404].contains(answer.status), "\(operation.method) \(operation.path): \(answer.text)")
        }
    }

    @Test func aSessionIDOfOnesOwnMakingIsAdoptedOnlyWhereThatIsSaid() async throws {
        let own = String(repeating: "abc.DEF_123-", count: 3)
        for adopts in [false, true] {
            let service = try Service { $0.adoptsSessionIDs = adopts }
            let answer = await service.call(
                "POST", "/api/v1/customer/conversations/start", "{\"customer_session_id\":\"\(own)\"}")
            let conversation = try #require(try answer.object["conversation"] as? [String: Any])
            #expect((conversation["customer_session_id"] as? String == own) == adopts)
            let id = try #require(conversation["id"] as? String)
            let mine = await service.call("GET", "/api/v1/customer/conversations/\(id)", as: .customer(own))
            #expect(mine.status == (adopts ? 200 : 401))
        }
    }

    @Test func aSessionIsShownInTheAnswerToAStartAndNowhereElse() async throws {
        let service = try Service()
        let cast = try await Cast(service)
        let guest = try await service.guest()
        let desk = try await service.agent("ben")
        for operation in Operation.all where operation.method == "GET" && operation.path.contains("{id}") {
            let names = cast.names.merging(["id": guest.conversation]) { $1 }
            let identity = operation.caller == .customer ? guest.identity : desk
            let answer = await service.call(operation.method, operation.target(names), as: identity)
            #expect(answer.status == 200)
            #expect(!answer.text.contains(guest.session))
            #expect(!answer.text.contains("session"))
        }
    }

    @Test func noLogLineHasWordsOrSecrets() async throws {
        let service = try Service()
        let guest = try await service.guest()
        _ = await service.call(
            "POST", guest.path + "/messages", #"{"content":"my very secret words"}"#, as: guest.identity)
        _ = await service.call(
            "POST", "/api/v1/agent/auth/login", #"{"username":"nobody","password":"my-secret-password"}"#)
        service.api.switchboard.stop()
        let answer = await service.call(
            "POST", guest.path + "/messages", #"{"content":"my secret words"}"#, as: guest.identity)
        #expect(answer.status == 503)
        #expect(!service.lines.isEmpty)
        for line in service.lines {
            for (_, value) in line.fields {
                #expect(!value.contains("secret"))
                #expect(!value.contains(guest.session))
            }
        }
    }
}
