import AgentDesk
import BotFlow
import SQLite
import Storage
import Switchboard
import TestSupport
import Testing

/// What the port ``EditionLog`` promises.
struct EditionLogTests {
    private let scene: Scene

    init() throws {
        scene = try Scene(seed: 1)
    }

    private func edition(_ version: String, by editor: Agent? = nil, _ changes: [FileChange] = []) -> PublishedEdition {
        PublishedEdition(
            version: version, at: scene.now, by: editor, message: editor.map { "by \($0.displayName)" },
            changes: changes)
    }

    private func record(_ edition: PublishedEdition, in workspace: Workspace = .default) throws {
        try scene.store.commit { try scene.store.record(edition, in: workspace) }
    }

    @Test func whatIsRecordedIsReadAsItWas() throws {
        let editor = Agent(id: scene.agents[0].id, displayName: "Eva “the editor”")
        let changes = [
            FileChange(path: "a/\"b\".md", .added), FileChange(path: "bot.yaml", .changed),
            FileChange(path: "c.md", .removed),
        ]
        let written = edition("0123456789ab", by: editor, changes)
        try record(written)
        #expect(try scene.store.newestEdition(in: .default) == written)
        #expect(try scene.archive().editions(in: .default, before: nil, limit: 9).map(\.edition) == [written])
    }

    @Test func thereMayBeNone() throws {
        #expect(try scene.store.newestEdition(in: .default) == nil)
        #expect(try scene.archive().editions(in: .default, before: nil, limit: 9).isEmpty)
    }

    @Test func pagesGoFromTheNewestToTheFirstOfTheirWorkspace() throws {
        for number in 1...5 { try record(edition("\(number)")) }
        try record(edition("other"), in: Workspace("other"))
        #expect(try scene.store.newestEdition(in: .default)?.version == "5")
        let archive = try scene.archive()
        let first = try archive.editions(in: .default, before: nil, limit: 2)
        #expect(first.map(\.edition.version) == ["5", "4"])
        let rest = try archive.editions(in: .default, before: first.last?.number, limit: 9)
        #expect(rest.map(\.edition.version) == ["3", "2", "1"])
    }

    @Test func aRowThatSomethingElseChangedIsRefused() throws {
        try record(edition("1"))
        let database = try Database(path: scene.folder.store, access: .readWrite)
        for changes in ["nothing", "[]", "{\"a.md\":\"eaten\"}"] {
            try database.run("UPDATE editions SET changes = ?1", [.text(changes)])
            #expect(throws: StorageError.self) { try scene.store.newestEdition(in: .default) }
        }
    }

    @Test func messagesOfCustomersComeNewestFirstWithoutErasedOnes() throws {
        let ids = try (0..<3).map { _ in try scene.begin() }
        for id in ids { try scene.say("Is it open?", in: id) }
        let archive = try scene.archive()
        func words(from moment: Moment, limit: Int = 99) throws -> [String] {
            var words: [String] = []
            try archive.customerMessages(in: .default, from: moment, limit: limit) { words.append($0) }
            return words
        }
        let expected = ids.flatMap { id in
            scene.history[id, default: []].compactMap { recorded -> (Moment, String)? in
                if case .said(let words) = recorded.event { (recorded.at, words) } else { nil }
            }
        }.sorted { $0.0 > $1.0 }
        #expect(!expected.isEmpty)
        #expect(try words(from: Moment(milliseconds: 0)) == expected.map(\.1))
        #expect(try words(from: Moment(milliseconds: 0), limit: 1) == [expected[0].1])
        #expect(try words(from: expected[0].0) == [expected[0].1])
        try scene.store.commit { try scene.store.eraseWords(of: ids[0]) }
        #expect(try words(from: Moment(milliseconds: 0)).count < expected.count)
    }
}
