import FAQ
import Foundation
import Switchboard
import Testing

/// Drafts and publications: what may be published, what is written, and what answers.
@Suite(.timeLimit(.minutes(1))) struct WorkshopTests {
    private static let hours = "---\nquestion: When are you open?\n---\nAt nine.\n"
    private static let later = "---\nquestion: When are you open?\n---\nAt ten.\n"
    private static let parcel = "---\nquestion: What does a parcel cost?\n---\nFive euros.\n"
    private static let broken = "---\nquestion: What does a parcel cost?\nowners: me\n---\nFive euros.\n"
    private static let today = Day(millisecondsSince1970: 1_700_000_000_000)

    private let shelf: Shelf
    private let workshop: Workshop

    init() throws {
        let texts = ["hours.md": Self.hours, "shop/parcel.md": Self.parcel]
        shelf = Shelf(texts)
        let files = texts.map { SourceFile(path: $0.key, text: $0.value) }
        let edition = try #require(Loading(files: files, on: Self.today).edition)
        workshop = Workshop(LiveFAQ(edition), on: shelf) { Self.today }
    }

    private func version(_ text: String) -> String { SourceFile(path: "", text: text).version }

    private func publish(_ edits: FileEdit...) async throws -> Published {
        try await workshop.work { try $0.publish(edits) }
    }

    /// What the workshop refuses an edit with.
    private func refusal(of edits: FileEdit...) async throws -> FolderRefusal {
        let (texts, edition) = (shelf.texts, workshop.faq.edition)
        let refusal = await #expect(throws: FolderRefusal.self) { try await workshop.work { try $0.publish(edits) } }
        #expect(shelf.texts == texts)
        #expect(workshop.faq.edition === edition)
        return try #require(refusal)
    }

    @Test func whatIsPublishedIsWrittenAndAnswers() async throws {
        let before = workshop.faq.edition
        let published = try await publish(
            FileEdit(path: "hours.md", text: Self.later, readAt: version(Self.hours)),
            FileEdit(path: "shop/parcel.md", text: nil, readAt: version(Self.parcel)),
            FileEdit(path: "shop/gifts.md", text: "---\nquestion: Do you wrap gifts?\n---\nYes.\n", readAt: nil))
        #expect(shelf.texts.keys.sorted() == ["hours.md", "shop/gifts.md"])
        #expect(shelf.writes.count == 1)
        #expect(workshop.faq.edition === published.edition)
        #expect(published.previous == before.version)
        #expect(
            published.changes == [
                FileChange(path: "hours.md", .changed), FileChange(path: "shop/gifts.md", .added),
                FileChange(path: "shop/parcel.md", .removed),
            ])
        #expect(workshop.faq.edition.entry("hours")?.answer.text == "At ten.")
    }

    @Test func whatIsWrittenIsLaidOut() async throws {
        let scruffy = "---\nasks: [ \"your hours\" ]\nquestion:   When are you open?\n---\n\n\nAt ten.\n\n"
        let edit = FileEdit(path: "hours.md", text: scruffy, readAt: version(Self.hours))
        let published = try await publish(edit)
        let written = "---\nquestion: When are you open?\nasks:\n  - your hours\n---\nAt ten.\n"
        #expect(shelf.texts["hours.md"] == written)
        #expect(published.edition.fileVersions["hours.md"] == version(written))
        let files = shelf.texts.map { SourceFile(path: $0.key, text: $0.value) }
        #expect(published.edition.version == Loading.version(of: files))
    }

    @Test func theSameOnceMoreIsNoConflictAndChangesNothing() async throws {
        let edit = FileEdit(path: "hours.md", text: Self.later, readAt: version(Self.hours))
        let first = try await publish(edit)
        let second = try await publish(edit)
        #expect(shelf.writes.count == 1)
        #expect(workshop.faq.edition === first.edition)
        #expect(second.previous == first.edition.version)
        #expect(second.changes == [])
    }

    @Test func aFileThatIsNotWhatWasReadIsNotOverwritten() async throws {
        shelf.set("hours.md", Self.later)
        for (text, readAt) in [(Self.parcel, version(Self.hours)), (nil, version(Self.hours)), (Self.parcel, nil)] {
            let refusal = try await refusal(
                of: FileEdit(path: "hours.md", text: text, readAt: readAt),
                FileEdit(path: "shop/parcel.md", text: Self.parcel, readAt: version(Self.parcel)))
            guard case .changed(let files) = refusal else {
                Issue.record("\(refusal)")
                continue
            }
            #expect(files.map(\.path) == ["hours.md"])
            #expect(files.first?.present?.version == version(Self.later))
        }
    }

    @Test func whatChangesWhileItIsCheckedIsNotOverwritten() async throws {
        shelf.interrupt(afterReads: 1, with: ["hours.md": Self.later])
        let edit = FileEdit(
            path: "hours.md", text: "---\nquestion: When are you open?\n---\nNever.\n", readAt: version(Self.hours))
        await #expect(throws: FolderRefusal.self) { try await workshop.work { try $0.publish([edit]) } }
        #expect(shelf.texts["hours.md"] == Self.later)
        #expect(shelf.writes.isEmpty)
    }

    @Test func anotherFileThatChangesMeanwhileIsPublishedToo() async throws {
        shelf.interrupt(afterReads: 1, with: ["shop/parcel.md": Self.parcel.replacing("Five", with: "Six")])
        _ = try await publish(FileEdit(path: "hours.md", text: Self.later, readAt: version(Self.hours)))
        #expect(workshop.faq.edition.entry("parcel")?.answer.text == "Six euros.")
        #expect(workshop.faq.edition.entry("hours")?.answer.text == "At ten.")
    }

    @Test func aBrokenEditChangesNothingAndIsToldByItsOwnLines() async throws {
        let scruffy = "---\n\n\n" + Self.broken.dropFirst(4)
        let refusal = try await refusal(
            of: FileEdit(path: "hours.md", text: Self.later, readAt: version(Self.hours)),
            FileEdit(path: "shop/parcel.md", text: scruffy, readAt: version(Self.parcel)))
        guard case .broken(let diagnostics) = refusal else {
            Issue.record("\(refusal)")
            return
        }
        #expect(diagnostics.map(\.code) == [.unknownKey])
        #expect(diagnostics.map(\.place.line) == [5])
    }

    @Test func aShelfThatIsFullChangesNothing() async throws {
        shelf.fill()
        let edit = FileEdit(path: "hours.md", text: Self.later, readAt: version(Self.hours))
        guard case .notWritten = try await refusal(of: edit) else {
            Issue.record("another refusal")
            return
        }
        shelf.fill(false)
        _ = try await publish(edit)
        #expect(workshop.faq.edition.entry("hours")?.answer.text == "At ten.")
    }

    @Test func oneEntryStays() async throws {
        let refusal = try await refusal(
            of: FileEdit(path: "hours.md", text: nil, readAt: version(Self.hours)),
            FileEdit(path: "shop/parcel.md", text: nil, readAt: version(Self.parcel)))
        guard case .nothingLeft = refusal else {
            Issue.record("\(refusal)")
            return
        }
    }

    @Test func aDraftIsLoadedOnceForAllThatIsAskedOfIt() async throws {
        try await workshop.work { bench in
            let draft = ["hours.md": Self.later]
            let first = try bench.edition(with: draft)
            #expect(try bench.edition(with: draft) === first)
            for number in 1...4 { _ = try bench.edition(with: ["hours.md": Self.hours + "\(number)\n"]) }
            #expect(try bench.edition(with: draft) !== first, "what is kept has an end")
        }
        #expect(shelf.writes.isEmpty)
    }

    @Test func aCheckIsDoneOnceAndTellsWhatALoadingTells() async throws {
        try await workshop.work { bench in
            for text in [Self.later, Self.broken, "no entry"] {
                let files = try bench.files(with: ["hours.md": text])
                let checked = bench.check(files)
                let again = bench.check(files)
                #expect(again.edition === checked.edition)
                let loaded = bench.load(files)
                #expect(loaded.diagnostics == checked.diagnostics)
                #expect(loaded.version == checked.version)
                #expect((loaded.edition == nil) == (checked.edition == nil))
            }
        }
    }

    @Test func whatWasOnlyCheckedNeverAnswers() async throws {
        let day = Self.today
        try await workshop.work { bench in
            let edit = FileEdit(path: "hours.md", text: Self.later, readAt: self.version(Self.hours))
            let files = try bench.files(with: ["hours.md": Self.later])
            func ranked(_ edition: Edition?) -> Bool {
                edition?.find("parcel price", on: day).candidates.contains { $0.layer == .ranker } == true
            }
            #expect(!ranked(bench.check(files).edition))
            #expect(ranked(try bench.edition(with: ["hours.md": Self.later])))
            #expect(ranked(try bench.publish([edit]).edition))
            #expect(ranked(bench.known?.edition))
        }
    }

    @Test func typingDoesNotForgetWhatAnswers() async throws {
        try await workshop.work { bench in
            let first = try bench.edition(with: ["hours.md": Self.later])
            for number in 1...9 { _ = bench.check(try bench.files(with: ["hours.md": Self.hours + "\(number)\n"])) }
            #expect(try bench.edition(with: ["hours.md": Self.later]) === first)
        }
    }

    @Test func aPublicationsOwnFilesAreKnownAndOthersAreNot() async throws {
        try await workshop.work { bench in
            #expect(bench.known == nil)
            let edit = FileEdit(path: "hours.md", text: Self.later, readAt: self.version(Self.hours))
            let published = try bench.publish([edit])
            #expect(bench.known?.edition === published.edition)
        }
        shelf.set("hours.md", Self.hours + "Or later.\n")
        try await workshop.work { #expect($0.known == nil) }
    }

    @Test func tooMuchWorkIsRefused() async throws {
        let workshop = Workshop(workshop.faq, on: shelf, limit: 1) { Self.today }
        let door = DispatchSemaphore(value: 0)
        let refused = await withTaskGroup(of: Bool.self) { group in
            // One is at the bench, one waits, and the others are told.
            for _ in 1...5 {
                group.addTask {
                    do {
                        try await workshop.work { (_: Bench) -> Void in door.wait() }
                        return false
                    } catch {
                        return error as? Denial == .overloaded
                    }
                }
            }
            var refused = 0
            while refused < 3, let isRefused = await group.next() { refused += isRefused ? 1 : 0 }
            door.signal()
            door.signal()
            for await isRefused in group { refused += isRefused ? 1 : 0 }
            return refused
        }
        // Four, when the first was yet to be taken from where it waits.
        #expect((3...4).contains(refused))
    }
}
