import FAQ
import Foundation
import Switchboard
import Synchronization
import Testing
import WebAPI
import support_server

@Suite struct ReloadTests {
    private static func loading(_ answer: String) -> Loading {
        let entry = "---\nslug: hours\nquestion: When are you open?\n---\n\(answer)\n"
        return Loading(files: [SourceFile(path: "hours.md", text: entry)], on: .today)
    }

    private static let broken = Loading(files: [SourceFile(path: "hours.md", text: "no front matter")], on: .today)

    /// What was logged, by event.
    private final class Lines: Sendable {
        private let lines = Mutex<[LogLine]>([])
        var log: Log { { line in self.lines.withLock { $0.append(line) } } }
        var events: [String] { lines.withLock { $0.map(\.event) } }
        var last: LogLine? { lines.withLock { $0.last } }
    }

    private let lines = Lines()

    private func again(_ loading: Loading, for faq: LiveFAQ) {
        FAQLoading(of: "faq") { _ in loading }.again(for: faq, lines.log)
    }

    private func live(_ answer: String) throws -> LiveFAQ {
        LiveFAQ(try #require(Self.loading(answer).edition))
    }

    @Test func aBetterFolderAnswersFromNowOn() throws {
        let faq = try live("At nine.")
        let before = faq.edition.version
        again(Self.loading("At ten."), for: faq)
        #expect(faq.edition.version != before)
        #expect(lines.events == ["faq.loaded"])
        #expect(lines.last?.fields.contains { $0 == ("version", faq.edition.version) } == true)
    }

    @Test func aBrokenFolderChangesNothingAndIsRemembered() throws {
        let faq = try live("At nine.")
        let before = faq.edition
        again(Self.broken, for: faq)
        #expect(faq.edition === before)
        #expect(faq.problem?.diagnostics.isEmpty == false)
        #expect(lines.events == ["faq.refused"])
        again(Self.loading("At nine."), for: faq)
        #expect(faq.problem == nil)
    }

    @Test func theSameContentsKeepTheEditionWithWhatItLearned() throws {
        let faq = try live("At nine.")
        let before = faq.edition
        again(Self.loading("At nine."), for: faq)
        #expect(faq.edition === before)
        #expect(lines.events == ["faq.unchanged"])
    }

    @Test func aFolderThatIsGoneChangesNothing() throws {
        let faq = try live("At nine.")
        let before = faq.edition
        FAQLoading(of: "/nowhere/at/all").again(for: faq, lines.log)
        #expect(faq.edition === before)
        #expect(faq.problem != nil)
        #expect(lines.last?.level == .error)
    }

    @Test func aBrokenFolderAtTheStartIsAFailureWithTheReport() {
        let failure = #expect(throws: Failure.self) {
            try FAQLoading(of: "shop") { _ in Self.broken }.edition(lines.log)
        }
        #expect(failure?.code == .couldNot)
        #expect(failure?.description.contains("shop/hours.md:1") == true)
    }

    @Test(.timeLimit(.minutes(1))) func changesDuringALoadCauseOneMoreAndNeverTwoAtOnce() async throws {
        let gate = Gate()
        let loading = FAQLoading(of: "faq") { _ in
            gate.pass()
            return Self.loading("At ten.")
        }
        let told = Lines()
        let workshop = Workshop(try live("At nine."), on: NoShelf()) { .today }
        let reload = Reload(in: workshop, from: loading, log: lines.log) { news in
            told.log(LogLine(.info, news.changes.map { "\($0.path) \($0.kind)" }.joined()))
        }
        reload.request()
        gate.waitForGuest()
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...20 { group.addTask { await reload.run() } }
            // All but the one that waits for the thread are told that it will do.
            for _ in 1...19 { await group.next() }
            gate.open()
            await group.waitForAll()
        }
        #expect(gate.guests == 2)
        #expect(gate.mostAtOnce == 1)
        await reload.run()
        #expect(gate.guests == 3)
        #expect(told.events == ["hours.md changed"])
    }
}

/// A shelf that nobody looks at.
private struct NoShelf: FAQShelf {
    func files() throws -> [SourceFile] { [] }
    func write(_ texts: [String: String?]) throws {}
}

/// Holds those who want to pass until it is opened, and counts them.
///
/// All but `condition` is only touched while it is locked.
private final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOpen = false
    private var passed = 0
    private var inside = 0
    private var most = 0

    var guests: Int { condition.withLock { passed } }
    var mostAtOnce: Int { condition.withLock { most } }

    func pass() {
        condition.withLock {
            passed += 1
            inside += 1
            most = max(most, inside)
            condition.broadcast()
            // A promise that is broken fails the test, and does not hold it for ever.
            let patience = Date(timeIntervalSinceNow: 10)
            while !isOpen, condition.wait(until: patience) {}
            inside -= 1
        }
    }

    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }

    func waitForGuest() {
        condition.withLock { while passed == 0 { condition.wait() } }
    }
}
