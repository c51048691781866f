import AgentDesk
package import BotFlow
import FAQ
import JSON
import Switchboard
package import WebServer

/// What a stranger may read of an error: RFC 9457 problem details.
///
/// ``init(_:now:)`` is the only place where an error becomes one.
package struct Problem: Error {
    package let status: Int
    /// Stable, for programs; listed in the OpenAPI document.
    package let code: Code
    /// A sentence a person can act on.
    package let detail: String
    var headers: [(String, String)] = []
    /// What is wrong with which part of the body: JSON pointers (RFC 6901) with a sentence each.
    package var errors: [(pointer: String, detail: String)] = []
    var claim: Claim?
    /// Files as they are now, which are not what the caller read; nil is a file that is gone.
    var files: [(path: String, present: SourceFile?)] = []
    /// Why a folder cannot be used.
    var diagnostics: [Diagnostic] = []

    package enum Code: String, CaseIterable, Sendable {
        case malformed
        case unauthenticated
        case wrongCredentials = "wrong_credentials"
        case forbidden
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case conversationClosed = "conversation_closed"
        case withAgent = "with_agent"
        case notEscalated = "not_escalated"
        case notClaimed = "not_claimed"
        case claimedByAnother = "claimed_by_another"
        case stillOpen = "still_open"
        case usernameTaken = "username_taken"
        case shortcutTaken = "shortcut_taken"
        case colleagueUnavailable = "colleague_unavailable"
        case keyReused = "key_reused"
        case faqChanged = "faq_changed"
        case faqInvalid = "faq_invalid"
        case invalid
        case unsupportedMediaType = "unsupported_media_type"
        case tooManyRequests = "too_many_requests"
        case overloaded
        case storeUnavailable = "store_unavailable"
        case upgradeRequired = "upgrade_required"
        case originNotAllowed = "origin_not_allowed"
        case bodyTooLarge = "body_too_large"
        case headTooLarge = "head_too_large"
        case targetTooLong = "target_too_long"
        case requestTimeout = "request_timeout"
        case expectationFailed = "expectation_failed"
        case notImplemented = "not_implemented"
        case versionNotSupported = "version_not_supported"
        case tooManyConnections = "too_many_connections"
        case `internal`
    }

    init(_ status: Int, _ code: Code, _ detail: String, headers: [(String, String)] = []) {
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers
    }

    /// 422: understood, but this part of the body is not as it must be.
    init(invalid pointer: String, _ detail: String) {
        self.init(
            422, .invalid, "The request was understood, but \(pointer.isEmpty ? "its body" : pointer) is not valid.")
        errors = [(pointer, detail)]
    }

    /// What an error means to whoever asked; anything unforeseen is `internal`, and the log has the rest.
    package init(_ error: any Error, now: Moment) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self.init(refusal, now: now)
        case let denial as Denial: self.init(denial)
        case let refusal as FolderRefusal: self.init(refusal)
        case is BadCursor: self.init(400, .malformed, "“after” is not a place that a list gave out. Begin without it.")
        default:
            self.init(
                500, .internal,
                "Something went wrong on our side. Please try again; the request id finds it in the log.")
        }
    }

    private init(_ refusal: Refusal, now: Moment) {
        switch refusal {
        case .conversationClosed:
            self.init(409, .conversationClosed, "This conversation is closed. Start a new one to go on.")
        case .withAgent:
            self.init(
                409, .withAgent, "A person was asked for, so the bot no longer answers here. Write a message instead.")
        case .notEscalated:
            self.init(409, .notEscalated, "The bot has this conversation. Claim it first.")
        case .notClaimed:
            self.init(409, .notClaimed, "Nobody has claimed this conversation yet.")
        case .claimedByAnother(let claim):
            let ago = Self.words(for: now.since(claim.since))
            self.init(409, .claimedByAnother, "\(claim.by.displayName) took this conversation \(ago).")
            self.claim = claim
        case .stillOpen:
            self.init(409, .stillOpen, "A conversation with a person can be rated once it is closed.")
        case .supervisorOnly:
            self.init(403, .forbidden, "Only a supervisor may do this with a conversation that is not theirs.")
        case .noSuchMessage:
            self.init(404, .notFound, "There is no such message in this conversation.")
        case .notSaidYet(let lastSeq):
            self.init(invalid: "/seq", "The newest event has the number \(lastSeq).")
        }
    }

    private init(_ refusal: FolderRefusal) {
        switch refusal {
        case .changed(let files):
            let names = files.prefix(3).map(\.path).joined(separator: ", ")
            self.init(
                409, .faqChanged,
                "Somebody changed \(names) since you read it. Look at what is there now and publish again.")
            self.files = files
        case .broken(let diagnostics):
            let errors = diagnostics.count { $0.severity == .error }
            self.init(
                422, .faqInvalid,
                "The folder would have \(errors == 1 ? "an error" : "\(errors) errors"), so nothing was changed.")
            self.diagnostics = diagnostics
        case .nothingLeft:
            self.init(invalid: "/files", "One entry has to stay.")
        case .notRead(let cause):
            self.init(
                503, .storeUnavailable, "The folder cannot be read. \(cause). Nothing was changed.",
                headers: [("Retry-After", "5")])
        case .notWritten:
            self.init(
                503, .storeUnavailable, "The folder does not take writes now. Nothing was changed; try again.",
                headers: [("Retry-After", "5")])
        }
    }

    private init(_ denial: Denial) {
        switch denial {
        case .notFound:
            self = .notFound
        case .unauthenticated:
            self.init(
                401, .unauthenticated, "This needs a valid session or token. Start a conversation or log in again.",
                headers: [("WWW-Authenticate", "Bearer")])
        case .forbidden:
            self.init(403, .forbidden, "Your role may not do this. Ask an administrator if it should.")
        case .keyReused:
            self = Problem(
                invalid: "/client_message_id", "This id was used for a message with other contents. Use a new one."
            )
            .with(.keyReused)
        case .emailVerified:
            self.init(invalid: "/email", "The shop has verified another email. Only a signed one takes its place.")
        case .usernameTaken:
            self.init(409, .usernameTaken, "An account of this name exists already. Choose another.")
        case .shortcutTaken:
            self.init(409, .shortcutTaken, "A saved reply has this shortcut already. Choose another.")
        case .colleagueUnavailable:
            self.init(409, .colleagueUnavailable, "This colleague cannot take conversations. Choose another.")
        case .overloaded:
            self.init(
                503, .overloaded, "Too much is waiting. Nothing was done; try again in a moment.",
                headers: [("Retry-After", "1")])
        case .storeUnavailable:
            self.init(
                503, .storeUnavailable, "The disk does not take writes now. Send the same again in a moment.",
                headers: [("Retry-After", "2")])
        }
    }

    private func with(_ code: Code) -> Problem {
        var problem = Problem(status, code, detail, headers: headers)
        problem.errors = errors
        return problem
    }

    static let notFound = Problem(404, .notFound, "There is nothing here, or nothing that is yours to see.")

    /// `2 seconds ago`, `5 minutes ago`.
    private static func words(for duration: Duration) -> String {
        let seconds = max(0, duration.milliseconds / 1000)
        switch seconds {
        case 0: return "just now"
        case 1: return "1 second ago"
        case ..<60: return "\(seconds) seconds ago"
        case ..<120: return "1 minute ago"
        case ..<3600: return "\(seconds / 60) minutes ago"
        case ..<7200: return "1 hour ago"
        default: return "\(seconds / 3600) hours ago"
        }
    }

    package func response(requestID: String) -> Response {
        let body = JSONWriter.object { object in
            object.member("type", "about:blank")
            object.member("title", Self.titles[status] ?? "Error")
            object.member("status", status)
            object.member("code", code.rawValue)
            object.member("detail", detail)
            object.member("request_id", requestID)
            if !errors.isEmpty {
                object.member(
                    "errors",
                    array: { list in
                        for (pointer, detail) in errors {
                            list.object {
                                $0.member("pointer", pointer)
                                $0.member("detail", detail)
                            }
                        }
                    })
            }
            if !files.isEmpty {
                object.member(
                    "files",
                    array: { list in
                        for (path, present) in files {
                            list.object {
                                $0.member("path", path)
                                $0.member("version", present?.version)
                                $0.member("text", present.map { String(decoding: $0.bytes, as: UTF8.self) })
                            }
                        }
                    })
            }
            if !diagnostics.isEmpty { object.member("diagnostics", diagnostics) }
            if let claim {
                object.member("claimed_by", object: { $0.identify(claim.by) })
                object.member("claimed_at", claim.since.description)
            }
        }
        return Response(
            status: status,
            headers: [("Content-Type", "application/problem+json"), ("X-Request-Id", requestID)] + headers, body: body)
    }

    private static let titles: [Int: String] = [
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        408: "Request Timeout", 409: "Conflict", 411: "Length Required", 413: "Content Too Large",
        414: "URI Too Long", 415: "Unsupported Media Type", 417: "Expectation Failed", 422: "Unprocessable Content",
        426: "Upgrade Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
        500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable",
        505: "HTTP Version Not Supported",
    ]
}
