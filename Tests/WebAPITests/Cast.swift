import AgentDesk
import FAQ
import Testing

/// People who call every operation, and what stands for the parameters.
struct Cast {
    let names: [String: String]
    private let service: Service
    private let guest: Service.Guest
    private let agent: Service.Identity
    private let supervisor: Service.Identity
    private let editor: Service.Identity
    private let admin: Service.Identity

    init(_ service: Service) async throws {
        self.service = service
        guest = try await service.guest(#""locale":"en","page":"https://shop.test/","profile":{"name":"Freja"}"#)
        agent = try await service.agent("ana")
        supervisor = try await service.agent("sam", .supervisor)
        editor = try await service.agent("eva", .editor)
        admin = try await service.agent("ada", .admin)
        let messages = await service.call("GET", guest.path + "/messages", as: guest.identity)
        let greeting = try #require((try messages.object["messages"] as? [[String: Any]])?.first)
        let colleagues = await service.call("GET", "/api/v1/agent/agents", as: agent)
        let accounts = try #require(try colleagues.object["items"] as? [[String: Any]])
        let ada = try #require(accounts.first { $0["username"] as? String == "ada" })
        let opening = try #require(Service.texts["opening.md"])
        names = [
            "version": SourceFile(path: "opening.md", text: opening).version,
            "hours": opening.replacing("nine", with: "ten").replacing("\n", with: "\\n"),
            "cat": #"---\nquestion: May my cat come?\n---\nYes.\n"#,
            "id": guest.conversation, "slug": "opening-hours", "reply": "1",
            "message": try #require(greeting["id"] as? String), "colleague": try #require(ada["id"] as? String),
        ]
    }

    func identity(_ caller: Operation.Caller) -> Service.Identity {
        switch caller {
        case .everybody: .nobody
        case .customer: guest.identity
        case .agent: agent
        case .supervisor: supervisor
        case .editor: editor
        case .admin: admin
        }
    }

    /// A conversation from its start to its end, every operation in it.
    func life() async throws -> [(Operation, Answer)] {
        var answers: [(Operation, Answer)] = []
        var newcomer = Service.Identity.nobody
        for operation in Operation.all {
            service.wait(.milliseconds(1))
            // Whoever was registered in this life has a real password.
            let isNewcomers = operation.path.hasSuffix("/me/password") || operation.path.hasSuffix("/auth/logout")
            let answer = await service.call(
                operation.method, operation.target(names), operation.body(names),
                as: isNewcomers ? newcomer : identity(operation.caller))
            answers.append((operation, answer))
            if operation.path.hasSuffix("/auth/login") {
                newcomer = .agent(try #require(try answer.object["access_token"] as? String))
            }
        }
        return answers
    }
}
