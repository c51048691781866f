import AgentDesk
import BotFlow
import JSON
import Switchboard
import WebServer

/// Counts and rows over a span of time.
extension API {
    /// The last seven days, where the caller names no span.
    private static func span(_ query: [String: String], now: Moment) throws(Problem) -> (from: Moment, to: Moment) {
        let to = try Call.moment(query, "to", default: now)
        let from = try Call.moment(query, "from", default: to.advanced(by: .seconds(-7 * 86_400)))
        guard from < to else { throw Problem(400, .malformed, "“from” is before “to”.") }
        return (from, to)
    }

    private enum BucketWord: String, CaseIterable {
        case hour
        case day

        var length: Duration {
            switch self {
            case .hour: .seconds(3600)
            case .day: .seconds(86_400)
            }
        }
    }

    /// A month of hours.
    private static let bucketLimit = 24 * 31

    /// Nil where the caller wants no buckets.
    private static func bucketLength(
        _ query: [String: String], from: Moment, to: Moment
    ) throws(Problem) -> Duration? {
        guard let word: BucketWord = try Call.word(query, "by") else { return nil }
        guard to.since(from) <= word.length * bucketLimit else {
            throw Problem(
                400, .malformed, "The span has more than \(bucketLimit) \(word)s. Ask for a shorter one.")
        }
        return word.length
    }

    func statistics(_ call: Call) async throws -> Response {
        let query = try call.query("from", "to", "by")
        let (from, to) = try Self.span(query, now: call.now)
        let length = try Self.bucketLength(query, from: from, to: to)
        let (counts, buckets) = try await read(call, as: .readConversations) { archive, account in
            (
                try archive.statistics(in: account.workspace, from: from, to: to),
                try length.map { try archive.buckets(in: account.workspace, from: from, to: to, of: $0) }
            )
        }
        let agents = length == nil ? nil : try await agentStatistics(call, from: from, to: to)
        return .json(
            JSONWriter.object { answer in
                answer.member("from", from.description)
                answer.member("to", to.description)
                answer.member("started", counts.started)
                answer.member("settled_by_bot", counts.settledByBot)
                answer.member("customer_messages", counts.customerMessages)
                answer.member(
                    "bot",
                    object: {
                        $0.member("answered", counts.answered)
                        $0.member("asked_back", counts.askedBack)
                        $0.member("missed", counts.missed)
                    })
                answer.member("escalated", object: { $0.counts(counts.escalated) })
                answer.member("claimed", counts.claimed)
                answer.member("closed", object: { $0.counts(counts.closed) })
                answer.member("wait_seconds", object: { $0.spread(of: counts.waits) })
                answer.member("first_reply_seconds", object: { $0.spread(of: counts.firstReplies) })
                answer.member("ratings", array: { list in for count in counts.ratings { list.value(count) } })
                answer.member("helpful", counts.helpful)
                answer.member("unhelpful", counts.unhelpful)
                if let buckets {
                    answer.member("buckets", array: { list in for bucket in buckets { list.bucket(bucket) } })
                }
                if let agents {
                    answer.member(
                        "agents", array: { list in for (agent, counts) in agents { list.counts(counts, of: agent) } })
                }
                answer.member(
                    "definitions",
                    object: { definitions in
                        for (name, sentence) in Self.definitions { definitions.member(name, sentence) }
                    })
            })
    }

    private static let definitions = [
        ("started", "Conversations that began in the span."),
        (
            "settled_by_bot",
            "Conversations begun in the span that ended, or fell idle, without a person having been asked for."
        ),
        ("customer_messages", "Messages and quick replies of customers."),
        ("bot.answered", "Turns in which the bot answered with an entry."),
        ("bot.asked_back", "Turns in which it did not know and offered something to choose from."),
        ("bot.missed", "Turns in which it did not know and had nothing to offer."),
        ("escalated", "Conversations that went to the queue, by reason."),
        ("claimed", "Claims by agents, transfers not counted."),
        ("closed", "Conversations that ended, by who ended them."),
        ("wait_seconds", "From an escalation to the claim after it."),
        ("first_reply_seconds", "From an escalation to the first words of a person; the bot's do not count."),
        ("ratings", "How many ratings of 1, 2, 3, 4 and 5."),
        ("helpful", "Answers that a customer said helped, and that did not."),
        ("buckets", "The same counts, hour by hour or day by day from the beginning of the span."),
        ("agents.closed", "Conversations that they closed."),
        ("agents.first_reply_seconds", "From an escalation to the first words of a person, where those were theirs."),
        ("agents.ratings", "Ratings of conversations in which, of all agents, they had written last."),
    ]

    /// What each agent did, by name; nil for those who may not know.
    private func agentStatistics(
        _ call: Call, from: Moment, to: Moment
    ) async throws -> [(Agent, AgentStatistics)]? {
        let account = try await read(call, as: .readConversations) { _, account in account }
        guard account.role.may(.handleOthersConversations) else { return nil }
        return try await switchboard.study { archive in
            let counts = try archive.agentStatistics(in: account.workspace, from: from, to: to)
            return try archive.colleagues(in: account.workspace).compactMap { colleague in
                counts[colleague.account.id].map { (colleague.account.agent, $0) }
            }
        }
    }

