import BotFlow
import Switchboard

/// One conversation of a `StoredPast` on its way, and what its people will still do.
struct StoredTalk {
    /// How it stands when nobody does anything more.
    enum Ending {
        case closed, queued, claimed
    }

    /// What somebody does; the sender is as a `DeliveryKey` names them, nil where nothing is sent.
    struct Step {
        let command: Command
        let sender: String?
    }

    var listing: Listing
    private let ending: Ending
    private let wantsPerson: Bool
    private var questions: Int
    /// What the agent and the customer have yet to say to each other; the agent begins and has the last word.
    private var lines: Int
    private var rates: Bool

    init(_ listing: Listing, _ ending: Ending, using generator: inout SeededGenerator) {
        self.listing = listing
        self.ending = ending
        let isForPerson = Int.random(in: 0..<5, using: &generator) < 2
        wantsPerson = ending != .closed || isForPerson
        questions = Int.random(in: 1...(wantsPerson ? 3 : 5), using: &generator)
        lines = 2 * Int.random(in: 1...5, using: &generator) - 1
        rates = Int.random(in: 0..<5, using: &generator) == 0
    }

    /// Nil when all is done.
    mutating func next(
        now: Moment, _ words: StoredWords, _ bot: Bot, _ agents: [Agent], using generator: inout SeededGenerator
    ) -> Step? {
        switch listing.conversation.phase {
        case .automated:
            if questions > 0 {
                questions -= 1
                let question = words.question(using: &generator)
                let hearing = bot.hear(question, locale: "en", at: now)
                return Step(command: .customer(.say(question, hearing)), sender: "c")
            }
            if wantsPerson { return Step(command: .customer(.askForPerson(remark: nil)), sender: nil) }
            // Too early it leads to nothing, and is tried again.
            if !rates { return Step(command: .clock(.expire(bot.patience)), sender: nil) }
            return Step(command: .customer(.end), sender: nil)
        case .agent(.queued):
            guard ending != .queued, let agent = agents.randomElement(using: &generator) else { return nil }
            return Step(command: .agent(agent, .agent, .claim), sender: nil)
        case .agent(.claimed(let claim, _)):
            guard lines > 0 else {
                if ending == .claimed { return nil }
                return Step(command: .agent(claim.by, .agent, .close(reason: nil)), sender: nil)
            }
            lines -= 1
            if lines % 2 == 0 {
                return Step(
                    command: .agent(claim.by, .agent, .reply(words.reply(using: &generator))),
                    sender: claim.by.id.description)
            }
            let line = words.line(using: &generator)
            return Step(command: .customer(.say(line, Hearing(.nothing))), sender: "c")
        case .closed:
            guard rates else { return nil }
            rates = false
            let rating = Rating(score: Int.random(in: 1...5, using: &generator), comment: nil)
            return Step(command: .customer(.rate(rating)), sender: nil)
        }
    }
}
