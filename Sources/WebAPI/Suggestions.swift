import AgentDesk
import BotFlow
import FAQ
import JSON
import Switchboard
import WebServer

/// Answers of the FAQ that somebody at the desk may send.
extension API {
    /// So many are a choice, and not a list.
    private static let suggestionLimit = 3

    func suggestions(_ call: Call) async throws -> Response {
        _ = try call.query()
        let (locale, newest) = try await readConversation(call) { archive, listing in
            let conversation = listing.conversation
            let newest = try archive.events(
                of: conversation.id, after: conversation.lastFromCustomer - 1, limit: 1, visibleTo: .agents,
                messagesOnly: true
            ).first { $0.event.sender == .customer }
            return (conversation.locale, newest)
        }
        let edition = faq.edition
        // Nothing is suggested for words that were erased.
        let words = newest?.event.words.flatMap { $0.isEmpty ? nil : $0 }
        let suggestions = words.map { words in
            let day = edition.bot.day(at: call.now.milliseconds)
            let finding = edition.find(words, locale: locale, on: day)
            report(finding)
            return edition.suggestions(from: finding, locale: locale, on: day).prefix(Self.suggestionLimit)
        }
        return .json(
            JSONWriter.object { answer in
                answer.member("message_seq", words == nil ? nil : newest?.seq)
                answer.member("answer_above", edition.bot.ranker.answerAbove)
                answer.member(
                    "suggestions",
                    array: { list in for suggestion in suggestions ?? [] { list.suggestion(suggestion) } })
            })
    }

    func answers(_ call: Call) async throws -> Response {
        let query = try call.query("q", "lang", "limit")
        let limit = try Call.number(query, "limit", in: 1...50, default: 20)
        let words = query["q"] ?? ""
        guard words.unicodeScalars.count <= 200 else {
            throw Problem(400, .malformed, "“q” has at most 200 characters.")
        }
        let (edition, locale, now) = (faq.edition, query["lang"] ?? call.language, call.now)
        // Every title is looked at, so this is nothing for the loop.
        return try await read(call, as: .readConversations) { _, _ in
            let answers = edition.answers(with: words, locale: locale, on: edition.bot.day(at: now.milliseconds))
            return .json(
                JSONWriter.object { answer in
                    answer.member(
                        "items",
                        array: { list in for suggestion in answers.prefix(limit) { list.suggestion(suggestion) } })
                })
        }
    }
}

extension JSONWriter {
    fileprivate mutating func suggestion(_ suggestion: Suggestion) {
        object {
            $0.member("slug", suggestion.entry.slug)
            $0.member("title", suggestion.entry.question)
            $0.member("content", suggestion.entry.answer.text)
            $0.member("rich", raw: suggestion.entry.answer.rich)
            $0.member("score", suggestion.score)
        }
    }
}
