import BotFlow
import Testing

/// What every command leads to in every phase, whoever gives it.
enum DecisionTable {
    /// Ana has the claimed conversation; Ben is her colleague; Sue is a supervisor.
    enum Party: CaseIterable {
        case customer, ana, ben, sue, clock
    }

    /// Events by kind, or a refusal.
    enum Outcome: Equatable, ExpressibleByArrayLiteral {
        case events([EventKind])
        case refused(Refusal)

        init(arrayLiteral kinds: EventKind...) {
            self = .events(kinds)
        }

        static let nothingNew: Outcome = []
    }

    enum Wish {
        case customer(CustomerCommand)
        case agent(AgentCommand)
        case clock(ClockCommand)
    }

    struct Row {
        let wish: Wish
        let parties: [Party]
        let automated, queued, claimed, closed: Outcome

        init(
            _ wish: Wish, by parties: Party..., automated: Outcome, queued: Outcome, claimed: Outcome, closed: Outcome
        ) {
            self.wish = wish
            self.parties = parties
            self.automated = automated
            self.queued = queued
            self.claimed = claimed
            self.closed = closed
        }

        /// The same, whatever the phase.
        init(_ wish: Wish, by parties: Party..., always outcome: Outcome) {
            self.wish = wish
            self.parties = parties
            (automated, queued, claimed, closed) = (outcome, outcome, outcome, outcome)
        }

        subscript(phase: PhaseKind) -> Outcome {
            switch phase {
            case .automated: automated
            case .queued: queued
            case .claimed: claimed
            case .closed: closed
            }
        }

        func command(by party: Party) -> Command {
            switch wish {
            case .customer(let command): .customer(command)
            case .clock(let command): .clock(command)
            case .agent(let command):
                switch party {
                case .ana, .customer, .clock: .agent(Cast.ana, .agent, command)
                case .ben: .agent(Cast.ben, .agent, command)
                case .sue: .agent(Cast.sue, .supervisor, command)
                }
            }
        }
    }

    /// One command in one phase by one party.
    struct Cell: CustomTestStringConvertible {
        let command: Command
        let party: Party
        let phase: PhaseKind
        let outcome: Outcome

        var testDescription: String { "\(CommandKind(command)) by \(party) while \(phase)" }
    }

    static let cells: [Cell] = rows.flatMap { row in
        row.parties.flatMap { party in
            PhaseKind.allCases.map { phase in
                Cell(command: row.command(by: party), party: party, phase: phase, outcome: row[phase])
            }
        }
    }

    /// A conversation in that phase.
    ///
    /// Its events: 1 started, 2 greeted, 3 said, 4 answered, 5 escalated, 6 told, 7 claimed by Ana, 8 told, 9 closed.
    static func talk(_ phase: PhaseKind) throws -> Talk {
        var talk = Talk()
        talk.record(.greeted(BotMessage("Hello!")))
        try talk.give(.customer(.say("order", Hearing(.answer(answer)))))
        if phase == .automated { return talk }
        try talk.give(.customer(.askForPerson(remark: nil)))
        if phase == .queued { return talk }
        try talk.give(.agent(Cast.ana, .agent, .claim))
        if phase == .claimed { return talk }
        try talk.give(.agent(Cast.ana, .agent, .close(reason: nil)))
        return talk
    }

    static let answer = BotMessage("It is on its way.", slug: "orders")
    static let anasClaim = Claim(by: Cast.ana, since: Cast.morning)
}

extension DecisionTable {
    static let rows: [Row] = customerRows + agentRows + clockRows

    private static let choice = QuickReply(slug: "orders", question: "Where is my order?")
    private static let over = Outcome.refused(.conversationClosed)
    private static let anas = Outcome.refused(.claimedByAnother(anasClaim))

    private static func say(_ understood: Hearing.Understanding, ladder: Fallback...) -> Wish {
        .customer(.say("order", Hearing(understood, ladder: ladder)))
    }

