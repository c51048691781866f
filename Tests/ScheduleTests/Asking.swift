import AgentDesk
import BotFlow
import Switchboard
import TestSupport

extension Schedule {
    /// Sends a copy of an errand, and sometimes a second one at once.
    func send(_ number: Int) {
        guard let server else { return }
        let copies = random.chance(15) ? 2 : 1
        tell("sent\(copies == 2 ? " twice" : ""): \(errands[number])")
        if case .enable(let agent) = errands[number].want { referee.willEnable(agent, for: number) }
        if case (.agent(let agent), .agent(.close)) = (errands[number].client, errands[number].want) {
            referee.willClose(errands[number].conversation ?? .none, accounts[agent].agent)
        }
        for _ in 0..<copies {
            var exchange = Exchange(
                errand: number, run: server.run, failuresBefore: disk.failures)
            switch (errands[number].client, errands[number].want) {
            case (_, .start), (_, .logIn): exchange.secret = newSecret()
            case (.customer(let customer), _): exchange.secret = customers[customer].session
            // Accounts are changed on the command line, which needs no token because it holds the file.
            case (_, .disable), (_, .enable), (.clock, _): break
            case (.agent(let agent), _):
                exchange.secret = agents[agent].token
                exchange.wasDisabled = referee.isDisabled(agent)
            }
            errands[number].copies += 1
            exchanges.append(exchange)
            ask(exchanges.count - 1, of: server.switchboard)
        }
    }

    private func newSecret() -> SecretHash {
        SecretHash((0..<4).flatMap { _ in withUnsafeBytes(of: random.next().littleEndian, Array.init) })
    }

    private func ask(_ exchange: Int, of switchboard: Switchboard) {
        Task(executorPreference: executor) { [self] in
            let outcome: Result<Answer, any Error>
            do {
                outcome = .success(try await answer(to: exchange, from: switchboard))
            } catch {
                outcome = .failure(error)
            }
            answered(exchange, outcome)
            if planted == .answersTwice, errands[exchanges[exchange].errand].number % 7 == 3 {
                answered(exchange, outcome)
            }
        }
    }

    /// An answer leaves the server.
    func answered(_ number: Int, _ outcome: Result<Answer, any Error>) {
        guard isAlive(exchanges[number].run) else { return }
        if let left = server?.answersUntilCrash {
            server?.answersUntilCrash = left - 1
            if left == 0 {
                // What was published before may have reached those who watch.
                if random.chance(50) { deliver(most: .max) }
                die("between two answers")
                return
            }
        }
        exchanges[number].answers += 1
        exchanges[number].outcome = outcome
        let errand = errands[exchanges[number].errand]
        tell("answered #\(errand.number): \(outcome.inWords)")
        errands[errand.number].firstAnswer = referee.judge(
            outcome, errand, exchanges[number], failures: disk.failures, at: clock, accounts)
        if exchanges[number].answers == 1 { arriving.append(number) }
    }

    private func answer(to exchange: Int, from switchboard: Switchboard) async throws -> Answer {
        let errand = errands[exchanges[exchange].errand]
        let secret = exchanges[exchange].secret ?? SecretHash([])
        if let answer = try await plantedAnswer(to: exchange, errand, secret, from: switchboard) { return answer }
        switch (errand.client, errand.want) {
        case (.customer(let customer), .start(let forcesNew)):
            let arrival = Switchboard.Arrival(
                session: customers[customer].session, newSession: secret, forcesNew: forcesNew, workspace: .default,
                locale: "en", page: nil, profile: Profile(),
                greeting: BotMessage(text: "Hello.", edition: "e"), queueWords: Self.words)
            return .welcome(try await switchboard.start(arrival))
        case (_, .customer(let command)):
            return .turn(
                try await switchboard.perform(
                    command, in: errand.conversation ?? .none, session: secret, key: errand.key,
                    queueWords: Self.words))
        case (_, .agent(let command)):
            return .turn(
                try await switchboard.perform(
                    command, in: errand.conversation ?? .none, token: secret, key: errand.key,
                    queueWords: Self.words))
        case (_, .transfer(let colleague)):
            return .turn(
                try await switchboard.transfer(
                    errand.conversation ?? .none, to: accounts[colleague].id, token: secret,
                    queueWords: Self.words))
        case (_, .claimNext):
            let turn = try await switchboard.claimNext(token: secret, queueWords: Self.words)
            return turn.map { .turn($0) } ?? .done
        case (.agent(let agent), .logIn(let lifetime)):
            let (_, expiresAt) = try await switchboard.logIn(
                accounts[agent].id, token: secret, for: lifetime, queueWords: Self.words)
            return .loggedIn(until: expiresAt)
        case (_, .disable(let agent)): try await change(agent, isDisabled: true, in: switchboard)
        case (_, .enable(let agent)): try await change(agent, isDisabled: false, in: switchboard)
        case (_, .sweep): _ = try await switchboard.expire(Self.patience, queueWords: Self.words)
        case (_, .start), (_, .logIn): preconditionFailure("only a customer starts, and only an agent logs in")
        }
        return .done
    }

    /// As the command line does it.
    private func change(_ agent: Int, isDisabled: Bool, in switchboard: Switchboard) async throws {
        let id = accounts[agent].id
        try await switchboard.write { ledger in
            guard var account = try ledger.store.account(id) else { throw Denial.notFound }
            if isDisabled {
                try ledger.disable(account)
            } else {
                account.isDisabled = false
                try ledger.store.save(account)
            }
        }
    }
}

extension Result where Success == Answer {
    /// As a story tells it.
    var inWords: String {
        switch self {
        case .success(.turn(let turn)): turn.events.map { "\($0.seq) \($0.event.word)" }.joined(separator: ", ")
        case .success(.welcome(let welcome)): "conversation \(welcome.listing.conversation.id.short)"
        case .success(.done): "done"
        case .success(.loggedIn(let until)): "logged in until \(until)"
        case .failure(let error): "\(error)"
        }
    }
}

extension Event {
    /// The kind alone.
    var word: String { String("\(self)".prefix { $0 != "(" }) }
}
