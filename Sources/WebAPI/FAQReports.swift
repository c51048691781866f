import AgentDesk
import BotFlow
import FAQ
import JSON
import Switchboard
import WebServer

/// What conversations tell of the FAQ: what was not known, how entries did, what a draft would change, why, and since
/// when.
extension API {
    /// Reads at length for somebody who may edit answers.
    private func study(
        _ call: Call, _ body: @escaping @Sendable (any Archive) throws -> Response
    ) async throws -> Response {
        _ = try await read(call, as: .editAnswers) { _, _ in }
        return try await switchboard.study(body)
    }

    func faqUnanswered(_ call: Call) async throws -> Response {
        let query = try call.query("since", "limit")
        let (now, workspace, edition) = (call.now, settings.workspace, faq.edition)
        let from = try Since.read(query, default: 30, now: now)
        let limit = try Call.number(query, "limit", in: 1...200, default: 50)
        return try await study(call) { archive in
            let tally = try MissTally(from: from, to: now, in: workspace, of: archive)
            let day = edition.bot.day(at: now.milliseconds)
            let unanswered = Unanswered(tally, in: edition, on: day, limit: limit)
            return .json(JSONWriter.object { $0.members(of: unanswered) })
        }
    }

    func faqReport(_ call: Call) async throws -> Response {
        let (now, workspace, edition) = (call.now, settings.workspace, faq.edition)
        let from = try Since.read(try call.query("since"), default: 30, now: now)
        return try await study(call) { archive in
            let tally = try FAQTally(from: from, to: now, in: workspace, of: archive)
            let report = FAQReport(tally, of: edition, on: edition.bot.day(at: now.milliseconds))
            return .json(JSONWriter.object { $0.members(of: report) })
        }
    }

    private struct ComparisonBody: Decodable {
        var files: [FileBody]
        var since: String?
        var limit: Whole?
    }

    func diffFAQ(_ call: Call) async throws -> Response {
        _ = try call.query()
        let (now, workspace, live) = (call.now, settings.workspace, faq.edition)
        let (draft, from, limit) = try await edit(call) { bench in
            let body = try Body.read(ComparisonBody.self, from: call.request)
            let from = try body.since.map { try Since.read($0, now: now) } ?? now.advanced(by: .seconds(-90 * 86_400))
            let limit = body.limit?.value ?? 5_000
            guard (1...50_000).contains(limit) else {
                throw Problem(invalid: "/limit", "Use a number of messages from 1 to 50000.")
            }
            return (try bench.edition(with: FileBody.texts(of: body.files)), from, limit)
        }
        return try await switchboard.study { archive in
            var messages: [EditionDiff.Message] = []
            try archive.customerMessages(in: workspace, from: from, limit: limit) {
                messages.append(EditionDiff.Message($0))
            }
            let diff = EditionDiff(
                old: live, new: draft, messages: messages, on: draft.bot.day(at: now.milliseconds))
            return .json(Array(diff.json().utf8))
        }
    }

    func faqWhy(_ call: Call) async throws -> Response {
        let query = try call.query("conversation_id", "seq")
        let seq = try Call.number(query, "seq", in: 1...Int(Int32.max), default: 0)
        guard seq > 0, let id = query["conversation_id"].flatMap({ ConversationID($0) }) else {
            throw Problem(400, .malformed, "“conversation_id” and “seq” name a message of the bot.")
        }
        let live = faq.edition.version
        let message: BotMessage = try await read(call, as: .editAnswers) { archive, account in
            guard let listing = try archive.listing(id), listing.conversation.workspace == account.workspace,
                let recorded = try archive.events(
                    of: id, after: seq - 1, limit: 1, visibleTo: .agents, messagesOnly: false
                ).first, recorded.seq == seq, let message = recorded.event.botMessage
            else { throw Denial.notFound }
            return message
        }
        return .json(
            JSONWriter.object { answer in
                answer.member("conversation_id", id.description)
                answer.member("seq", seq)
                answer.member("version", message.edition)
                answer.member("is_live", message.edition == live)
                answer.member("slugs", strings: message.slugs)
                answer.member("content", message.text)
                answer.member("why", message.why)
                answer.member("trace", raw: message.trace)
            })
    }

    func faqHistory(_ call: Call) async throws -> Response {
        let query = try call.query("after", "limit")
        let limit = try Call.number(query, "limit", in: 1...100, default: 50)
        let after = try query["after"].map { _ in try Call.number(query, "after", in: 1...Int.max, default: 1) }
        let editions = try await read(call, as: .editAnswers) { archive, account in
            try archive.editions(in: account.workspace, before: after, limit: limit)
        }
        return .json(
            JSONWriter.object { answer in
                answer.member(
                    "items",
                    array: { list in
                        for (_, edition) in editions { list.object { $0.members(of: edition) } }
                    })
                answer.member("next_after", editions.count == limit ? editions.last?.number : nil)
            })
    }
}

extension JSONWriter {
    fileprivate mutating func members(of edition: PublishedEdition) {
        member("version", edition.version)
        member("at", edition.at.description)
        if let editor = edition.by {
            member("by", object: { $0.identify(editor) })
        } else {
            member("by", raw: nil)
        }
        member("message", edition.message)
        member("files", array: { list in for change in edition.changes { list.object { $0.members(of: change) } } })
    }
}
