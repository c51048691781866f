/// The bodies of the contract, as JSON Schema (2020-12) in the OpenAPI document.
enum Schema: String, CaseIterable, Sendable {
    case quickQuestions, availability, start, started, conversation, customerConversation, customerMessages
    case profile, identity, visit, customerTurn, messageDraft, deliveryID
    case escalate, read, typing, feedback, rating, transcript, ticketRequest, ticket, events
    case login, loggedIn, register, password, presence, agent, agents
    case agentView, agentConversation, agentConversations, agentMessages, agentReply, agentClosed, note, queue
    case transfer, close, suggestions, answers
    case cannedReply, cannedReplies, cannedReplyDraft, searchHits, statistics, broadcast, plain
    case faqEntries, faqFiles, faqFile, faqFileDraft, faqPublication, faqPublished, faqDraft, faqChecked, faqQuestion
    case faqTrial, faqComparison, faqDiff, faqUnanswered, faqReport, faqWhy, faqHistory

    /// The name in the document: `CustomerTurn`.
    var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// The type of what is sent, for bodies that are not JSON.
    var mediaTypes: [String] {
        switch self {
        case .transcript: ["text/plain", "application/json", "text/html", "text/csv", "application/x-ndjson"]
        case .plain: ["text/plain", "text/html", "application/json"]
        default: ["application/json"]
        }
    }

    /// Fields that must be there, then fields that may; `name: type`, where a type is a JSON Schema type, `name[]` for
    /// an array, `time`, `id`, or the name of another schema. Nil for what is no object, or one of ``shared``.
    var fields: (needed: String, optional: String)? {
        switch self {
        case .quickQuestions, .conversation, .agentView, .transcript, .plain: nil
        case .availability:
            (
                "is_open: boolean, closes_at: time?, opens_at: time?, agents_online: integer, "
                    + "expected_wait_seconds: integer?, leave_message_after_seconds: integer?", ""
            )
        case .start:
            ("", "customer_session_id: string, force_new: boolean, locale: string, page: string, profile: Profile")
        case .profile: ("", "name: string, email: string, signature: string, attributes: object")
        case .visit: ("page: string", "")
        case .identity: ("name: string?, email: string?, verified: boolean, attributes: object", "")
        case .started:
            (
                "conversation: Conversation, quick_questions: QuickReply[], messages: Message[], "
                    + "show_talk_to_agent: boolean, availability: Availability", ""
            )
        case .customerConversation: ("conversation: Conversation", "")
        case .customerMessages:
            ("conversation: Conversation, messages: Message[], next_after: integer?", "")
        case .customerTurn:
            (
                "conversation: Conversation, customer_message: Message?, bot_message: Message?, "
                    + "system_message: Message?, quick_questions: QuickReply[], show_talk_to_agent: boolean", ""
            )
        case .messageDraft: ("content: string", "client_message_id: string")
        case .deliveryID: ("", "client_message_id: string")
        case .escalate: ("", "reason: string, client_message_id: string")
        case .read: ("seq: integer", "")
        case .typing: ("is_typing: boolean", "")
        case .feedback: ("message_id: id, helpful: boolean", "")
        case .rating: ("score: integer", "comment: string")
        case .ticketRequest: ("conversation_id: id", "")
        case .ticket: ("ticket: string, expires_at: time", "")
        case .events: ("events: Frame[], last_seq: integer", "")
        case .login: ("username: string, password: string", "")
        case .loggedIn:
            ("access_token: string, token_type: string, expires_at: time, username: string, agent: Agent", "")
        case .register:
            ("username: string, display_name: string, password: string", "role: string, max_active_chats: integer")
        case .password: ("current_password: string, new_password: string", "")
        case .presence: ("presence: string", "")
        case .agent:
            (
                "id: id, username: string, display_name: string, role: string, presence: string, "
                    + "max_active_chats: integer, active_chats: integer, created_at: time, updated_at: time", ""
            )
        case .agents: ("items: Agent[]", "")
        case .agentConversation: ("conversation: AgentView", "")
        case .agentConversations: ("items: AgentView[], next_after: string?", "")
        case .agentMessages: ("conversation: AgentView, messages: Message[], next_after: integer?", "")
        case .agentReply: ("conversation: AgentView, message: Message?", "")
        case .agentClosed: ("conversation: AgentView, system_message: Message?", "")
        case .note: ("message: Message?", "")
        case .queue: ("items: AgentView[], waiting: integer, longest_wait_seconds: integer", "")
        case .transfer: ("agent_id: id", "")
        case .close: ("", "reason: string")
        case .suggestions: ("message_seq: integer?, answer_above: number, suggestions: Suggestion[]", "")
        case .answers: ("items: Suggestion[]", "")
        case .cannedReply: ("id: integer, shortcut: string, text: string, shared: boolean", "")
        case .cannedReplies: ("items: CannedReply[]", "")
        case .cannedReplyDraft: ("shortcut: string, text: string", "shared: boolean")
        case .searchHits: ("items: object[]", "")
        case .statistics:
            (
                "from: time, to: time, started: integer, settled_by_bot: integer, customer_messages: integer, "
                    + "bot: object, escalated: object, claimed: integer, closed: object, wait_seconds: object, "
                    + "first_reply_seconds: object, ratings: integer[], helpful: integer, unhelpful: integer, "
                    + "definitions: object", "buckets: StatisticsBucket[], agents: AgentStatistics[]"
            )
        case .broadcast: ("content: string", "")
        default: faqFields
        }
    }

