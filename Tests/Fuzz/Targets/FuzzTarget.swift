import Foundation

/// What can be fuzzed; the raw value is its name in `scripts/fuzz`.
package enum FuzzTarget: String, CaseIterable, Codable, Sendable {
    /// Any bytes as the file of an entry.
    case entry
    /// Any bytes as `bot.yaml`.
    case script
    /// Any text as an editor's pattern, and a message to match it against.
    case pattern
    /// Folders made of random rules, and random messages.
    case matcher
    /// Any bytes as a file to lay out.
    case format
    /// Any bytes as a spreadsheet to import.
    case sheet
    /// Any bytes from a client of HTTP.
    case head
    /// Any text as a body of a request or a message of a socket.
    case json
    /// Any bytes from a client of a WebSocket.
    case frames

    /// Named in the environment, since libFuzzer reads the arguments.
    package static let chosen = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "")

    /// Ends the program when a promise is broken.
    package func run(_ bytes: [UInt8]) {
        switch self {
        case .entry: EntryFuzz.run(bytes)
        case .script: ScriptFuzz.run(bytes)
        case .pattern: PatternFuzz.run(bytes)
        case .matcher: MatcherFuzz.run(bytes)
        case .format: FormatFuzz.run(bytes)
        case .sheet: SheetFuzz.run(bytes)
        case .head: HeadFuzz.run(bytes)
        case .json: JSONFuzz.run(bytes)
        case .frames: FrameFuzz.run(bytes)
        }
    }
}

/// Ends the program, which makes the input a finding, unless the promise is kept.
func promise(_ isKept: Bool, _ promise: @autoclosure () -> String) {
    guard !isKept else { return }
    FileHandle.standardError.write(Data("BROKEN PROMISE: \(promise())\n".utf8))
    abort()
}
