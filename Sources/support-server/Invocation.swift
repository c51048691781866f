import FAQ

/// What a whole command line asks for.
package enum Invocation: Sendable {
    /// Help for everything that begins with these words; all of it for none.
    case help([Subcommand], about: String)
    case run(Subcommand, Arguments)

    /// Reads a command line without the program's own name.
    package init(
        _ words: [String], among subcommands: [Subcommand] = Subcommand.all, environment: [String: String]
    ) throws(WrongUsage) {
        var words = words[...]
        var wantsHelp = words.isEmpty
        if let first = words.first, ["help", "--help", "-h"].contains(first) {
            wantsHelp = true
            words.removeFirst()
        } else if words.first == "--version" {
            words[words.startIndex] = "version"
        }
        if let end = words.firstIndex(of: "--") {
            wantsHelp = wantsHelp || words[..<end].contains { Self.isHelp($0) }
        } else {
            wantsHelp = wantsHelp || words.contains { Self.isHelp($0) }
        }
        words = words.filter { !(wantsHelp && Self.isHelp($0)) }[...]

        guard let first = words.first else {
            self = .help(subcommands, about: "")
            return
        }
        let named = subcommands.filter { $0.words.first == first }
        guard !named.isEmpty else {
            let names = subcommands.compactMap(\.words.first)
            throw WrongUsage(
                "There is no command \(first).\(Spelling.suggestion(for: first, among: names)) "
                    + "`support-server help` lists them.")
        }
        if let only = named.first, only.words.count == 1 {
            self = wantsHelp ? .help([only], about: only.name) : .run(only, try only.read(words, environment))
            return
        }
        guard let second = words.dropFirst().first else {
            self = .help(named, about: first)
            return
        }
        guard let subcommand = named.first(where: { $0.words.last == second }) else {
            let names = named.compactMap(\.words.last)
            throw WrongUsage(
                "There is no command \(first) \(second).\(Spelling.suggestion(for: second, among: names, written: "\(first) ")) "
                    + "Known: \(named.map(\.name).joined(separator: ", ")).")
        }
        self =
            wantsHelp
            ? .help([subcommand], about: subcommand.name) : .run(subcommand, try subcommand.read(words, environment))
    }

    private static func isHelp(_ word: String) -> Bool {
        word == "--help" || word == "-h"
    }
}

extension Subcommand {
    fileprivate var words: [String] { name.split(separator: " ").map(String.init) }

    fileprivate func read(
        _ line: ArraySlice<String>, _ environment: [String: String]
    ) throws(WrongUsage) -> Arguments {
        try Arguments(line.dropFirst(words.count), for: self, environment: environment)
    }
}
