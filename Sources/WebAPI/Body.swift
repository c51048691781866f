import BotFlow
import Foundation
import JSON
import WebServer

/// Reads the body of a request: strict UTF-8, JSON of at most 32 levels, an object.
package enum Body {
    package static let depth = 32

    /// Throws 415 for another type, 400 for what is no JSON, 422 with a pointer for what does not fit.
    static func read<Contents: Decodable>(_ type: Contents.Type, from request: Request) throws(Problem) -> Contents {
        guard !request.body.isEmpty else {
            throw Problem(400, .malformed, "This request needs a JSON body.")
        }
        return try decode(type, request.body, contentType: request.headers["Content-Type"])
    }

    /// The same, with an empty body standing for an empty object.
    static func readIfAny<Contents: Decodable>(
        _ type: Contents.Type, from request: Request
    ) throws(Problem) -> Contents {
        guard !request.body.isEmpty else { return try decode(type, Array("{}".utf8), contentType: nil) }
        return try decode(type, request.body, contentType: request.headers["Content-Type"])
    }

    /// A frame of a socket.
    package static func read<Contents: Decodable>(_ type: Contents.Type, text: String) throws(Problem) -> Contents {
        try decode(type, Array(text.utf8), contentType: nil)
    }

    private static func decode<Contents: Decodable>(
        _ type: Contents.Type, _ bytes: [UInt8], contentType: String?
    ) throws(Problem) -> Contents {
        if let contentType, contentType != "application/json" {
            let mediaType = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
            guard mediaType == "application/json" else {
                throw Problem(415, .unsupportedMediaType, "Send JSON, with “Content-Type: application/json”.")
            }
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem(400, .malformed, "The body is not valid UTF-8.")
        }
        do {
            // The decoder lets pass what has no field, and follows what is nested as deep as it goes.
            try JSONGrammar.check(bytes, depth: depth)
        } catch .tooDeep {
            throw Problem(400, .malformed, "The body is nested more than \(depth) levels deep.")
        } catch {
            throw Problem(400, .malformed, "The body is not valid JSON.")
        }
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw Problem(error)
        } catch {
            throw Problem(400, .malformed, "The body is not valid JSON.")
        }
    }
}

extension Problem {
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(invalid: Self.pointer(context.codingPath + [key]), "This field is needed.")
        case .typeMismatch(let type, let context):
            let isObject = context.codingPath.isEmpty
            self.init(
                invalid: Self.pointer(context.codingPath),
                isObject ? "A JSON object is expected." : "\(Self.name(of: type)) is expected.")
        case .valueNotFound(let type, let context):
            self.init(invalid: Self.pointer(context.codingPath), "\(Self.name(of: type)) is expected, not null.")
        case .dataCorrupted(let context):
            // The grammar is in order, so what has no place is a number that no Double can be.
            self.init(
                invalid: Self.pointer(context.codingPath),
                context.codingPath.isEmpty ? "A number in it is too large." : "This value cannot be used here.")
        @unknown default:
            self.init(400, .malformed, "The body is not valid JSON.")
        }
    }

    /// RFC 6901, with the names as they are on the wire.
    private static func pointer(_ path: [any CodingKey]) -> String {
        path.map { key in
            let name = key.stringValue.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
            return "/" + (key.intValue.map(String.init) ?? name).replacing("~", with: "~0").replacing("/", with: "~1")
        }.joined()
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "A text"
        case is Int.Type: "A whole number"
        case is Bool.Type: "true or false"
        default: "Another kind of value"
        }
    }
}

/// A whole number.
///
/// Read by way of a Double: of 4.5 in an Int's place JSONDecoder only says that it is no JSON, and not where.
struct Whole: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // What no Double can be is no whole number either.
        guard let value = (try? container.decode(Double.self)).flatMap(Int.init(exactly:)) else {
            throw DecodingError.typeMismatch(
                Int.self, DecodingError.Context(codingPath: container.codingPath, debugDescription: "not whole"))
        }
        self.value = value
    }
}

/// Somebody's text: trimmed, of 1 to `limit` characters, with no control character but newline and tab.
struct Words: Decodable {
    static let limit = 4000
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try container.decode(String.self)
    }

    /// Throws 422 naming `pointer`.
    func checked(_ pointer: String, limit: Int = Self.limit) throws(Problem) -> String {
        let text = trimmed
        guard !text.isEmpty else { throw Problem(invalid: pointer, "Write something: this is empty.") }
        guard text.unicodeScalars.count <= limit else {
            throw Problem(invalid: pointer, "At most \(limit) characters fit; this has \(text.unicodeScalars.count).")
        }
        guard !text.unicodeScalars.contains(where: Self.isControl) else {
            throw Problem(invalid: pointer, "Control characters other than newline and tab cannot be used.")
        }
        return text
    }

    /// Foundation's searching and trimming take microseconds, so only texts that have something to change go there.
    private var trimmed: String {
        let lines = text.utf8.contains(UInt8(ascii: "\r")) ? text.replacing("\r\n", with: "\n") : text
        let ink: ClosedRange<UInt8> = 0x21...0x7E
        if let first = lines.utf8.first, let last = lines.utf8.last, ink.contains(first), ink.contains(last) {
            return lines
        }
        return lines.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Of the general category Cc, which never grows, and neither newline nor tab.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F...0x9F: true
        default: false
        }
    }
}
