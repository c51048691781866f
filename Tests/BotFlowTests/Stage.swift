import BotFlow

/// Where a ``Transcript`` is played: takes what somebody does and writes down what comes of it.
struct Stage {
    private let script: Script
    private(set) var talk: Talk

    init(_ script: Script) {
        self.script = script
        talk = Talk(welcomeToQueue: script.welcomeToQueue)
        if let greeting = script.greeting { talk.record(.greeted(greeting)) }
    }

    /// The line itself and the lines under it.
    mutating func play(_ line: String) throws -> [String] {
        if let minutes = line.cut(" pass")?.0, let duration = Duration(minutes: minutes) {
            return [line] + (try wait(duration))
        }
        if line == "customer sees" {
            return [line] + talk.history.filter { $0.event.isVisible(to: .customer) }.map { "  \($0.event.line)" }
        }
        guard let command = command(line) else {
            throw Transcript.Unreadable(line: line, remedy: "see Transcript for what people can do")
        }
        return try give(command, as: line)
    }

    private mutating func give(_ command: Command, as line: String) throws -> [String] {
        let phase = talk.conversation.phase
        var events: [Event]
        do {
            events = try talk.give(command)
        } catch {
            return ["\(line) -> refused \(error.line)"]
        }
        if events.isEmpty { return ["\(line) -> nothing new"] }
        var first = line
        if let literal = command.literalEvent {
            if let place = events.firstIndex(of: literal) {
                events.remove(at: place)
            } else {
                first += " -> not recorded"
            }
        }
        return [first] + events.map { "  \($0.line)" } + change(from: phase)
    }

    /// The clock looks once a minute, as a server's would.
    private mutating func wait(_ duration: Duration) throws -> [String] {
        var lines: [String] = []
        for _ in 0..<duration.components.seconds / 60 {
            talk.wait(.seconds(60))
            let phase = talk.conversation.phase
            let events = try talk.give(.clock(.expire(script.patience)))
            lines += events.map { "  \($0.line)" } + change(from: phase)
        }
        return lines
    }

    private func change(from phase: Phase) -> [String] {
        talk.conversation.phase == phase ? [] : ["  phase: \(talk.conversation.phase.line)"]
    }

    // MARK: What people do

    private func command(_ line: String) -> Command? {
        let (deed, words) = line.cut(": ").map { ($0, Optional($1)) } ?? (line, nil)
        guard let who = deed.split(separator: " ").first else { return nil }
        let what = String(deed.dropFirst(who.count + 1))
        if who == "customer" { return customerCommand(what, words).map { .customer($0) } }
        if who == "routing" {
            guard what.hasPrefix("chooses "), let (agent, _) = script.person(what.dropFirst(8)) else { return nil }
            return .clock(.assign(agent))
        }
        guard let (agent, authority) = script.person(who) else { return nil }
        if what == "loses access", talk.conversation.phase.owner == agent { return .clock(.lose) }
        return agentCommand(what, words).map { .agent(agent, authority, $0) }
    }

    private func customerCommand(_ what: String, _ words: String?) -> CustomerCommand? {
        switch (what, words) {
        case ("", let words?): return .say(words, script.hears(words))
        case ("picks", let question?):
            return script.choice(question).map { .pick($0.quickReply, $0.hearing) }
        case ("asks for a person", let remark): return .askForPerson(remark: remark)
        case ("ends", nil): return .end
        case ("reads", nil): return .read(upTo: talk.conversation.lastSeq)
        case ("erases", nil): return .erase
        case ("finds that helpful", nil), ("finds that unhelpful", nil):
            let answer = talk.history.last { if case .answered = $0.event { true } else { false } }
            return answer.map { .judge(message: $0.seq, helpful: what.hasSuffix(" helpful")) }
        case (let what, let comment):
            guard what.hasPrefix("rates "), let score = Int(what.dropFirst(6)) else { return nil }
            return .rate(Rating(score: score, comment: comment))
        }
    }

    private func agentCommand(_ what: String, _ words: String?) -> AgentCommand? {
        switch (what, words) {
        case ("", let words?): return .reply(words)
        case ("notes", let words?): return .note(words)
        case ("claims", nil): return .claim
        case ("releases", nil): return .release
        case ("hands back", nil): return .handBack
        case ("closes", let reason): return .close(reason: reason)
        case ("reads", nil): return .read(upTo: talk.conversation.lastSeq)
        case (let what, nil):
            guard what.hasPrefix("transfers to ") else { return nil }
            return script.person(what.dropFirst(13)).map { .transfer(to: $0.agent) }
        default: return nil
        }
    }
}