    /// Of what editors send and get.
    private var faqFields: (needed: String, optional: String)? {
        switch self {
        case .faqEntries:
            (
                "version: string, live_version: string, problem: string?, entries: FaqEntry[], "
                    + "diagnostics: Diagnostic[]", ""
            )
        case .faqFiles: ("version: string, live_version: string, files: FaqFileVersion[]", "")
        case .faqFile:
            ("path: string, version: string, live_version: string?, text: string, diagnostics: Diagnostic[]", "")
        case .faqFileDraft: ("text: string", "version: string?, message: string")
        case .faqPublication: ("files: FaqFileEdit[]", "message: string")
        case .faqPublished:
            (
                "version: string, previous_version: string, files: FaqFileChange[], diagnostics: Diagnostic[]", ""
            )
        case .faqDraft: ("files: FaqFileEdit[]", "")
        case .faqChecked: ("version: string, publishable: boolean, diagnostics: Diagnostic[]", "")
        case .faqQuestion: ("text: string", "locale: string, files: FaqFileEdit[]")
        case .faqTrial:
            (
                "version: string, finding: object, outcome: string, answer: object?, fallback: object?, "
                    + "ranker: object", ""
            )
        case .faqComparison: ("files: FaqFileEdit[]", "since: string, limit: integer")
        case .faqDiff:
            (
                "old: string, new: string, messages: integer, different: integer, unchanged: integer, "
                    + "newly_missed: integer, changed: integer, newly_answered: integer, pinned: integer, broken_pins: object[], groups: object[]",
                ""
            )
        case .faqUnanswered:
            (
                "from: time, to: time, messages: integer, different: integer, open: object[], rest: integer, "
                    + "answered: object[]", ""
            )
        case .faqReport:
            (
                "from: time, to: time, entries: object[], never_shown: string[], never_touched: string[], "
                    + "rules_never_won: object[], without_tests: string[], review_due: string[], expired: string[], "
                    + "definitions: object", ""
            )
        case .faqWhy:
            (
                "conversation_id: id, seq: integer, version: string, is_live: boolean, slugs: string[], "
                    + "content: string, why: string?, trace: object?", ""
            )
        case .faqHistory: ("items: FaqEdition[], next_after: integer?", "")
        default: nil
        }
    }

    /// Objects that stand inside others.
    static let shared: [(name: String, needed: String, optional: String)] = [
        ("QuickReply", "slug: string, question: string", ""),
        ("Suggestion", "slug: string, title: string, content: string, rich: array, score: number?", ""),
        (
            "Conversation",
            "id: id, status: string, phase: string, assigned_agent_id: id?, agent: object?, queue_position: integer?, "
                + "expected_wait_seconds: integer?, unread_count: integer, agent_read_up_to: integer, last_seq: integer, "
                + "rating: GivenRating?, created_at: time, updated_at: time, closed_at: time?",
            "customer_session_id: string"
        ),
        ("GivenRating", "score: integer, comment: string?", ""),
        (
            "AgentView",
            "id: id, customer: object, status: string, phase: string, assigned_agent_id: id?, agent: object?, "
                + "has_agent_replied: boolean, escalation: object?, requested_agent_at: time?, "
                + "queue_position: integer?, wait_seconds: integer?, skipped_by: integer, unread_count: integer, "
                + "last_message: object?, last_seq: integer, rating: integer?, created_at: time, updated_at: time, "
                + "closed_at: time?", ""
        ),
        (
            "Message",
            "id: id, seq: integer, conversation_id: id, sender_type: string, sender_agent_id: id?, "
                + "sender_name: string?, kind: string, content: string, rich: array?, metadata: object, "
                + "client_message_id: string?, created_at: time", ""
        ),
        (
            "StatisticsBucket",
            "from: time, started: integer, answered: integer, escalated: integer, claimed: integer, closed: integer", ""
        ),
        (
            "AgentStatistics",
            "agent: object, claimed: integer, closed: integer, replies: integer, first_reply_seconds: object, "
                + "ratings: integer[]", ""
        ),
        (
            "Frame",
            "event: string, channel: string, payload: object, sent_at: time, seq: integer, previous_seq: integer", ""
        ),
        (
            "Problem",
            "type: string, title: string, status: integer, code: string, detail: string, request_id: string",
            "errors: object[], claimed_by: object, claimed_at: time, files: FaqPresentFile[], "
                + "diagnostics: Diagnostic[]"
        ),
        (
            "Diagnostic",
            "file: string, line: integer, column: integer, length: integer, severity: string, code: string, "
                + "message: string, notes: string[]", ""
        ),
        (
            "FaqEntry",
            "file: string, version: string?, state: string, slug: string?, language: string?, topic: string, "
                + "question: string?, mode: string?, quick_reply: integer?, asks: integer?, not: integer?, "
                + "rules: integer?, owner: string?, review_by: string?, valid_from: string?, valid_until: string?, "
                + "errors: integer, warnings: integer, shown: integer?, helped: integer?, unhelpful: integer?", ""
        ),
        ("FaqFileVersion", "path: string, version: string, live_version: string?", ""),
        ("FaqFileEdit", "path: string, text: string?", "version: string?"),
        ("FaqFileChange", "path: string, change: string, version: string?", ""),
        ("FaqPresentFile", "path: string, version: string?, text: string?", ""),
        (
            "FaqEdition",
            "version: string, at: time, by: object?, message: string?, files: object[]", ""
        ),
    ]
}
