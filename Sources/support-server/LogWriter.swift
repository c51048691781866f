package import BotFlow
import Foundation
import Glibc
import JSON
import Synchronization
package import WebAPI

/// Writes log lines to standard error, one for each event.
///
/// Nothing in a value can end its line or pass for another field: what is not plain is quoted, and what a terminal or
/// a log reader could act on is written as its number.
package final class LogWriter: Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case text
        case json
    }

    private let format: Format
    private let namesPriority: Bool
    /// Held for one write, so that lines of several threads do not mix.
    private let turn = Mutex(())

    /// `namesPriority` puts each line's priority before it, as sd-daemon(3) has it, so that `journalctl --priority err` finds it.
    package init(_ format: Format, namesPriority: Bool = false) {
        self.format = format
        self.namesPriority = namesPriority
    }

    /// Whether systemd has joined standard error with its journal, which takes the priorities off again.
    package static var isReadByJournal: Bool {
        ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil && isatty(STDERR_FILENO) == 0
    }

    package func write(_ line: LogLine) {
        let text =
            (namesPriority ? "<\(line.level.priority)>" : "") + Self.text(of: line, at: .now, in: format) + "\n"
        turn.withLock { _ in Console.complain(text) }
    }

    /// One line without its end.
    package static func text(of line: LogLine, at moment: Moment, in format: Format) -> String {
        switch format {
        case .text:
            let fields = line.fields.map { " \($0.name)=\(quotedIfNeeded($0.value))" }.joined()
            return "\(moment) \(line.level.rawValue) \(line.event)\(fields)"
        case .json:
            var writer = JSONWriter()
            writer.object { object in
                object.member("time", moment.description)
                object.member("level", line.level.rawValue)
                object.member("event", line.event)
                for field in line.fields { object.member(field.name, Visible.text(field.value, keeping: "\n\t")) }
            }
            return writer.text
        }
    }

    private static func quotedIfNeeded(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._~:/@+,%?&[]".utf8.contains(byte)
                }
            }
        if isPlain { return value }
        let escaped = value.flatMap { character in
            character == "\"" || character == "\\" ? "\\\(character)" : String(character)
        }
        return "\"\(Visible.text(String(escaped)))\""
    }
}

extension LogLine.Level {
    /// The number of syslog(3).
    package var priority: Int {
        switch self {
        case .error: 3
        case .warning: 4
        case .info: 6
        }
    }
}

/// Text from elsewhere, made safe for a terminal and for readers of lines.
package enum Visible {
    /// With every control, invisible or line-ending character but those in `keeping` written as `\u{…}`.
    package static func text(_ text: String, keeping kept: String = "") -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where kept.unicodeScalars.contains(scalar):
                result.append(scalar)
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            default:
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Moment {
    /// The wall clock.
    package static var now: Moment {
        Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
