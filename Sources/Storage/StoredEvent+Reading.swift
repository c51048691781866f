package import BotFlow
import JSON
import Switchboard

extension StoredEvent {
    /// Why a row is no event, in a sentence that quotes nothing of it but its kind.
    package struct Unreadable: Error {
        package let why: String
    }

    /// The event this row holds, in a conversation of `workspace`.
    package func event(in workspace: Workspace) throws(Unreadable) -> Event {
        let event = try decoded(in: workspace)
        // Both follow from the event and stand beside it only to be searched by.
        guard sender == event.sender?.rawValue, isForCustomer == event.isVisible(to: .customer) else {
            throw Unreadable(why: "a `\(kind)` event like this has another sender or is for others to see")
        }
        return event
    }

    private func decoded(in workspace: Workspace) throws(Unreadable) -> Event {
        guard let kind = Kind(rawValue: kind) else {
            throw Unreadable(why: "this program knows no events of the kind `\(kind.prefix(32))`")
        }
        let body = try body(of: kind)
        return switch kind {
        case .started: .started(try body.start(in: workspace))
        case .greeted: .greeted(try botMessage(body))
        case .said: .said(words ?? "")
        case .picked: .picked(QuickReply(slug: try body.require(body.slug, .slug), question: words ?? ""))
        case .answered: .answered(try botMessage(body))
        case .askedBack: .askedBack(try botMessage(body))
        case .missed: .missed(try botMessage(body))
        case .escalated: .escalated(try body.escalation(remark: words))
        case .told: .told(words ?? "")
        case .claimed: .claimed(by: try body.agent())
        case .replied: .replied(by: try body.agent(), words ?? "")
        case .noted: .noted(by: try body.agentIfAny(), words ?? "")
        case .released: .released(by: try body.agentIfAny())
        case .transferred: .transferred(to: try body.colleague(), by: try body.agent())
        case .handedBack: .handedBack(by: try body.agent())
        case .closed: .closed(by: try body.closedBy(), reason: words)
        case .rated: .rated(Rating(score: try body.scoreFrom1To5(), comment: words))
        case .read: .read(by: try body.readBy(), upTo: try body.require(body.upTo, .upTo))
        case .judged:
            .judged(
                message: try body.require(body.message, .message), helpful: try body.require(body.helpful, .helpful))
        case .erased: .erased
        }
    }

    private func body(of kind: Kind) throws(Unreadable) -> Body {
        // The commonest rows have nothing to parse.
        if body == "{}" { return Body(kind: kind) }
        // Whatever is wrong with it, the row can only be named.
        guard let members = JSONValue(body), let read = try? Body(kind: kind, members) else {
            throw Unreadable(why: "the body of this `\(kind.rawValue)` event is not the JSON it should be")
        }
        return read
    }

    private func botMessage(_ body: Body) throws(Unreadable) -> BotMessage {
        BotMessage(
            text: words ?? "", rich: rich, slug: body.slug, secondSlug: body.secondSlug,
            quickReplies: body.quickReplies ?? [],
            offersPerson: body.offersPerson ?? false, edition: try body.require(body.edition, .edition), why: body.why,
            trace: trace)
    }
}

/// The members a body can have; which of them it must have depends on the kind.
private struct Body {
    let kind: StoredEvent.Kind
    var doer: StoredAgent?
    var closer: String?
    var customer: String?
    var edition: String?
    var entryReason: String?
    var helpful: Bool?
    var locale: String?
    var message: Int?
    var offersPerson: Bool?
    var page: String?
    var priority: Int?
    var quickReplies: [QuickReply]?
    var reader: String?
    var reason: String?
    var score: Int?
    var secondSlug: String?
    var slug: String?
    var to: StoredAgent?
    var tried: [String]?
    var upTo: Int?
    var why: String?

    init(kind: StoredEvent.Kind) {
        self.kind = kind
    }

    /// Made of the members of a JSON object; throws when one is of another type.
    init(kind: StoredEvent.Kind, _ members: JSONValue) throws(JSONValue.Misfit) {
        typealias Key = StoredEvent.Key
        self.kind = kind
        doer = try members[Key.agent].map(StoredAgent.init)
        closer = try members[Key.closer]?.text
        customer = try members[Key.customer]?.text
        edition = try members[Key.edition]?.text
        entryReason = try members[Key.entryReason]?.text
        helpful = try members[Key.helpful]?.truth
        locale = try members[Key.locale]?.text
        message = try members[Key.message]?.whole
        offersPerson = try members[Key.offersPerson]?.truth
        page = try members[Key.page]?.text
        priority = try members[Key.priority]?.whole
        quickReplies = try members[Key.quickReplies]?.quickReplies
        reader = try members[Key.reader]?.text
        reason = try members[Key.reason]?.text
        score = try members[Key.score]?.whole
        secondSlug = try members[Key.secondSlug]?.text
        slug = try members[Key.slug]?.text
        to = try members[Key.to].map(StoredAgent.init)
        tried = try members[Key.tried]?.texts
        upTo = try members[Key.upTo]?.whole
        why = try members[Key.why]?.text
    }

    func require<Member>(_ member: Member?, _ key: StoredEvent.Key) throws(StoredEvent.Unreadable) -> Member {
        guard let member else {
            let why = "the body of this `\(kind.rawValue)` event has no `\(key.rawValue)` that can be used"
            throw StoredEvent.Unreadable(why: why)
        }
        return member
    }

    func start(in workspace: Workspace) throws(StoredEvent.Unreadable) -> Start {
        let customer = try require(customer.flatMap { CustomerID($0) }, .customer)
        return Start(workspace: workspace, customer: customer, locale: locale, page: page)
    }

    func agent() throws(StoredEvent.Unreadable) -> Agent {
        try require(doer?.agent, .agent)
    }

    func agentIfAny() throws(StoredEvent.Unreadable) -> Agent? {
        doer == nil ? nil : try agent()
    }

    func colleague() throws(StoredEvent.Unreadable) -> Agent {
        try require(to?.agent, .to)
    }

    func closedBy() throws(StoredEvent.Unreadable) -> Closer {
        let agent = try agentIfAny()
        return try require(closer.flatMap { Closer(storedWord: $0, agent: agent) }, .closer)
    }

    func readBy() throws(StoredEvent.Unreadable) -> Reader {
        switch reader {
        case "customer": .customer
        case "agent": .agent(try agent())
        default: try require(nil, .reader)
        }
    }

    func scoreFrom1To5() throws(StoredEvent.Unreadable) -> Int {
        try require(score.flatMap { (1...5).contains($0) ? $0 : nil }, .score)
    }

    func escalation(remark: String?) throws(StoredEvent.Unreadable) -> Escalation {
        let reason = reason.flatMap { Escalation.Reason(storedWord: $0, entryReason: entryReason) }
        return Escalation(
            reason: try require(reason, .reason), remark: remark, priority: try require(priority, .priority),
            message: message, tried: try require(tried, .tried))
    }
}

extension JSONValue {
    fileprivate var quickReplies: [QuickReply] {
        get throws(Misfit) {
            var replies: [QuickReply] = []
            for value in try array {
                replies.append(
                    QuickReply(slug: try value.member("slug").text, question: try value.member("question").text))
            }
            return replies
        }
    }
}
