/// What a subcommand tells the shell.
package enum ExitCode: Int32, Sendable {
    case done = 0
    /// A check failed, or what was asked for does not exist: the answer is no.
    case no = 1
    case wrongUsage = 2
    /// A file, a port or the database refused.
    case couldNot = 3
}

/// A command line that cannot be meant: what is wrong with it, and how to put it right.
package struct WrongUsage: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Why a subcommand ends without having done its work, with the remedy.
package struct Failure: Error, Equatable, CustomStringConvertible {
    package let code: ExitCode
    package let description: String

    package init(_ description: String, code: ExitCode = .couldNot) {
        self.code = code
        self.description = description
    }
}