    private enum ExportFormat: String, CaseIterable {
        case csv
        case ndjson
    }

    /// The longest export that is answered at once.
    private static let exportLimit = 50_000

    func export(_ call: Call) async throws -> Response {
        let query = try call.query("from", "to", "format")
        let (from, to) = try Self.span(query, now: call.now)
        let format: ExportFormat = try Call.word(query, "format") ?? .csv
        let rows: [UInt8] = try await read(call, as: .handleOthersConversations) { archive, account in
            var bytes = format == .csv ? ExportRow.header : []
            var count = 0
            try archive.export(in: account.workspace, from: from, to: to) { listing in
                count += 1
                guard count <= Self.exportLimit else {
                    throw Problem(
                        400, .malformed,
                        "The span has more than \(Self.exportLimit) conversations. Ask for a shorter one.")
                }
                bytes += format == .csv ? ExportRow(listing).csv : ExportRow(listing).json
            }
            return bytes
        }
        let type = format == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson"
        return Response(
            status: 200,
            headers: [
                ("Content-Type", type), ("Cache-Control", "no-store"),
                ("Content-Disposition", "attachment; filename=\"conversations.\(format.rawValue)\""),
            ], body: rows)
    }
}

extension JSONWriter {
    fileprivate mutating func counts(_ counts: [String: Int]) {
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) { member(name, count) }
    }

    fileprivate mutating func bucket(_ bucket: Statistics.Bucket) {
        object {
            $0.member("from", bucket.from.description)
            $0.member("started", bucket.started)
            $0.member("answered", bucket.answered)
            $0.member("escalated", bucket.escalated)
            $0.member("claimed", bucket.claimed)
            $0.member("closed", bucket.closed)
        }
    }

    fileprivate mutating func counts(_ counts: AgentStatistics, of agent: Agent) {
        object {
            $0.member("agent", object: { $0.identify(agent) })
            $0.member("claimed", counts.claimed)
            $0.member("closed", counts.closed)
            $0.member("replies", counts.replies)
            $0.member("first_reply_seconds", object: { $0.spread(of: counts.firstReplies) })
            $0.member("ratings", array: { list in for count in counts.ratings { list.value(count) } })
        }
    }

    /// Count, median and 95th percentile of milliseconds, in seconds.
    fileprivate mutating func spread(of milliseconds: [Int]) {
        let sorted = milliseconds.sorted()
        func at(_ share: Double) -> Double? {
            sorted.isEmpty ? nil : Double(sorted[Int(Double(sorted.count - 1) * share)]) / 1000
        }
        member("count", sorted.count)
        member("median", at(0.5))
        member("p95", at(0.95))
    }
}

/// One conversation as a row for spreadsheets and programs; no words of anybody.
struct ExportRow {
    private let fields: [(name: String, value: String?)]

    init(_ listing: Listing) {
        let conversation = listing.conversation
        var closing: Closing?
        if case .closed(let how) = conversation.phase { closing = how }
        fields = [
            ("id", conversation.id.description),
            ("status", conversation.phase.status),
            ("created_at", conversation.createdAt.description),
            ("closed_at", closing?.at.description),
            ("closed_by", closing?.by.name),
            ("locale", conversation.locale),
            ("page", conversation.page),
            ("customer_name", listing.customer.name),
            ("customer_email", listing.customer.email),
            ("escalated_at", conversation.escalation?.at.description),
            ("escalation_reason", conversation.escalation?.escalation.reason.name),
            ("agent", conversation.phase.owner?.displayName ?? closing?.agent?.displayName),
            ("has_agent_replied", conversation.hasAgentReplied ? "true" : "false"),
            ("events", String(conversation.lastSeq)),
            ("rating", conversation.rating.map { String($0.score) }),
        ]
    }

    static let header: [UInt8] = Array(
        ("id,status,created_at,closed_at,closed_by,locale,page,customer_name,customer_email,escalated_at,"
            + "escalation_reason,agent,has_agent_replied,events,rating\r\n").utf8)

    /// RFC 4180; a value that a spreadsheet would take for a formula begins with an apostrophe.
    ///
    /// Byte by byte, because some letters make one `Character` with the comma or quote before them.
    var csv: [UInt8] {
        let cells = fields.map { _, value -> [UInt8] in
            var cell = Array((value ?? "").utf8)
            if let first = cell.first, "=+-@\t\r".utf8.contains(first) { cell.insert(UInt8(ascii: "'"), at: 0) }
            guard cell.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return cell }
            let quote = UInt8(ascii: "\"")
            return [quote] + cell.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
        }
        return Array(cells.joined(separator: [UInt8(ascii: ",")])) + [0x0D, 0x0A]
    }

    var json: [UInt8] {
        JSONWriter.object { object in for (name, value) in fields { object.member(name, value) } } + [0x0A]
    }
}

extension Closing {
    fileprivate var agent: Agent? {
        if case .agent(let agent) = by { agent } else { nil }
    }
}
