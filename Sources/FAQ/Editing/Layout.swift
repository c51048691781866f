/// How a value of an entry or of `bot.yaml` is laid out: the order of its keys, and what stands on one line.
indirect enum Layout: Sendable {
    case scalar(ScalarText.Kind)
    /// A list with a line for each item.
    case lines(Layout)
    /// A list on one line.
    case row(Layout)
    /// Keys with a line for each.
    case keys([(name: String, layout: Layout)])
    /// Keys on one line.
    case braces([(name: String, layout: Layout)])

    static let entry: Layout = {
        let text = Layout.scalar(.text)
        let rule = [("words", Layout.row(text)), ("pcre", .scalar(.pattern)), ("unless", .scalar(.pattern))]
        let special: [String: Layout] = [
            "slug": text, "question": text, "asks": .lines(text), "not": .lines(text), "match": .lines(.keys(rule)),
            "follow_ups": .row(text), "escalate": .braces([("reason", text), ("priority", .scalar(.word))]),
            "owner": text,
        ]
        return .keys(EntryReader.keys.map { ($0, special[$0] ?? .scalar(.word)) })
    }()

    static let botScript: Layout = {
        let (text, word) = (Layout.scalar(.text), Layout.scalar(.word))
        let step = [("say", text), ("suggest", word), ("offer_person", word), ("escalate", word)]
        let days = HoursReader.dayKeys.map { ($0, text) }
        let special: [String: Layout] = [
            "greeting": text, "escalate": .keys([("words", .lines(text)), ("pcre", .lines(.scalar(.pattern)))]),
            "ladder": .lines(.braces(step)),
            "hours": .keys([("time_zone", text)] + days + [("closed_on", .lines(word)), ("say", text)]),
            "waiting": .braces([("say", text), ("leave_message_after", word)]),
            "idle": .braces([("automated", word), ("claimed", word)]), "ranker": .braces([("answer", word)]),
        ]
        return .keys(BotScriptReader.keys.map { ($0, special[$0] ?? text) })
    }()

    /// Whether a collection stands on one line, comments permitting.
    var isFlow: Bool {
        switch self {
        case .row, .braces: true
        case .scalar, .lines, .keys: false
        }
    }

    /// Of a scalar that stands here; where a collection is usual it is a word like `true`.
    var kind: ScalarText.Kind {
        if case .scalar(let kind) = self { kind } else { .word }
    }

    /// Of the items of a list.
    var items: Layout {
        switch self {
        case .lines(let layout), .row(let layout): layout
        case .scalar, .keys, .braces: .scalar(.text)
        }
    }

    /// Of the value of a key; an unknown one stands behind the others.
    func member(_ name: String) -> (place: Int, layout: Layout) {
        switch self {
        case .keys(let members), .braces(let members):
            guard let place = members.firstIndex(where: { $0.name == name }) else { return (.max, .scalar(.text)) }
            return (place, members[place].layout)
        case .scalar, .lines, .row: return (.max, .scalar(.text))
        }
    }
}
