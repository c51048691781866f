import BotFlow
import JSON
import Switchboard
import WebServer

enum TranscriptFormat: String, CaseIterable {
    case text
    case json
    case html
}

/// A conversation to keep: every message one side may see, in order.
struct Transcript {
    let excerpt: Excerpt
    let side: Side

    private var listing: Listing { excerpt.listing }
    private var messages: [Recorded] { excerpt.events.filter { $0.event.isMessage } }
    private var id: ConversationID { listing.conversation.id }

    func response(_ format: TranscriptFormat) -> Response {
        switch format {
        case .text:
            return file("txt", "text/plain; charset=utf-8", Array(text.utf8))
        case .html:
            return file("html", "text/html; charset=utf-8", Array(html.utf8))
        case .json:
            return file("json", "application/json", json)
        }
    }

    private func file(_ ending: String, _ type: String, _ bytes: [UInt8]) -> Response {
        Response(
            status: 200,
            headers: [
                ("Content-Type", type),
                ("Content-Disposition", "attachment; filename=\"conversation-\(id).\(ending)\""),
                ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
                ("Content-Security-Policy", "default-src 'none'"),
            ], body: bytes)
    }

    private var text: String {
        let head = "Conversation \(id)\nBegun \(listing.conversation.createdAt)\n\n"
        return head + messages.map { "[\($0.at)] \(name(of: $0.event)): \($0.event.words ?? "")\n" }.joined()
    }

    private var json: [UInt8] {
        JSONWriter.object { object in
            object.member("conversation_id", id.description)
            object.member("created_at", listing.conversation.createdAt.description)
            object.member("status", listing.conversation.phase.status)
            object.messages(of: excerpt, for: side)
        }
    }

    private var html: String {
        let rows = messages.map {
            "<p><small>\($0.at)</small> <strong>\(Self.escaped(name(of: $0.event)))</strong><br>"
                + Self.escaped($0.event.words ?? "") + "</p>\n"
        }
        return "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Conversation \(id)</title>\n"
            + "<h1>Conversation \(id)</h1>\n\(rows.joined())</html>\n"
    }

    private func name(of event: Event) -> String {
        switch event.sender {
        case .customer: side == .customer ? "You" : listing.customer.name ?? "Customer"
        case .bot: "Assistant"
        case .agent: (event.writer?.displayName ?? "Agent") + (event.isTalk ? "" : " (note)")
        case .system, nil: event.isTalk ? "Support" : "Support (note)"
        }
    }

    /// Scalar by scalar, because some letters make one `Character` with the `<` that follows them.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "<br>"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
