import AgentDesk
import BotFlow
import JSON
import Switchboard
import WebServer

/// What an agent's calls about conversations do; the routes to it are in `AgentRoutes.swift`.
extension API {
    // MARK: Reading

    /// Reads as an agent whose token still holds.
    func read<Answer: Sendable>(
        _ call: Call, as deed: Deed, _ body: @escaping @Sendable (any Archive, Account) throws -> Answer
    ) async throws -> Answer {
        let token = try call.token()
        let now = call.now
        return try await switchboard.read { archive in
            guard let account = try archive.account(of: token, at: now) else { throw Denial.unauthenticated }
            guard account.role.may(deed) else { throw Denial.forbidden(deed) }
            return try body(archive, account)
        }
    }

    /// Reads a conversation as an agent of its workspace.
    func readConversation<Answer: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (any Archive, Listing) throws -> Answer
    ) async throws -> Answer {
        let token = try call.token()
        let now = call.now
        let id = call.conversation
        return try await switchboard.read { archive in
            guard let account = try archive.account(of: token, at: now) else { throw Denial.unauthenticated }
            guard account.role.may(.readConversations) else { throw Denial.forbidden(.readConversations) }
            guard let listing = try archive.listing(id), listing.conversation.workspace == account.workspace
            else { throw Denial.notFound }
            return try body(archive, listing)
        }
    }

    func agentConversation(_ call: Call) async throws -> Response {
        _ = try call.query()
        let listing = try await readConversation(call) { _, listing in listing }
        return .json(Self.written { $0.conversation(agentView(of: listing)) })
    }

    func agentMessages(_ call: Call) async throws -> Response {
        let span = try Span(call)
        let excerpt = try await readConversation(call) { archive, listing in
            try span.read(from: archive, listing, visibleTo: .agents, messagesOnly: true)
        }
        return messagesAnswer(excerpt, next: span.next(excerpt.events))
    }

    private func messagesAnswer(_ excerpt: Excerpt, next: Int?) -> Response {
        .json(
            JSONWriter.object { answer in
                answer.member("conversation", raw: Self.written { $0.conversation(agentView(of: excerpt.listing)) })
                answer.messages(of: excerpt, for: .agents)
                answer.member("next_after", next)
            })
    }

    func agentEvents(_ call: Call) async throws -> Response {
        let span = try Span(call)
        let excerpt = try await readConversation(call) { archive, listing in
            try span.read(from: archive, listing, visibleTo: .agents, messagesOnly: false)
        }
        return eventsAnswer(excerpt, side: .agents, after: span.after)
    }

    func agentTranscript(_ call: Call) async throws -> Response {
        let format: TranscriptFormat = try Call.word(try call.query("format"), "format") ?? .text
        let excerpt = try await readConversation(call) { archive, listing in
            try archive.wholeExcerpt(of: listing, visibleTo: .agents)
        }
        return Transcript(excerpt: excerpt, side: .agents).response(format)
    }

    // MARK: Commands

    func perform(_ command: AgentCommand, _ call: Call, key: DeliveryKey? = nil) async throws -> Turn {
        let token = try call.token()
        return try await perform(command, in: call.conversation, token: token, key: key)
    }

    func perform(
        _ command: AgentCommand, in id: ConversationID, token: SecretHash, key: DeliveryKey?
    ) async throws -> Turn {
        let words = faq.bot.queueWords(at: now)
        return try await switchboard.perform(command, in: id, token: token, key: key, queueWords: words)
    }

    func conversationAnswer(_ turn: Turn) -> Response {
        .json(
            JSONWriter.object { answer in
                answer.member("conversation", raw: Self.written { $0.conversation(agentView(of: turn.listing)) })
            })
    }

    private func messageAnswer(_ turn: Turn, _ name: String, alone: Bool = false, where isIt: (Event) -> Bool)
        -> Response
    {
        let recorded = turn.events.first { isIt($0.event) }
        return .json(
            JSONWriter.object { answer in
                if !alone {
                    answer.member("conversation", raw: Self.written { $0.conversation(agentView(of: turn.listing)) })
                }
                if let recorded {
                    answer.member(
                        name,
                        raw: Self.written {
                            $0.message(recorded, in: turn.listing.conversation.id, for: .agents)
                        })
                } else {
                    answer.member(name, raw: nil)
                }
            })
    }

    private struct MessageBody: Decodable {
        var content: Words
        var clientMessageId: String?
    }

    func reply(_ call: Call) async throws -> Response {
        let (words, key) = try await writing(call, "reply")
        return messageAnswer(try await perform(.reply(words), call, key: key), "message") { $0.sender == .agent }
    }

    func note(_ call: Call) async throws -> Response {
        let (words, key) = try await writing(call, "note")
        return messageAnswer(try await perform(.note(words), call, key: key), "message", alone: true) { !$0.isTalk }
    }

    /// What an agent wrote, with the name under which it is to be written once: agents' names do not meet.
    private func writing(_ call: Call, _ kind: String) async throws -> (String, DeliveryKey?) {
        let account = try await read(call, as: .handleConversations) { _, account in account }
        let body = try Body.read(MessageBody.self, from: call.request)
        let words = try body.content.checked("/content")
        let key = try call.deliveryKey(
            body.clientMessageId, sender: account.id.description, contents: kind + " " + words)
        return (words, key)
    }

    private struct CloseBody: Decodable {
        var reason: Words?
    }

    func close(_ call: Call) async throws -> Response {
        let reason = try Body.readIfAny(CloseBody.self, from: call.request).reason?.checked("/reason", limit: 500)
        let turn = try await perform(.close(reason: reason), call)
        return messageAnswer(turn, "system_message") { $0.sender == .system }
    }

    private struct TransferBody: Decodable {
        var agentId: String
    }

    func transfer(_ call: Call) async throws -> Response {
        let token = try call.token()
        let id = call.conversation
        guard let colleague = AgentID(try Body.read(TransferBody.self, from: call.request).agentId) else {
            throw Denial.colleagueUnavailable
        }
        let words = faq.bot.queueWords(at: now)
        return conversationAnswer(
            try await switchboard.transfer(id, to: colleague, token: token, queueWords: words))
    }

    func claimNext(_ call: Call) async throws -> Response {
        let token = try call.token()
        guard let turn = try await switchboard.claimNext(token: token, queueWords: faq.bot.queueWords(at: now)) else {
            return .noContent
        }
        let excerpt = try await switchboard.read {
            try Span.first.read(from: $0, turn.listing, visibleTo: .agents, messagesOnly: true)
        }
        return messagesAnswer(excerpt, next: Span.first.next(excerpt.events))
    }

    func agentRead(_ call: Call) async throws -> Response {
        let seq = try Body.read(ReadBody.self, from: call.request).seq.value
        guard seq >= 0 else { throw Problem(invalid: "/seq", "Numbers begin at 1.") }
        _ = try await perform(.read(upTo: seq), call)
        return .noContent
    }

    func agentType(_ call: Call) async throws -> Response {
        let isTyping = try Body.read(TypingBody.self, from: call.request).isTyping
        let account = try await read(call, as: .handleConversations) { _, account in account }
        let id = try await readConversation(call) { _, listing in listing.conversation.id }
        tellTyping(in: id, isTyping, by: account.agent)
        return .noContent
    }
}
