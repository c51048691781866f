import BotFlow

// The compiler asks for a new case here whenever the module has one, and the tables and laws then ask for its rows.

/// What there is to command, without its words.
enum CommandKind: CaseIterable {
    case say, pick, askForPerson, end, rate, readByCustomer, judge, erase
    case claim, reply, note, release, transfer, handBack, close, readByAgent
    case expire, lose, assign

    init(_ command: Command) {
        self =
            switch command {
            case .customer(.say): .say
            case .customer(.pick): .pick
            case .customer(.askForPerson): .askForPerson
            case .customer(.end): .end
            case .customer(.rate): .rate
            case .customer(.read): .readByCustomer
            case .customer(.judge): .judge
            case .customer(.erase): .erase
            case .agent(_, _, .claim): .claim
            case .agent(_, _, .reply): .reply
            case .agent(_, _, .note): .note
            case .agent(_, _, .release): .release
            case .agent(_, _, .transfer): .transfer
            case .agent(_, _, .handBack): .handBack
            case .agent(_, _, .close): .close
            case .agent(_, _, .read): .readByAgent
            case .clock(.expire): .expire
            case .clock(.lose): .lose
            case .clock(.assign): .assign
            }
    }
}

/// What there is to happen, without its words.
enum EventKind: CaseIterable {
    case started, greeted, said, picked, answered, askedBack, missed, escalated, told, claimed, replied, noted
    case released, transferred, handedBack, closed, rated, read, judged, erased

    init(_ event: Event) {
        self =
            switch event {
            case .started: .started
            case .greeted: .greeted
            case .said: .said
            case .picked: .picked
            case .answered: .answered
            case .askedBack: .askedBack
            case .missed: .missed
            case .escalated: .escalated
            case .told: .told
            case .claimed: .claimed
            case .replied: .replied
            case .noted: .noted
            case .released: .released
            case .transferred: .transferred
            case .handedBack: .handedBack
            case .closed: .closed
            case .rated: .rated
            case .read: .read
            case .judged: .judged
            case .erased: .erased
            }
    }
}

/// The columns of the table.
enum PhaseKind: CaseIterable {
    case automated, queued, claimed, closed

    init(_ phase: Phase) {
        self =
            switch phase {
            case .automated: .automated
            case .agent(.queued): .queued
            case .agent(.claimed): .claimed
            case .closed: .closed
            }
    }
}

/// The reasons there are to refuse.
enum RefusalKind: CaseIterable {
    case conversationClosed, withAgent, notEscalated, notClaimed, claimedByAnother, stillOpen, supervisorOnly
    case noSuchMessage, notSaidYet

    init(_ refusal: Refusal) {
        self =
            switch refusal {
            case .conversationClosed: .conversationClosed
            case .withAgent: .withAgent
            case .notEscalated: .notEscalated
            case .notClaimed: .notClaimed
            case .claimedByAnother: .claimedByAnother
            case .stillOpen: .stillOpen
            case .supervisorOnly: .supervisorOnly
            case .noSuchMessage: .noSuchMessage
            case .notSaidYet: .notSaidYet
            }
    }
}