    private static let customerRows: [Row] = [
        Row(
            say(.answer(answer)), by: .customer,
            automated: [.said, .answered], queued: [.said], claimed: [.said], closed: over),
        Row(
            say(.answerThenPerson(answer, why: "money", priority: 1)), by: .customer,
            automated: [.said, .answered, .escalated, .told], queued: [.said], claimed: [.said], closed: over),
        Row(
            say(.wantsPerson), by: .customer,
            automated: [.said, .escalated, .told], queued: [.said], claimed: [.said], closed: over),
        Row(
            say(.failure), by: .customer,
            automated: [.said, .escalated, .told], queued: [.said], claimed: [.said], closed: over),
        Row(
            say(.nothing, ladder: Fallback(say: BotMessage("What?"))), by: .customer,
            automated: [.said, .missed], queued: [.said], claimed: [.said], closed: over),
        Row(
            say(.nothing, ladder: Fallback(say: BotMessage("This?", quickReplies: [choice]))), by: .customer,
            automated: [.said, .askedBack], queued: [.said], claimed: [.said], closed: over),
        Row(
            say(.nothing, ladder: Fallback(say: BotMessage("A person."), escalates: true)), by: .customer,
            automated: [.said, .missed, .escalated, .told], queued: [.said], claimed: [.said], closed: over),
        Row(
            say(.nothing), by: .customer,
            automated: [.said, .escalated, .told], queued: [.said], claimed: [.said], closed: over),
        Row(
            .customer(.pick(choice, Hearing(.answer(answer)))), by: .customer,
            automated: [.picked, .answered], queued: .refused(.withAgent), claimed: .refused(.withAgent), closed: over),
        Row(
            .customer(.askForPerson(remark: "Please.")), by: .customer,
            automated: [.escalated, .told], queued: .nothingNew, claimed: .nothingNew, closed: over),
        Row(
            .customer(.end), by: .customer,
            automated: [.told, .closed], queued: [.told, .closed], claimed: [.told, .closed], closed: .nothingNew),
        Row(
            .customer(.rate(Rating(score: 4, comment: nil))), by: .customer,
            automated: [.rated], queued: .refused(.stillOpen), claimed: .refused(.stillOpen), closed: [.rated]),
        Row(.customer(.read(upTo: 4)), by: .customer, always: [.read]),
        Row(.customer(.read(upTo: 3)), by: .customer, always: .nothingNew),
        Row(
            .customer(.read(upTo: 10)), by: .customer,
            automated: .refused(.notSaidYet(lastSeq: 4)), queued: .refused(.notSaidYet(lastSeq: 6)),
            claimed: .refused(.notSaidYet(lastSeq: 7)), closed: .refused(.notSaidYet(lastSeq: 9))),
        Row(.customer(.judge(message: 4, helpful: true)), by: .customer, always: [.judged]),
        Row(.customer(.judge(message: 0, helpful: true)), by: .customer, always: .refused(.noSuchMessage)),
        Row(.customer(.judge(message: 10, helpful: true)), by: .customer, always: .refused(.noSuchMessage)),
        Row(
            .customer(.erase), by: .customer,
            automated: [.told, .closed, .erased], queued: [.told, .closed, .erased],
            claimed: [.told, .closed, .erased], closed: [.erased]),
    ]

