/// Why bytes are no request this server takes: the status and the words of the answer.
package struct ParseRefusal: Error, Equatable, Sendable {
    package let status: Int
    /// Stable, for programs.
    package let code: String
    /// A sentence for people.
    package let detail: String

    init(_ status: Int, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    static func malformed(_ detail: String) -> ParseRefusal {
        ParseRefusal(400, "malformed", detail)
    }

    static let bareLineFeed = malformed("A line must end with CR LF.")
    static let bodyTooLarge = ParseRefusal(413, "body_too_large", "The body is larger than this address takes.")
    static let headTooLarge = ParseRefusal(
        431, "head_too_large", "The header fields are larger than this server takes.")
    static let targetTooLong = ParseRefusal(414, "target_too_long", "The address is longer than this server takes.")
    static let headTimeout = ParseRefusal(
        408, "request_timeout", "The request's header fields took too long to arrive.")
    static let bodyTimeout = ParseRefusal(408, "request_timeout", "The request's body took too long to arrive.")
    static let tooManyConnections = ParseRefusal(
        503, "too_many_connections", "This server has as many connections as it takes; try again in a few seconds.")
}
