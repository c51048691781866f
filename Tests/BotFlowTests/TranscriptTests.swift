import BotFlow
import Foundation
import Testing

@Suite struct TranscriptTests {
    @Test(arguments: files)
    func everyTranscriptIsPlayedAsItIsWritten(file: String) throws {
        let written = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
        let transcript = try Transcript(written)
        let played = try transcript.played()
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try played.write(to: Self.sources.appending(path: file), atomically: true, encoding: .utf8)
            return
        }
        #expect(transcript.expectsSomething, "nothing is indented here, so nothing is expected; RECORD=1 writes it")
        if played != written {
            Issue.record("\(file) is played differently:\n\(difference(from: written, to: played))")
        }
    }

    @Test func thereAreTranscripts() {
        #expect(Self.files.count >= 15)
    }

    @Test func whatIsPlayedDifferentlyIsShownLineByLine() throws {
        let written = """
            answer orders: order -> It is on its way.
            ---
            # A customer asks.
            customer: where is my order
              bot: It is lost.
            customer ends
            """
        let played = try Transcript(written).played()
        #expect(
            difference(from: written, to: played) == """
                  answer orders: order -> It is on its way.
                  ---
                  # A customer asks.
                  customer: where is my order
                -   bot: It is lost.
                +   bot: It is on its way.
                  customer ends
                +   system: The customer ended this conversation.
                +   phase: closed by the customer at 09:00
                """)
    }

    @Test func aTranscriptThatExpectsNothingIsSeen() throws {
        #expect(try !Transcript("---\ncustomer ends").expectsSomething)
        #expect(try Transcript("---\ncustomer ends\n  phase: closed").expectsSomething)
    }

    @Test(arguments: [
        "customer ends", "---\ncustomer flies", "---\nZoe claims", "---\ncustomer picks: What?", "---\nrouting sleeps",
        "agents: Ana\n---\nAna transfers to Zoe", "agents: Ana\n---\nAna rates 5", "greets: Hi\n---\ncustomer ends",
        "answer orders: order\n---\ncustomer ends", "fallback: Hm. -> nobody\n---\ncustomer ends",
        "idle: soon\n---\ncustomer ends", "---\n15 minute pass", "---\ncustomer finds that helpful",
    ])
    func aLineThatMeansNothingIsNotPassedOver(text: String) {
        #expect(throws: Transcript.Unreadable.self) { try Transcript(text).played() }
    }

    private static let folder = Bundle.module.resourceURL.map { $0.appending(path: "Transcripts") } ?? sources

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")

    private static let files: [String] = {
        // An empty list fails in its own test.
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path())
        return (files ?? []).filter { $0.hasSuffix(".chat") }.sorted()
    }()
}
