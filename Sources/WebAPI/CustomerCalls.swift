import BotFlow
import JSON
import Sodium
import Switchboard
import WebServer

/// What a customer's calls do; the routes to it are in `CustomerRoutes.swift`.
extension API {
    // MARK: Beginning

    func quickQuestions(_ call: Call) throws -> Response {
        let locale = try call.query("lang")["lang"] ?? call.language
        var writer = JSONWriter()
        writer.array { $0.quickReplies(faq.bot.openingReplies(locale: locale, at: call.now)) }
        return .json(writer.bytes)
    }

    private struct StartBody: Decodable {
        var customerSessionId: String?
        var forceNew: Bool?
        var locale: Words?
        var page: Words?
        var profile: ProfileBody?
    }

    func start(_ call: Call) async throws -> Response {
        let body = try Body.readIfAny(StartBody.self, from: call.request)
        let claimed = body.customerSessionId ?? call.request.headers["X-Customer-Session-Id"]
        let known = claimed.flatMap { Call.hash(session: $0, adopting: settings.adoptsSessionIDs) }
        try limit(.start, call, session: known)
        let fresh = SecretToken()
        // A client's own id is taken into use only where the operator says so.
        let adopted = settings.adoptsSessionIDs ? known : nil
        let locale = try body.locale?.checked("/locale", limit: 35) ?? call.language
        let bot = faq.bot
        let arrival = Switchboard.Arrival(
            session: known, newSession: adopted ?? SecretHash(fresh.hash), forcesNew: body.forceNew ?? false,
            workspace: settings.workspace, locale: locale, page: try body.page?.checked("/page", limit: 2000),
            profile: try body.profile?.checked("/profile", secret: settings.identitySecret) ?? Profile(),
            greeting: bot.greeting(locale: locale, at: call.now), queueWords: bot.queueWords(at: call.now))
        let welcome = try await switchboard.start(arrival)
        let id = welcome.listing.conversation.id
        locales.remember(welcome.listing.conversation.locale, of: id)
        let (workspace, attendance) = (settings.workspace, switchboard.attendance)
        let (excerpt, online) = try await switchboard.read {
            (
                try Span.first.read(from: $0, welcome.listing, visibleTo: .customer, messagesOnly: true),
                try $0.agentsOnline(in: workspace, seenBy: attendance, at: call.now)
            )
        }
        let session = welcome.usesNewSession && adopted == nil ? fresh.text : claimed
        return .json(
            JSONWriter.object { answer in
                var view = view(of: welcome.listing)
                view.session = session
                answer.member("conversation", raw: Self.written { $0.conversation(view) })
                answer.member(
                    "availability",
                    raw: Self.written { $0.availability(availability(agentsOnline: online, at: call.now)) })
                answer.member(
                    "quick_questions",
                    array: {
                        $0.quickReplies(bot.openingReplies(locale: welcome.listing.conversation.locale, at: call.now))
                    })
                answer.messages(of: excerpt, for: .customer)
                answer.member("show_talk_to_agent", welcome.listing.conversation.phase.status == "automated")
            })
    }

    // MARK: Reading

