import WebClient
package import WebServer

/// Plays customers and agents against a running server over real HTTP and WebSockets, and judges what it was told.
package actor Simulation {
    private static let readers = 24

    private nonisolated let loop: EventLoop
    private let plan: Plan
    private let stage: Stage
    private var customers: [Customer] = []
    private var agents: [AgentRole] = []
    private var reading: Reading?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    /// For the thread that will run the loop.
    package init(_ plan: Plan, on loop: EventLoop) {
        self.loop = loop
        self.plan = plan
        stage = Stage(plan, on: loop)
    }

    /// Plays to the end, calling `watch` a few times a second.
    package func play(watch: @escaping @Sendable (Snapshot) -> Void) async throws -> Verdict {
        try await greet()
        agents = try await Staff(on: stage).hire()
        customers = (1...plan.customers).map { Customer($0, on: stage) }
        let watching = loop.after(.milliseconds(250), every: .milliseconds(250)) { [weak self] in
            self?.assumeIsolated { watch(Snapshot($0.stage, $0.reading)) }
        }
        defer { watching.cancel() }
        stage.begin()
        loop.after(plan.length) { [weak self] in self?.assumeIsolated { $0.stage.end() } }
        await withDiscardingTaskGroup { group in
            for place in customers.indices {
                group.addTask(executorPreference: loop) { await self.live(place) }
            }
            for place in agents.indices {
                group.addTask(executorPreference: loop) { await self.work(place) }
            }
        }
        let length = ContinuousClock.now - stage.began
        return Verdict(stage, length: min(length, max(plan.length, .zero)), await readBack())
    }

    /// Ends the play before its time; the verdict follows.
    package func end() {
        stage.end()
    }

    private func live(_ place: Int) async {
        await customers[place].live()
    }

    private func work(_ place: Int) async {
        await agents[place].work()
    }

    /// Whether a server of ours answers at all, and what it is usually asked.
    private func greet() async throws {
        let visitor = Person("visitor", number: 0, on: stage)
        let reply = await visitor.ask(
            .other, .init(method: "GET", path: "customer/quick-questions"), explained: ["not_found", "404"])
        switch reply {
        case .unknown:
            throw CannotBegin(
                "No server answers at \(plan.host). Start one with `support-server serve --demo --rates off`, or name "
                    + "another with --url.")
        case .refused:
            throw CannotBegin("What answers at \(plan.host) is no support-server.")
        case .done(let list):
            stage.questions += (list?.elements ?? []).compactMap { $0["question"]?.text }
        }
    }

    private func readBack() async -> Reading {
        stage.extend()
        let reading = Reading(of: stage, as: agents[0])
        self.reading = reading
        await reading.begin()
        await withDiscardingTaskGroup { group in
            for number in 1...Self.readers {
                group.addTask(executorPreference: loop) { await self.read(number) }
            }
        }
        return reading
    }

    private func read(_ number: Int) async {
        let reader = Person("reader\(number)", number: 1_000_000 + number, on: stage)
        guard let reading else { return }
        while await reading.readNext(reader) {}
        // Nobody is left waiting for customers who will not come back.
        while let (conversation, session) = reading.takeOpen() {
            reader.credential = "X-Customer-Session-Id: \(session)\r\n"
            _ = await reader.ask(.other, .init(path: "customer/conversations/\(conversation)/end"), in: conversation)
        }
    }
}