    private static let agentRows: [Row] = [
        Row(
            .agent(.claim), by: .ana,
            automated: [.escalated, .claimed], queued: [.claimed], claimed: .nothingNew, closed: over),
        Row(
            .agent(.claim), by: .ben, .sue,
            automated: [.escalated, .claimed], queued: [.claimed], claimed: anas, closed: over),
        Row(
            .agent(.reply("Hi.")), by: .ana,
            automated: .refused(.notEscalated), queued: [.claimed, .replied], claimed: [.replied], closed: over),
        Row(
            .agent(.reply("Hi.")), by: .ben, .sue,
            automated: .refused(.notEscalated), queued: [.claimed, .replied], claimed: anas, closed: over),
        Row(.agent(.note("Called.")), by: .ana, .ben, .sue, always: [.noted]),
        Row(
            .agent(.release), by: .ana, .sue,
            automated: .refused(.notClaimed), queued: .refused(.notClaimed), claimed: [.released], closed: over),
        Row(
            .agent(.release), by: .ben,
            automated: .refused(.notClaimed), queued: .refused(.notClaimed), claimed: anas, closed: over),
        Row(
            .agent(.transfer(to: Cast.ben)), by: .ana,
            automated: .refused(.notEscalated), queued: .refused(.supervisorOnly), claimed: [.transferred],
            closed: over),
        Row(
            .agent(.transfer(to: Cast.ben)), by: .ben,
            automated: .refused(.notEscalated), queued: .refused(.supervisorOnly), claimed: anas, closed: over),
        Row(
            .agent(.transfer(to: Cast.ben)), by: .sue,
            automated: .refused(.notEscalated), queued: [.transferred], claimed: [.transferred], closed: over),
        Row(
            .agent(.transfer(to: Cast.ana)), by: .ana,
            automated: .refused(.notEscalated), queued: .refused(.supervisorOnly), claimed: .nothingNew, closed: over),
        Row(
            .agent(.handBack), by: .ana,
            automated: .refused(.notEscalated), queued: .refused(.supervisorOnly), claimed: [.handedBack],
            closed: over),
        Row(
            .agent(.handBack), by: .ben,
            automated: .refused(.notEscalated), queued: .refused(.supervisorOnly), claimed: anas, closed: over),
        Row(
            .agent(.handBack), by: .sue,
            automated: .refused(.notEscalated), queued: [.handedBack], claimed: [.handedBack], closed: over),
        Row(
            .agent(.close(reason: nil)), by: .ana,
            automated: .refused(.supervisorOnly), queued: .refused(.notClaimed), claimed: [.told, .closed],
            closed: .nothingNew),
        Row(
            .agent(.close(reason: nil)), by: .ben,
            automated: .refused(.supervisorOnly), queued: .refused(.notClaimed), claimed: anas, closed: .nothingNew),
        Row(
            .agent(.close(reason: nil)), by: .sue,
            automated: [.told, .closed], queued: [.told, .closed], claimed: [.told, .closed], closed: .nothingNew),
        Row(.agent(.read(upTo: 4)), by: .ana, .ben, .sue, always: [.read]),
        Row(.agent(.read(upTo: 0)), by: .ana, .ben, .sue, always: .nothingNew),
        Row(
            .agent(.read(upTo: 10)), by: .ana, .ben, .sue,
            automated: .refused(.notSaidYet(lastSeq: 4)), queued: .refused(.notSaidYet(lastSeq: 6)),
            claimed: .refused(.notSaidYet(lastSeq: 7)), closed: .refused(.notSaidYet(lastSeq: 9))),
    ]

    private static let clockRows: [Row] = [
        Row(
            .clock(.expire(Patience(automated: .zero, claimed: .zero))), by: .clock,
            automated: [.told, .closed], queued: .nothingNew, claimed: [.noted, .released], closed: .nothingNew),
        Row(
            .clock(.expire(Patience(automated: .milliseconds(1), claimed: .milliseconds(1), closed: .milliseconds(1)))),
            by: .clock, always: .nothingNew),
        Row(
            .clock(.expire(Patience(automated: .zero, claimed: .zero, closed: .zero))), by: .clock,
            automated: [.told, .closed], queued: .nothingNew, claimed: [.noted, .released], closed: [.erased]),
        Row(
            .clock(.lose), by: .clock,
            automated: .nothingNew, queued: .nothingNew, claimed: [.noted, .released], closed: .nothingNew),
        Row(
            .clock(.assign(Cast.ben)), by: .clock,
            automated: .nothingNew, queued: [.claimed], claimed: .nothingNew, closed: .nothingNew),
    ]
}
