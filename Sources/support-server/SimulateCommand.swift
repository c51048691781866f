import Foundation
import Glibc
import Simulation
import WebServer

/// People who are played against a running server.
extension Subcommand {
    static let simulate = Subcommand(
        "simulate", summary: "Plays customers and agents against a running server, and proves that it kept its word.",
        details: """
            Customers ask the bot, pick quick replies, want a person, chat, rate, leave and come back; agents race for \
            them, reply, pass on and close. Everybody drops connections, sends twice and asks again, so the server may \
            be killed and started meanwhile. At the end every conversation is read back and held against what was said \
            to be done. Exit code 0: nothing was lost, doubled, out of order, claimed twice or forgotten; 1: something \
            was; 3: no server answers. A server under load is started with --rates off. What was played stays in the \
            server's data: use one that is for trying out.
            """,
        options: [
            Options.url, Options.customers, Options.agents, Options.seconds, Options.pace, Options.seed, Options.admin,
            Options.json,
        ],
        examples: [
            ("simulate", "a demo: watch it at the desk of `support-server serve --demo --rates off`"),
            ("simulate --customers 500 --agents 20 --seconds 60", "many people at once"),
            ("simulate --pace 1000 --seconds 20", "as fast as the server can"),
            ("simulate --admin root < password.txt", "a server that is no demo"),
        ]
    ) { arguments in
        let plan = try plan(arguments)
        let view = LiveView()
        let outcome: Result<Verdict, any Error> = await withCheckedContinuation { continuation in
            let thread = Thread { play(plan, view) { continuation.resume(returning: $0) } }
            thread.name = "simulation"
            thread.stackSize = 8 << 20
            thread.start()
        }
        view.end()
        do {
            let verdict = try outcome.get()
            let isJSON = try arguments.value(of: Options.json)
            Console.say(isJSON ? verdict.json + "\n" : verdict.text(isColoured: Console.showsColours))
            return verdict.isClean ? .done : .no
        } catch let error as CannotBegin {
            throw Failure(error.description)
        }
    }

    private static func plan(_ arguments: Arguments) throws -> Plan {
        let server = try arguments.value(of: Options.url)
        let customers = try arguments.value(of: Options.customers)
        let agents = try arguments.value(of: Options.agents)
        let seconds = try arguments.value(of: Options.seconds)
        let pace = try arguments.value(of: Options.pace)
        let seed = try arguments.value(of: Options.seed)
        let address: SocketAddress
        do {
            address = try SocketAddress(host: server.host, port: server.port)
        } catch {
            throw Failure("Nobody knows the host \(server.host). Name another with --url.")
        }
        let admin = try arguments.value(of: Options.admin)
        return Plan(
            address: address, host: "\(server)", customers: customers, agents: agents, length: .seconds(seconds),
            seed: UInt64(seed), pace: pace,
            admin: Plan.Admin(
                username: admin ?? "admin", password: try admin.map { try Console.password(of: $0) } ?? Demo.password),
            isDemo: admin == nil)
    }

    /// For a thread of its own, which the loop keeps until the end.
    private static func play(
        _ plan: Plan, _ view: LiveView, _ done: @escaping @Sendable (Result<Verdict, any Error>) -> Void
    ) {
        do {
            let loop = try EventLoop()
            let simulation = Simulation(plan, on: loop)
            // The first Ctrl-C ends the play, and the verdict follows; the second ends the program.
            try loop.onSignal(SIGINT) {
                simulation.assumeIsolated { $0.end() }
                signal(SIGINT, SIG_DFL)
            }
            Task(executorPreference: loop) {
                let outcome: Result<Verdict, any Error>
                do {
                    outcome = .success(try await simulation.play { view.show($0) })
                } catch {
                    outcome = .failure(error)
                }
                done(outcome)
                loop.stop()
            }
            loop.run()
        } catch {
            done(.failure(error))
        }
    }
}
