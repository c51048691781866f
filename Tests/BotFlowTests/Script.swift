import BotFlow

/// The bot and the people of one transcript, as the head of its file names them.
///
///     greeting: Hello! I can answer questions about orders.
///     answer orders: order, parcel -> You find it under "My account".
///     answer refunds: refund, money -> Refunds take three days. -> person (money, priority 2)
///     person: human, agent, person
///     breaks: xyzzy
///     fallback: Is it one of these? [orders: Where is my order?] [refunds: Where is my money?]
///     fallback: That is one for a person. -> person
///     queue: You are next in line.
///     idle: 30 minutes
///     stale: 15 minutes
///     agents: Ana, Ben
///     supervisors: Sue
///
/// A sentence is understood by the first line, of `breaks`, `person` and the answers in order, that has one of its
/// words. What a head does not mention does not happen.
struct Script {
    private(set) var greeting: BotMessage?
    private(set) var ladder: [Fallback] = []
    private(set) var welcomeToQueue = ""
    private(set) var idle = Duration.seconds(86_400 * 365)
    private(set) var stale = Duration.seconds(86_400 * 365)
    private var people: [(agent: Agent, authority: Authority)] = []
    private var answers: [(slug: String, words: Set<String>, understood: Hearing.Understanding)] = []
    private var personWords: Set<String> = []
    private var breakingWords: Set<String> = []

    var patience: Patience { Patience(automated: idle, claimed: stale) }

    func person(_ name: some StringProtocol) -> (agent: Agent, authority: Authority)? {
        people.first { $0.agent.displayName == name }
    }

    func hears(_ sentence: String) -> Hearing {
        let words = Set(sentence.lowercased().split { !$0.isLetter }.map(String.init))
        let understood: Hearing.Understanding =
            if !words.isDisjoint(with: breakingWords) {
                .failure
            } else if !words.isDisjoint(with: personWords) {
                .wantsPerson
            } else {
                answers.first { !words.isDisjoint(with: $0.words) }?.understood ?? .nothing
            }
        return Hearing(understood, ladder: ladder)
    }

    /// The offered choice with this question, and what the bot makes of it; nil when none of its messages offers it.
    func choice(_ question: String) -> (quickReply: QuickReply, hearing: Hearing)? {
        let offered = ladder.flatMap(\.say.quickReplies) + (greeting?.quickReplies ?? [])
        guard let quickReply = offered.first(where: { $0.question == question }) else { return nil }
        let answer = answers.first { $0.slug == quickReply.slug }
        return (quickReply, Hearing(answer?.understood ?? .nothing, ladder: ladder))
    }
}

extension Script {
    /// Takes in one line of a head; false when it is not one.
    mutating func read(_ line: String) -> Bool {
        guard let (key, value) = line.cut(": ") else { return false }
        switch key {
        case "greeting": greeting = Self.message(value)
        case "person": personWords = Self.words(value)
        case "breaks": breakingWords = Self.words(value)
        case "fallback":
            let (words, afterwards) = value.cut(" -> ") ?? (value, nil)
            guard afterwards == nil || afterwards == "person" else { return false }
            ladder.append(Fallback(say: Self.message(words), escalates: afterwards != nil))
        case "queue": welcomeToQueue = value
        case "idle", "stale":
            guard let duration = Duration(minutes: value) else { return false }
            if key == "idle" { idle = duration } else { stale = duration }
        case "agents": hire(value, as: .agent)
        case "supervisors": hire(value, as: .supervisor)
        default: return readAnswer(key, value)
        }
        return true
    }

    private mutating func readAnswer(_ key: String, _ value: String) -> Bool {
        guard key.hasPrefix("answer "), let (words, answer) = value.cut(" -> ") else { return false }
        let slug = String(key.dropFirst("answer ".count))
        let understood: Hearing.Understanding
        if let (text, afterwards) = answer.cut(" -> ") {
            guard afterwards.hasPrefix("person ("), afterwards.hasSuffix(")"),
                let (why, priority) = String(afterwards.dropFirst(8).dropLast()).cut(", priority "),
                let priority = Int(priority)
            else { return false }
            understood = .answerThenPerson(BotMessage(text, slug: slug), why: why, priority: priority)
        } else {
            understood = .answer(BotMessage(answer, slug: slug))
        }
        answers.append((slug, Self.words(words), understood))
        return true
    }

    private mutating func hire(_ names: String, as authority: Authority) {
        for name in names.split(separator: ", ") {
            let id = AgentID(at: Cast.morning, random: (0, UInt64(people.count + 1)))
            people.append((Agent(id: id, displayName: String(name)), authority))
        }
    }

    private static func words(_ list: String) -> Set<String> {
        Set(list.split(separator: ", ").map(String.init))
    }

    /// Words with choices in brackets behind them: `Is it this? [orders: Where is my order?]`.
    private static func message(_ text: String) -> BotMessage {
        let parts = text.split(separator: " [")
        let quickReplies = parts.dropFirst().compactMap { part in
            String(part.dropLast()).cut(": ").map { QuickReply(slug: $0, question: $1) }
        }
        return BotMessage(String(parts[0]), quickReplies: quickReplies)
    }
}

extension Duration {
    /// Reads `1 minute`, `15 minutes`.
    init?(minutes text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let minutes = Int(parts[0]), parts[1] == (minutes == 1 ? "minute" : "minutes")
        else { return nil }
        self = .seconds(60 * minutes)
    }
}

extension String {
    /// What stands before and after the first `separator`; nil when there is none.
    func cut(_ separator: String) -> (String, String)? {
        let parts = split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
}
