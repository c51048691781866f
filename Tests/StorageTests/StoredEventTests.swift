import BotFlow
import Foundation
import Storage
import Testing

/// What is on disks out there must be readable for ever: the files in `Stored` are added, never edited.
struct StoredEventTests {
    @Test(arguments: try StoredFile.all())
    func aStoredEventMeansWhatItMeant(file: StoredFile) throws {
        let event = try file.stored.event(in: .default)
        #expect(String(describing: Shown(event)) == file.meaning)
        #expect(StoredEvent(event) == file.stored)
    }

    @Test func everyKindHasAFile() throws {
        let kinds = Set(try StoredFile.all().map(\.stored.kind))
        #expect(kinds.count == 20)
    }

    @Test(arguments: [
        StoredEvent(kind: "sang", sender: nil, isForCustomer: true, body: "{}"),
        StoredEvent(kind: "", sender: nil, isForCustomer: true, body: "{}"),
        StoredEvent(kind: "handedBack", sender: nil, isForCustomer: true, body: "{}"),
        StoredEvent(kind: "claimed", sender: nil, isForCustomer: true, body: "{}"),
        StoredEvent(kind: "claimed", sender: nil, isForCustomer: true, body: "{"),
        StoredEvent(kind: "claimed", sender: nil, isForCustomer: true, body: ""),
        StoredEvent(kind: "claimed", sender: nil, isForCustomer: true, body: "[]"),
        StoredEvent(kind: "claimed", sender: nil, isForCustomer: true, body: #"{"agent":{"id":"1","name":"A"}}"#),
        StoredEvent(kind: "claimed", sender: nil, isForCustomer: true, body: #"{"agent":7}"#),
        StoredEvent(kind: "started", sender: nil, isForCustomer: true, body: "{}"),
        StoredEvent(kind: "answered", sender: "bot", isForCustomer: true, body: "{}", words: "x"),
        StoredEvent(kind: "picked", sender: "customer", isForCustomer: true, body: "{}", words: "x"),
        StoredEvent(kind: "rated", sender: nil, isForCustomer: true, body: #"{"score":0}"#),
        StoredEvent(kind: "rated", sender: nil, isForCustomer: true, body: #"{"score":6}"#),
        StoredEvent(kind: "rated", sender: nil, isForCustomer: true, body: #"{"score":1e99}"#),
        StoredEvent(kind: "read", sender: nil, isForCustomer: false, body: #"{"reader":"cat","up_to":1}"#),
        StoredEvent(kind: "judged", sender: nil, isForCustomer: false, body: #"{"message":3}"#),
        StoredEvent(kind: "closed", sender: nil, isForCustomer: true, body: #"{"closer":"agent"}"#),
        StoredEvent(
            kind: "escalated", sender: nil, isForCustomer: true, body: #"{"reason":"entry","priority":0,"tried":[]}"#),
        StoredEvent(
            kind: "escalated", sender: nil, isForCustomer: true, body: #"{"reason":"bored","priority":0,"tried":[]}"#),
        StoredEvent(
            kind: "escalated", sender: nil, isForCustomer: true,
            body: #"{"reason":"asked","priority":99999999999999999999,"tried":[]}"#),
        StoredEvent(kind: "said", sender: "agent", isForCustomer: true, body: "{}", words: "x"),
        StoredEvent(kind: "noted", sender: "system", isForCustomer: true, body: "{}", words: "x"),
    ])
    func whatIsNoEventIsRefusedAndNeverGuessed(stored: StoredEvent) {
        #expect(throws: StoredEvent.Unreadable.self) { try stored.event(in: .default) }
    }

    @Test func aRefusalQuotesNothingOfTheBody() throws {
        let stored = StoredEvent(
            kind: "rated", sender: nil, isForCustomer: true, body: #"{"score":9,"x":"secret"}"#, words: "secret")
        let error = #expect(throws: StoredEvent.Unreadable.self) { try stored.event(in: .default) }
        #expect(error?.why.contains("secret") == false)
    }

    @Test func erasedRowsKeepNumbersAndKindsAndNoWords() throws {
        for file in try StoredFile.all() {
            var stored = file.stored
            (stored.words, stored.rich, stored.trace) = (nil, nil, nil)
            let event = try stored.event(in: .default)
            #expect(StoredEvent(event).kind == file.stored.kind)
        }
    }
}

/// One row of the log as a file of its own, with what it means.
struct StoredFile: CustomTestStringConvertible, Sendable {
    let name: String
    let stored: StoredEvent
    let meaning: String

    var testDescription: String { name }

    private struct Contents: Codable {
        var kind: String
        var sender: String?
        var isForCustomer: Bool
        var body: String
        var words: String?
        var rich: String?
        var trace: String?
        var meaning: String

        enum CodingKeys: String, CodingKey {
            case kind, sender, body, words, rich, trace, meaning
            case isForCustomer = "for_customer"
        }
    }

    static func all() throws -> [StoredFile] {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Stored")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
            .map { url in
                let file = try JSONDecoder().decode(Contents.self, from: Data(contentsOf: url))
                return StoredFile(
                    name: url.deletingPathExtension().lastPathComponent,
                    stored: StoredEvent(
                        kind: file.kind, sender: file.sender, isForCustomer: file.isForCustomer, body: file.body,
                        words: file.words, rich: file.rich, trace: file.trace),
                    meaning: file.meaning)
            }
    }
}

/// An event in one line, with every fact it holds and independent of its coding.
struct Shown: CustomStringConvertible {
    let description: String

    init(_ event: Event) {
        description =
            switch event {
            case .started(let start):
                "started in \(start.workspace.name) by \(start.customer) locale \(start.locale ?? "-") page \(start.page ?? "-")"
            case .greeted(let message): "greeted: \(Self.show(message))"
            case .said(let words): "said: \(words)"
            case .picked(let choice): "picked \(choice.slug): \(choice.question)"
            case .answered(let message): "answered: \(Self.show(message))"
            case .askedBack(let message): "asked back: \(Self.show(message))"
            case .missed(let message): "missed: \(Self.show(message))"
            case .escalated(let escalation):
                "escalated for \(escalation.reason) priority \(escalation.priority) message "
                    + "\(escalation.message ?? 0) tried \(escalation.tried): \(escalation.remark ?? "-")"
            case .told(let words): "told: \(words)"
            case .claimed(let agent): "claimed by \(Self.show(agent))"
            case .replied(let agent, let words): "replied by \(Self.show(agent)): \(words)"
            case .noted(let agent, let words): "noted by \(agent.map(Self.show) ?? "-"): \(words)"
            case .released(let agent): "released by \(agent.map(Self.show) ?? "-")"
            case .transferred(let colleague, let agent): "transferred to \(Self.show(colleague)) by \(Self.show(agent))"
            case .handedBack(let agent): "handed back by \(Self.show(agent))"
            case .closed(.agent(let agent), let reason): "closed by \(Self.show(agent)): \(reason ?? "-")"
            case .closed(let closer, let reason): "closed by \(closer): \(reason ?? "-")"
            case .rated(let rating): "rated \(rating.score): \(rating.comment ?? "-")"
            case .read(.customer, let upTo): "read by customer up to \(upTo)"
            case .read(.agent(let agent), let upTo): "read by \(Self.show(agent)) up to \(upTo)"
            case .judged(let message, let helpful): "judged \(message) \(helpful ? "helpful" : "unhelpful")"
            case .erased: "erased"
            }
    }

    private static func show(_ agent: Agent) -> String { "\(agent.displayName) (\(agent.id))" }

    private static func show(_ message: BotMessage) -> String {
        let choices = message.quickReplies.map { "\($0.slug)=\($0.question)" }.joined(separator: ",")
        let slugs = message.slugs.isEmpty ? "-" : message.slugs.joined(separator: " and ")
        let why = message.why.map { " | why \($0)" } ?? ""
        return "\(message.text) | rich \(message.rich ?? "-") | slug \(slugs) | choices \(choices) | "
            + "person \(message.offersPerson) | edition \(message.edition) | trace \(message.trace ?? "-")\(why)"
    }
}
