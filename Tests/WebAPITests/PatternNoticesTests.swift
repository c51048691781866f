import BotFlow
import FAQ
import Foundation
import Switchboard
import Testing
import WebAPI

@Suite struct PatternNoticesTests {
    private static let edition = Loading(
        files: [SourceFile(path: "a/evil.md", text: "---\nquestion: aaa\nmatch:\n  - pcre: '(a+)+$'\n---\nYes.\n")],
        on: Day(millisecondsSince1970: Service.dawn.milliseconds)
    ).edition

    @Test func aPatternThatGivesUpIsToldOfThreeTimesAndNamedAsLongAsItIsOff() async throws {
        let edition: Edition = try #require(Self.edition)
        let service = try Service(edition: edition)
        let guest = try await service.guest()
        let words = String(repeating: "a", count: 400) + " secret"
        for _ in 0..<5 {
            _ = await service.call("POST", guest.path + "/messages", "{\"content\":\"\(words)\"}", as: guest.identity)
        }
        let lines = service.lines.filter { $0.event.hasPrefix("faq.") }
        #expect(lines.map(\.event) == Array(repeating: "faq.pattern_gave_up", count: 3) + ["faq.pattern_switched_off"])
        for line in lines {
            #expect(line.fields.contains { $0 == ("place", "a/evil.md:4") })
            #expect(!line.fields.contains { $0.value.contains("secret") })
        }
        let ready = await service.call("GET", "/ready")
        #expect(ready.text.contains(#""patterns_off":["a/evil.md:4"]"#))
        let figures = await service.call("GET", "/metrics").text
        #expect(figures.contains("\nsupport_faq_patterns_gave_up_total 3\n"))
        #expect(figures.contains("\nsupport_faq_patterns_off 1\n"))
    }
}
