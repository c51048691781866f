import FAQ
import SQLite
import Storage
import WebServer

/// From a command line to an exit code.
enum Program {
    static func run(_ words: [String], environment: [String: String]) async -> ExitCode {
        do {
            let invocation = try Invocation(words, environment: environment)
            warnOfMisspeltVariables(in: environment)
            switch invocation {
            case .help(let subcommands, let about):
                Console.say(Help.text((subcommands, about)))
                return .done
            case .run(let subcommand, let arguments):
                return try await subcommand.run(arguments)
            }
        } catch let error as WrongUsage {
            complain(error)
            return .wrongUsage
        } catch let error as Failure {
            complain(error)
            return error.code
        } catch {
            complain(error)
            return .couldNot
        }
    }

    private static func complain(_ error: any Error) {
        Console.complain("support-server: \(Visible.text("\(error)", keeping: "\n\t"))\n")
    }

    /// A variable that is nearly one of ours is nearly a setting; others are somebody else's.
    private static func warnOfMisspeltVariables(in environment: [String: String]) {
        let known = Set(Subcommand.all.flatMap { $0.options.map(\.variable) })
        let prefix = "SUPPORT_"
        for name in environment.keys.sorted() where name.hasPrefix(prefix) && !known.contains(name) {
            let nearest = Spelling.nearest(
                to: String(name.dropFirst(prefix.count)),
                among: known.sorted().map { String($0.dropFirst(prefix.count)) })
            guard let nearest else { continue }
            Console.complain(
                "support-server: the variable \(name) means nothing here. Did you mean \(prefix)\(nearest)?\n")
        }
    }
}
