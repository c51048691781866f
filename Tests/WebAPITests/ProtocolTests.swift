import Foundation
import Testing
import WebAPI

/// The samples of `docs/protocol.md` are what the server gives.
@Suite(.timeLimit(.minutes(1))) struct ProtocolTests {
    /// A fenced block of JSON, with the mark above it: `answer: GET /health`, `problem: 422 invalid`, `frame: ack`.
    private struct Sample {
        let line: Int
        let mark: (kind: String, name: String)?
        let json: String

        func value() throws -> Any {
            try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        }
    }

    private func samples() throws -> [Sample] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.deletingLastPathComponent().appendingPathComponent("docs/protocol.md")
        var samples: [Sample] = []
        var before = ""
        var block: [String]?
        for (number, line) in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n").enumerated() {
            if line == "```json" {
                block = []
            } else if line == "```", let lines = block {
                let mark = before.wholeMatch(of: /<!-- (\w+): (.+) -->/).map { (String($0.1), String($0.2)) }
                samples.append(
                    Sample(line: number - lines.count, mark: mark, json: lines.joined(separator: "\n")))
                block = nil
            } else if block != nil {
                block?.append(line)
                continue
            }
            if block == nil { before = line }
        }
        return samples
    }

    @Test func everySampleIsJSON() throws {
        let samples = try samples()
        #expect(samples.count > 40)
        for sample in samples { #expect(throws: Never.self, "line \(sample.line)") { try sample.value() } }
    }

    @Test func everyMarkIsKnown() throws {
        for sample in try samples() {
            guard let mark = sample.mark else { continue }
            #expect(["answer", "problem", "frame"].contains(mark.kind), "line \(sample.line)")
        }
    }

    @Test func everyAnswerHasTheFieldsThatTheServerGives() async throws {
        let service = try Service()
        let contract = try await Contract(service)
        let life = try await Cast(service).life()
        for sample in try samples() {
            guard let mark = sample.mark, mark.kind == "answer" else { continue }
            let (operation, answer) = try #require(
                life.first { "\($0.0.method) \($0.0.path)" == mark.name }, "line \(sample.line): \(mark.name)")
            let contents = try #require(contract.operation(operation.method, operation.path))
            let shown = Answer(
                status: answer.status, fields: [("Content-Type", "application/json")], body: Array(sample.json.utf8))
            #expect(contract.breaches(shown, of: contents) == [], "line \(sample.line)")
        }
        // What stands deeper than the contract looks: no name in a sample that the server does not use.
        let given = try life.reduce(into: Set<String>()) { names, call in
            guard call.1["Content-Type"] == "application/json" else { return }
            names.formUnion(self.names(in: try call.1.json))
        }
        for sample in try samples() where sample.mark?.kind == "answer" {
            let unknown = names(in: try sample.value()).subtracting(given)
            #expect(unknown == [], "line \(sample.line)")
        }
    }

    /// The names of all fields, however deep.
    private func names(in value: Any) -> Set<String> {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: Set(object.keys)) { $0.formUnion(names(in: $1.value)) }
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(names(in: $1)) }
        default: []
        }
    }

    @Test func everyProblemIsOneOfTheServers() async throws {
        let contract = try await Contract(try Service())
        for sample in try samples() {
            guard let mark = sample.mark, mark.kind == "problem" else { continue }
            let value = try sample.value()
            #expect(contract.breaches(value, of: "Problem") == [], "line \(sample.line)")
            let problem = try #require(value as? [String: Any])
            let (status, code) = (problem["status"] as? Int, try #require(problem["code"] as? String))
            #expect("\(status ?? 0) \(code)" == mark.name, "line \(sample.line)")
            #expect(Problem.Code(rawValue: code) != nil, "line \(sample.line)")
        }
    }

    @Test func everyFrameHasTheFieldsOfItsKind() async throws {
        let contract = try await Contract(try Service())
        let payloads: [String: Set<String>] = [
            "system.connected": ["role", "channels"], "system.resumed": ["conversation_id", "up_to"],
            "system.error": ["code", "detail", "client_message_id"], "system.goodbye": ["reconnect_after_ms"],
            "ack": ["client_message_id", "seq"], "message.created": ["conversation_id", "message"],
            "conversation.updated": ["conversation"], "agent.assigned": ["conversation", "agent"],
            "chat.closed": ["conversation", "closed_by", "reason"],
            "message.read": ["conversation_id", "reader", "up_to"], "queue.created": ["conversation"],
            "queue.claimed": ["conversation_id", "agent"],
            "queue.position": ["conversation_id", "queue_position", "expected_wait_seconds"],
            "agent.presence.changed": ["agent"],
            "customer.updated": ["conversation_id", "customer"],
            "customer.presence.changed": ["conversation_id", "online"],
            "agent.typing": ["conversation_id", "is_typing", "display_name"],
            "conversation.viewers": ["conversation_id", "agents"],
            "customer.typing": ["conversation_id", "is_typing"], "announcement.created": ["content"],
        ]
        let numbered: Set = [
            "message.created", "conversation.updated", "agent.assigned", "chat.closed", "message.read",
        ]
        for sample in try samples() {
            guard let mark = sample.mark, mark.kind == "frame" else { continue }
            let frame = try #require(try sample.value() as? [String: Any])
            #expect(frame["event"] as? String == mark.name, "line \(sample.line)")
            let numbers: Set<String> = numbered.contains(mark.name) ? ["seq", "previous_seq"] : []
            #expect(
                Set(frame.keys) == numbers.union(["event", "channel", "payload", "sent_at"]), "line \(sample.line)")
            let payload = try #require(frame["payload"] as? [String: Any])
            #expect(Set(payload.keys) == payloads[mark.name], "line \(sample.line)")
            if let message = payload["message"] {
                #expect(contract.breaches(message, of: "Message") == [], "line \(sample.line)")
            }
            if let conversation = payload["conversation"] as? [String: Any] {
                let view = conversation["customer"] == nil ? "Conversation" : "AgentView"
                #expect(contract.breaches(conversation, of: view) == [], "line \(sample.line)")
            }
        }
    }
}
