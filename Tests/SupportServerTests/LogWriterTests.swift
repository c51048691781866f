import BotFlow
import Foundation
import Testing
import WebAPI
import support_server

@Suite struct LogWriterTests {
    private static let moment = Moment(milliseconds: 1_772_357_400_123)

    private func text(_ value: String, in format: LogWriter.Format) -> String {
        LogWriter.text(of: LogLine(.info, "test.event", [("value", value)]), at: Self.moment, in: format)
    }

    private static let forgeries = [
        "a\n2026-03-01T09:30:00.000Z error root.login", "a\r\nb", "a\u{2028}b", "a\u{2029}b", "a\u{85}b",
        "a\u{1B}[2Jb", "a\0b", "a\u{202E}b", "x\" level=\"error", "x level=error", "\\\"", "", "=",
    ]

    @Test func aPlainLineReadsPlainly() {
        #expect(
            text("http://[::1]:8080/a", in: .text)
                == "2026-03-01T09:30:00.123Z info test.event value=http://[::1]:8080/a")
    }

    @Test(arguments: LogWriterTests.forgeries, [LogWriter.Format.text, .json])
    func noValueEndsItsLineOrReachesATerminal(value: String, format: LogWriter.Format) {
        let line = text(value, in: format)
        #expect(
            !line.unicodeScalars.contains { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: true
                default: false
                }
            })
    }

    @Test(arguments: LogWriterTests.forgeries)
    func noValuePassesForAField(value: String) throws {
        let line = text(value, in: .text)
        let head = "2026-03-01T09:30:00.123Z info test.event value=\""
        #expect(line.hasPrefix(head))
        // The first quote that no backslash stands before is the one at the end.
        var rest = line.dropFirst(head.count)
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\" { _ = rest.popFirst() }
        }
        #expect(rest.isEmpty)
    }

    @Test(arguments: LogWriterTests.forgeries)
    func aLineOfJSONIsOneObjectWithTheFieldsAndNoOthers(value: String) throws {
        let object = try JSONSerialization.jsonObject(with: Data(text(value, in: .json).utf8))
        let fields = try #require(object as? [String: String])
        #expect(Set(fields.keys) == ["time", "level", "event", "value"])
        #expect(fields["level"] == "info")
        #expect(fields["event"] == "test.event")
    }

    @Test func theJournalIsToldHowBadItIs() {
        #expect([LogLine.Level.error, .warning, .info].map(\.priority) == [3, 4, 6])
    }

    @Test func whatIsVisibleStays() {
        #expect(Visible.text("Grüße 👋 — “ok”\n", keeping: "\n") == "Grüße 👋 — “ok”\n")
        #expect(Visible.text("a\u{1B}[31mb") == "a\\u{1b}[31mb")
    }
}