    /// Reads in a conversation of the caller's; anybody else's is 404.
    private func read<Answer: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (any Archive, Listing) throws -> Answer
    ) async throws -> Answer {
        let id = call.conversation
        let session = try call.session(adopting: settings.adoptsSessionIDs)
        return try await switchboard.read { archive in
            guard let customer = try archive.customer(of: session) else { throw Denial.unauthenticated }
            guard let listing = try archive.listing(id, of: customer.id), listing.conversation.isOpen(to: customer)
            else { throw Denial.notFound }
            return try body(archive, listing)
        }
    }

    func conversation(_ call: Call) async throws -> Response {
        _ = try call.query()
        let listing = try await read(call) { _, listing in listing }
        return .json(Self.written { $0.conversation(view(of: listing)) })
    }

    func messages(_ call: Call) async throws -> Response {
        let span = try Span(call)
        let excerpt = try await read(call) { archive, listing in
            try span.read(from: archive, listing, visibleTo: .customer, messagesOnly: true)
        }
        return .json(
            JSONWriter.object { answer in
                answer.member("conversation", raw: Self.written { $0.conversation(view(of: excerpt.listing)) })
                answer.messages(of: excerpt, for: .customer)
                answer.member("next_after", span.next(excerpt.events))
            })
    }

    func events(_ call: Call) async throws -> Response {
        let span = try Span(call)
        let excerpt = try await read(call) { archive, listing in
            try span.read(from: archive, listing, visibleTo: .customer, messagesOnly: false)
        }
        return eventsAnswer(excerpt, side: .customer, after: span.after)
    }

    func transcript(_ call: Call) async throws -> Response {
        let format: TranscriptFormat = try Call.word(try call.query("format"), "format") ?? .text
        guard format != .html else {
            throw Problem(400, .malformed, "“format” is one of text, json.")
        }
        let excerpt = try await read(call) { archive, listing in
            try archive.wholeExcerpt(of: listing, visibleTo: .customer)
        }
        return Transcript(excerpt: excerpt, side: .customer).response(format)
    }

    // MARK: Commands

    private struct SayBody: Decodable {
        var content: Words
        var clientMessageId: String?
    }

    func say(_ call: Call) async throws -> Response {
        let id = call.conversation
        let session = try call.session(adopting: settings.adoptsSessionIDs)
        try limit(.message, call, session: session)
        let body = try Body.read(SayBody.self, from: call.request)
        let words = try body.content.checked("/content")
        let key = try call.deliveryKey(body.clientMessageId, sender: "c", contents: "say " + words)
        let hearing = hear(words, locale: try await locale(of: id) ?? call.language, at: call.now)
        return turnAnswer(try await perform(.say(words, hearing), in: id, session: session, key: key))
    }

    private struct DeliveryBody: Decodable {
        var clientMessageId: String?
    }

    func pick(_ call: Call) async throws -> Response {
        let id = call.conversation
        let session = try call.session(adopting: settings.adoptsSessionIDs)
        try limit(.quickReply, call, session: session)
        let body = try Body.readIfAny(DeliveryBody.self, from: call.request)
        let slug = call.parameters[1]
        let key = try call.deliveryKey(body.clientMessageId, sender: "c", contents: "pick " + slug)
        let locale = try await locale(of: id) ?? call.language
        guard let (reply, hearing) = faq.bot.pick(slug, locale: locale, at: call.now) else {
            _ = try await read(call) { _, _ in }
            throw Problem(404, .notFound, "There is no quick reply of this name.")
        }
        return turnAnswer(try await perform(.pick(reply, hearing), in: id, session: session, key: key))
    }

    private struct EscalateBody: Decodable {
        var reason: Words?
        var clientMessageId: String?
    }

    func escalate(_ call: Call) async throws -> Response {
        let id = call.conversation
        let session = try call.session(adopting: settings.adoptsSessionIDs)
        try limit(.escalate, call, session: session)
        let body = try Body.readIfAny(EscalateBody.self, from: call.request)
        let remark = try body.reason?.checked("/reason", limit: 500)
        let key = try call.deliveryKey(body.clientMessageId, sender: "c", contents: "escalate " + (remark ?? ""))
        return turnAnswer(try await perform(.askForPerson(remark: remark), in: id, session: session, key: key))
    }

    func end(_ call: Call) async throws -> Response {
        let turn = try await perform(.end, call)
        return .json(
            JSONWriter.object { answer in
                answer.member("conversation", raw: Self.written { $0.conversation(view(of: turn.listing)) })
            })
    }

    struct ReadBody: Decodable {
        var seq: Whole
    }

    func read(_ call: Call) async throws -> Response {
        let seq = try Body.read(ReadBody.self, from: call.request).seq.value
        guard seq >= 0 else { throw Problem(invalid: "/seq", "Numbers begin at 1.") }
        _ = try await perform(.read(upTo: seq), call)
        return .noContent
    }

    struct TypingBody: Decodable {
        var isTyping: Bool
    }

    func type(_ call: Call) async throws -> Response {
        let isTyping = try Body.read(TypingBody.self, from: call.request).isTyping
        let id = try await read(call) { _, listing in listing.conversation.id }
        tellTyping(in: id, isTyping, by: nil)
        return .noContent
    }

    private struct FeedbackBody: Decodable {
        var messageId: String
        var helpful: Bool
    }

    func judge(_ call: Call) async throws -> Response {
        try limit(.message, call, session: try call.session(adopting: settings.adoptsSessionIDs), aside: true)
        let body = try Body.read(FeedbackBody.self, from: call.request)
        let id = call.conversation
        guard let message = MessageID(body.messageId), let seq = message.seq(in: id) else {
            throw Problem(invalid: "/message_id", "This is no message of the conversation.")
        }
        _ = try await perform(.judge(message: seq, helpful: body.helpful), call)
        return .noContent
    }

    private struct RatingBody: Decodable {
        var score: Whole
        var comment: Words?
    }

    func rate(_ call: Call) async throws -> Response {
        try limit(.message, call, session: try call.session(adopting: settings.adoptsSessionIDs), aside: true)
        let body = try Body.read(RatingBody.self, from: call.request)
        guard (1...5).contains(body.score.value) else { throw Problem(invalid: "/score", "A score is from 1 to 5.") }
        let rating = Rating(score: body.score.value, comment: try body.comment?.checked("/comment"))
        _ = try await perform(.rate(rating), call)
        return .noContent
    }

    func erase(_ call: Call) async throws -> Response {
        _ = try await perform(.erase, call)
        return .noContent
    }

    private struct TicketBody: Decodable {
        var conversationId: String
    }

    func customerTicket(_ call: Call) async throws -> Response {
        let session = try call.session(adopting: settings.adoptsSessionIDs)
        try limit(.message, call, session: session, aside: true)
        let body = try Body.read(TicketBody.self, from: call.request)
        let named = Call(
            request: call.request, id: call.id, parameters: [body.conversationId], address: call.address, now: call.now)
        _ = try await read(named) { _, _ in }
        return try ticketAnswer(for: .customer(session: session, named.conversation))
    }

    private func perform(_ command: CustomerCommand, _ call: Call) async throws -> Turn {
        let id = call.conversation
        let session = try call.session(adopting: settings.adoptsSessionIDs)
        return try await perform(command, in: id, session: session, key: nil)
    }

    func perform(
        _ command: CustomerCommand, in id: ConversationID, session: SecretHash, key: DeliveryKey?
    ) async throws -> Turn {
        let words = faq.bot.queueWords(at: now)
        return try await switchboard.perform(command, in: id, session: session, key: key, queueWords: words)
    }

    /// The language a conversation was begun in; nil when nobody said, or there is no such conversation.
    func locale(of id: ConversationID) async throws -> String? {
        if let known = locales[id] { return known.locale }
        guard let listing = try await switchboard.read({ try $0.listing(id) }) else { return nil }
        locales.remember(listing.conversation.locale, of: id)
        return listing.conversation.locale
    }

    /// What the bot makes of a customer's words.
    func hear(_ words: String, locale: String?, at moment: Moment) -> Hearing {
        let hearing = faq.bot.hear(words, locale: locale, at: moment, noticing: report)
        tallies.botTurns[hearing.understood.name, default: 0] += 1
        return hearing
    }
}

extension Hearing.Understanding {
    fileprivate var name: String {
        switch self {
        case .answer, .answerThenPerson: "answered"
        case .wantsPerson: "wants_person"
        case .nothing: "missed"
        case .failure: "failed"
        }
    }
}
