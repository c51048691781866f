import AgentDesk
import BotFlow
import Switchboard
import TestSupport

/// What a customer's page knows.
struct CustomerClient {
    var session: SecretHash?
    var conversation: ConversationID?
}

/// What an agent's desk knows.
struct AgentClient {
    var token: SecretHash?
}

extension Schedule {
    /// Puts down what a client wants; it is sent by ``send(_:)``.
    func newErrand(
        _ want: Errand.Want, by client: Client, in conversation: ConversationID? = nil, words: String? = nil
    ) -> Int {
        errands.append(
            Errand(number: errands.count, client: client, want: want, conversation: conversation, words: words))
        return errands.count - 1
    }

    /// Words that no other errand has; an erased one can be looked for in the whole file.
    private var newWords: String { "quokka \(errands.count) zebra" }

    func actAsCustomer(_ number: Int) {
        let client = Client.customer(number)
        guard let conversation = customers[number].conversation else {
            // One start at a time: a page waits for it before it does anything else.
            if !errands.contains(where: { $0.client == client && !$0.isDone }) {
                send(newErrand(.start(forcesNew: false), by: client))
            }
            return
        }
        let words = newWords
        let command: CustomerCommand?
        switch random.below(100) {
        case ..<52: command = .say(words, hearing())
        case ..<58: command = .pick(QuickReply(slug: "s", question: words), Hearing(.answer(message("picked"))))
        case ..<68: command = .askForPerson(remark: nil)
        case ..<78: command = .read(upTo: 1 + random.below(12))
        case ..<82: command = .judge(message: 2, helpful: random.chance(50))
        case ..<88: command = .rate(Rating(score: 1 + random.below(5), comment: nil))
        case ..<91: command = .end
        case ..<93: command = .erase
        default: command = nil
        }
        guard let command else {
            send(newErrand(.start(forcesNew: random.chance(60)), by: client))
            return
        }
        let isSaid = if case .say = command { true } else if case .pick = command { true } else { false }
        send(newErrand(.customer(command), by: client, in: conversation, words: isSaid ? words : nil))
    }

    private func hearing() -> Hearing {
        switch random.below(100) {
        case ..<50: return Hearing(.answer(message("answer")))
        case ..<58: return Hearing(.answerThenPerson(message("urgent"), why: "urgent", priority: 1 + random.below(2)))
        case ..<68: return Hearing(.wantsPerson)
        case ..<71: return Hearing(.failure)
        default:
            let ladder = [Fallback(say: message("sorry")), Fallback(say: message("again"), escalates: true)]
            return Hearing(.nothing, ladder: ladder)
        }
    }

    private func message(_ text: String) -> BotMessage { BotMessage(text: text, slug: text, edition: "e") }

    func actAsAgent(_ number: Int) {
        let client = Client.agent(number)
        guard agents[number].token != nil else {
            if !errands.contains(where: { $0.client == client && !$0.isDone }) {
                send(newErrand(.logIn(lifetime: .seconds(random.chance(80) ? 7200 : 200)), by: client))
            }
            return
        }
        let isSupervisor = accounts[number].role == .supervisor
        let words = newWords
        let command: AgentCommand
        switch random.below(100) {
        case ..<22:
            send(newErrand(.claimNext, by: client))
            return
        case ..<42: command = .claim
        case ..<64: command = .reply(words)
        case ..<72: command = .note(words)
        case ..<80: command = .release
        case ..<84: command = .handBack
        case ..<88: command = .close(reason: nil)
        case ..<92: command = .read(upTo: 1 + random.below(12))
        case ..<97:
            guard let conversation = referee.conversations.randomElement(using: &random) else { return }
            send(newErrand(.transfer(to: random.below(agents.count)), by: client, in: conversation))
            return
        default:
            guard isSupervisor else { return }
            let other = random.below(agents.count - 1)
            send(newErrand(referee.isDisabled(other) ? .enable(other) : .disable(other), by: client))
            return
        }
        // All of them fall over those who wait or were just claimed, so that there are races.
        let wanted = referee.escalated
        let place = (random.chance(85) ? wanted : referee.conversations).randomElement(using: &random)
        guard let place else { return }
        let isSaid =
            switch command {
            case .reply, .note: true
            default: false
            }
        send(newErrand(.agent(command), by: client, in: place, words: isSaid ? words : nil))
        // A colleague at the same moment.
        if case .claim = command, random.chance(50) {
            let other = random.below(agents.count)
            if agents[other].token != nil { send(newErrand(.agent(.claim), by: .agent(other), in: place)) }
        }
    }

    // MARK: What comes back

    /// An answer reaches its client, or is lost on the way.
    func receiveAnswer(mayBeLost: Bool = true) {
        guard !arriving.isEmpty else { return }
        // Of two connections the later answer may be the first.
        let number = arriving.remove(at: random.below(min(arriving.count, 3)))
        let errand = exchanges[number].errand
        errands[errand].copies -= 1
        if mayBeLost, random.chance(15) {
            tell("an answer to #\(errand) is lost")
            return
        }
        guard !errands[errand].isDone, let outcome = exchanges[number].outcome else { return }
        switch outcome {
        case .success(let answer):
            errands[errand].isDone = true
            take(answer, of: errand, sentWith: exchanges[number].secret)
        case .failure(Denial.storeUnavailable), .failure(Denial.overloaded), .failure(is FaultyDisk.Failure):
            if planted == .retriesUnderANewKey { errands[errand].rekeyed += 1 }
        case .failure(let error):
            errands[errand].isDone = true
            take(error, of: errand)
        }
    }

    /// What has no answer is sent again, as it was.
    func sendAgain() {
        let unanswered = errands.indices.filter { !errands[$0].isDone && errands[$0].copies == 0 }
        guard let number = unanswered.randomElement(using: &random) else { return }
        send(number)
    }

    private func take(_ answer: Answer, of number: Int, sentWith secret: SecretHash?) {
        let errand = errands[number]
        switch (errand.client, errand.want, answer) {
        case (.customer(let customer), .start, .welcome(let welcome)):
            if welcome.usesNewSession { customers[customer].session = secret }
            customers[customer].conversation = welcome.listing.conversation.id
        case (.customer(let customer), .customer(.erase), _):
            if customers[customer].conversation == errand.conversation { customers[customer].conversation = nil }
        case (.agent(let agent), .logIn, _): agents[agent].token = secret
        default: break
        }
    }

    private func take(_ error: any Error, of number: Int) {
        switch (errands[number].client, error) {
        case (.customer(let customer), Denial.notFound): customers[customer].conversation = nil
        // Who is not let in asks again, or tries to come in anew.
        case (.agent(let agent), Denial.unauthenticated): agents[agent].token = nil
        default: break
        }
    }
}
