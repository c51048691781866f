import AgentDesk
import BotFlow
import Sodium
import Switchboard
import WebServer

/// One request on its way through a route.
struct Call: Sendable {
    let request: Request
    /// What the answer and the log call the request.
    let id: String
    let parameters: [String]
    let address: String
    let now: Moment

    /// The conversation named in the path; a name that can be none is of one that does not exist.
    var conversation: ConversationID { parameters.first.flatMap { ConversationID($0) } ?? .none }

    /// Values of the query; refuses names that the route does not know, and one name twice.
    func query(_ names: String...) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for (name, value) in request.query {
            guard names.contains(name) else {
                let known = names.isEmpty ? "none" : names.joined(separator: ", ")
                throw Problem(400, .malformed, "There is no query parameter of this name here. Known: \(known).")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Problem(400, .malformed, "The query parameter “\(name)” stands twice.")
            }
        }
        return values
    }

    /// A number of the query within a range.
    static func number(
        _ values: [String: String], _ name: String, in range: ClosedRange<Int>, default: Int
    ) throws(Problem) -> Int {
        guard let text = values[name] else { return `default` }
        guard let number = Int(text), range.contains(number) else {
            throw Problem(
                400, .malformed, "“\(name)” is a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// One of a few words of the query.
    static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ values: [String: String], _ name: String
    ) throws(Problem) -> Word? {
        guard let text = values[name] else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(400, .malformed, "“\(name)” is one of \(known).")
        }
        return word
    }

    static func moment(_ values: [String: String], _ name: String, default: Moment) throws(Problem) -> Moment {
        guard let text = values[name] else { return `default` }
        guard let moment = Moment(text) else {
            throw Problem(400, .malformed, "“\(name)” is a time like 2026-03-01T09:30:00Z, or a date.")
        }
        return moment
    }

    /// The name under which this is to be done only once: of the body, else of the header.
    func deliveryKey(_ clientID: String?, sender: String, contents: String) throws(Problem) -> DeliveryKey? {
        guard let name = clientID ?? request.headers["Idempotency-Key"] else { return nil }
        return try Self.deliveryKey(name, sender: sender, contents: contents)
    }

    static func deliveryKey(_ name: String, sender: String, contents: String) throws(Problem) -> DeliveryKey {
        guard (1...128).contains(name.utf8.count), name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Problem(invalid: "/client_message_id", "Use 1 to 128 visible ASCII characters, a UUID for example.")
        }
        return DeliveryKey(
            sender: sender, name: name, fingerprint: SecretHash(fingerprint(of: Array(contents.utf8))))
    }

    /// The session of the header, hashed; 401 without one that can be.
    func session(adopting: Bool) throws -> SecretHash {
        guard let text = request.headers["X-Customer-Session-Id"],
            let hash = Self.hash(session: text, adopting: adopting)
        else { throw Denial.unauthenticated }
        return hash
    }

    /// The hash of a session id: of our own making, or, where clients may make them, 32 to 120 of `[A-Za-z0-9._-]`.
    static func hash(session text: String, adopting: Bool) -> SecretHash? {
        if let token = SecretToken(text) { return SecretHash(token.hash) }
        guard adopting, (32...120).contains(text.utf8.count), text.utf8.allSatisfy(isSessionCharacter) else {
            return nil
        }
        return SecretHash(fingerprint(of: Array(text.utf8)))
    }

    private static func isSessionCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The bearer token, hashed; 401 without one.
    func token() throws -> SecretHash {
        guard let field = request.headers["Authorization"], field.utf8.count > 7,
            field.prefix(7).lowercased() == "bearer ", let token = SecretToken(String(field.dropFirst(7)))
        else { throw Denial.unauthenticated }
        return SecretHash(token.hash)
    }

    /// The first language the customer's browser asks for.
    var language: String? {
        guard let field = request.headers["Accept-Language"] else { return nil }
        let tag = field.prefix { $0 != "," && $0 != ";" }.filter { $0 != " " }
        return tag.isEmpty || tag == "*" ? nil : String(tag.prefix(35))
    }
}

extension Response {
    static func json(_ bytes: [UInt8], status: Int = 200) -> Response {
        Response(
            status: status, headers: [("Content-Type", "application/json"), ("Cache-Control", "no-store")], body: bytes)
    }

    static let noContent = Response(status: 204)
}
