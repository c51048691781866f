import Dispatch
import Foundation
import Glibc

/// The terminal, or whatever stands in its place.
package enum Console {
    /// Writes to standard output at once.
    package static func say(_ text: String) {
        write(text, to: .standardOutput)
    }

    /// Writes to standard error at once.
    package static func complain(_ text: String) {
        write(text, to: .standardError)
    }

    /// A reader who has gone is no reason to stop working.
    private static func write(_ text: String, to handle: FileHandle) {
        // What cannot be written has nobody left who could be told.
        try? handle.write(contentsOf: Data(text.utf8))
    }

    package static var asksPeople: Bool { isatty(STDIN_FILENO) == 1 }
    package static var isSeen: Bool { isatty(STDERR_FILENO) == 1 }
    /// Whether colours reach a terminal and are wanted there; see <https://no-color.org>.
    package static var showsColours: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
    }

    /// Asks for a new password twice, or reads it from standard input when nobody sits there: its first line.
    static func newPassword(for username: String) throws -> String {
        guard asksPeople else {
            guard let password = readLine(), !password.isEmpty else {
                throw WrongUsage("There is no password on standard input. Write it there as one line.")
            }
            return password
        }
        let password = try hiddenLine("Password for \(username): ")
        guard try hiddenLine("The same again: ") == password else {
            throw WrongUsage("The two are not the same. Nothing was changed.")
        }
        return password
    }

    /// Asks for a password that exists, or reads it from standard input when nobody sits there: its first line.
    static func password(of username: String) throws -> String {
        if asksPeople { return try hiddenLine("Password of \(username): ") }
        guard let password = readLine(), !password.isEmpty else {
            throw WrongUsage("There is no password on standard input. Write it there as one line.")
        }
        return password
    }

    /// A line that the terminal does not show; Ctrl-C leaves the terminal as it was, too.
    private static func hiddenLine(_ prompt: String) throws -> String {
        complain(prompt)
        var hidden = termios()
        // The variable outlives the call, which fills it.
        guard unsafe tcgetattr(STDIN_FILENO, &hidden) == 0 else {
            throw Failure("The terminal cannot be told to hide a password. Write it on standard input instead.")
        }
        let before = hidden
        hidden.c_lflag &= ~tcflag_t(ECHO)
        signal(SIGINT, SIG_IGN)
        let interruption = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        interruption.setEventHandler {
            set(before)
            complain("\n")
            exit(ExitCode.couldNot.rawValue)
        }
        interruption.resume()
        set(hidden)
        defer {
            set(before)
            interruption.cancel()
            signal(SIGINT, SIG_DFL)
            complain("\n")
        }
        guard let line = readLine() else { throw Failure("No password was typed. Nothing was done.") }
        return line
    }

    private static func set(_ settings: termios) {
        var settings = settings
        // The variable outlives the call, which only reads it.
        unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }
}
