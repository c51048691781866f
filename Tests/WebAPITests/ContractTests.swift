import AgentDesk
import Testing
import WebAPI

/// The contract is what the server does: no operation unlisted, none listed that is not there, no answer unlike it.
@Suite(.timeLimit(.minutes(1))) struct ContractTests {
    @Test func theDocumentIsOpenAPI() async throws {
        let contract = try await Contract(try Service { $0.version = "1.2.3" })
        #expect(contract.document["openapi"] as? String == "3.1.0")
        let info = try #require(contract.document["info"] as? [String: Any])
        #expect(info["title"] as? String == "support-server")
        #expect(info["version"] as? String == "1.2.3")
        #expect(contract.document["x-problem-codes"] as? [String] == Problem.Code.allCases.map(\.rawValue))
        #expect(Set(Problem.Code.allCases.map(\.rawValue)).count == Problem.Code.allCases.count)
    }

    @Test func everyPromisedOperationStandsInTheDocumentWithItsParameters() async throws {
        let contract = try await Contract(try Service())
        for operation in Operation.all {
            let contents = contract.operation(operation.method, operation.path) ?? [:]
            #expect(!contents.isEmpty, "\(operation.method) \(operation.path)")
            let parameters = (contents["parameters"] as? [[String: Any]] ?? []).map { parameter in
                "\(parameter["in"] ?? "") \(parameter["name"] ?? "") \(parameter["required"] ?? "")"
            }
            let names = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                $0.dropFirst().dropLast()
            }
            // What a parameter of the path is called in the document is the document's own affair.
            #expect(parameters.count { $0.hasPrefix("path ") } == names.count)
            #expect(
                parameters.filter { $0.hasPrefix("query ") }.map { $0.split(separator: " ")[1] }.map(String.init)
                    == operation.query)
            let security = contents["security"] as? [[String: Any]] ?? []
            switch operation.caller {
            case .everybody: #expect(security.isEmpty)
            case .customer: #expect(security.map { Array($0.keys) } == [["customer"]])
            case .agent, .supervisor, .editor, .admin: #expect(security.map { Array($0.keys) } == [["agent"]])
            }
            #expect((contents["requestBody"] != nil) == takesBody(operation), "\(operation.method) \(operation.path)")
        }
    }

    /// Whether the operation takes a body at all, needed or not.
    private func takesBody(_ operation: Operation) -> Bool {
        !operation.body.isEmpty || operation.path.hasSuffix("/start")
            || operation.path.hasSuffix("/quick-replies/{slug}")
    }

    @Test func everyOperationOfTheDocumentIsAnsweredUnderItsName() async throws {
        let service = try Service()
        let contract = try await Contract(service)
        let names = contract.operations.compactMap { $0.contents["operationId"] as? String }
        #expect(names.count == contract.operations.count)
        #expect(Set(names).count == names.count)
        for operation in contract.operations {
            let path = operation.path.replacing(/\{\w+\}/, with: "x")
            _ = await service.call(operation.method, path)
        }
        let figures = try Prometheus.read(await service.call("GET", "/metrics").text)
        let counted = Set(
            figures.filter { $0.name == "support_http_requests_total" }.compactMap { $0.labels["operation"] })
        #expect(counted == Set(names))
    }

    @Test func noOperationAndNoSchemaStandsInTheDocumentTwice() async throws {
        let service = try Service()
        let text = await service.call("GET", "/openapi.json").text
        let contract = try await Contract(service)
        #expect(text.split(separator: "\"operationId\":").count - 1 == contract.operations.count)
        for path in Set(contract.operations.map(\.path)) { #expect(text.split(separator: "\"\(path)\":{").count == 2) }
        let components = try #require(contract.document["components"] as? [String: [String: Any]])
        for name in try #require(components["schemas"]).keys {
            #expect(text.split(separator: "\"\(name)\":{").count == 2, "\(name)")
        }
    }

    @Test func everyReferenceInTheDocumentLeadsSomewhere() async throws {
        let service = try Service()
        let contract = try await Contract(service)
        let components = contract.document["components"] as? [String: [String: Any]]
        let text = await service.call("GET", "/openapi.json").text
        let references = text.matches(of: /"\$ref":"#\/components\/schemas\/(\w+)"/).map { String($0.1) }
        #expect(!references.isEmpty)
        for name in references { #expect(components?["schemas"]?[name] != nil, "\(name)") }
    }

    @Test func thePageForPeopleNamesEveryOperation() async throws {
        let service = try Service()
        let page = await service.call("GET", "/docs")
        #expect(page["Content-Type"] == "text/html; charset=utf-8")
        for operation in try await Contract(service).operations where operation.path.hasPrefix("/api/") {
            #expect(page.text.contains("<b>\(operation.method)</b> <code>\(operation.path)"))
        }
    }

    @Test func everyAnswerIsAsTheDocumentSays() async throws {
        let service = try Service()
        let contract = try await Contract(service)
        for (operation, answer) in try await Cast(service).life() {
            let contents = try #require(contract.operation(operation.method, operation.path))
            // The new password ended the token that was to be logged out.
            let expected = operation.path.hasSuffix("/auth/logout") ? [401] : [200, 201, 204]
            #expect(expected.contains(answer.status), "\(operation.method) \(operation.path): \(answer.text)")
            #expect(contract.breaches(answer, of: contents) == [], "\(operation.method) \(operation.path)")
        }
    }
}
