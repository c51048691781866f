import Foundation
import Testing
import WebServer

@Suite struct FolderWatchTests {
    /// A folder, watched from a loop of its own while `body` changes it.
    private func watching(_ body: (_ folder: URL, _ changes: Journal) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder.appending(path: "sub"), withIntermediateDirectories: true)
        // The folder may have been removed by the test itself.
        defer { try? FileManager.default.removeItem(at: folder) }
        let loop = try EventLoop()
        let changes = Journal()
        let watch = try loop.watch(folder: folder.path) { changes.write("changed") }
        Thread.detachNewThread { loop.run() }
        defer {
            loop.execute {
                watch.cancel()
                loop.stop()
            }
        }
        try body(folder, changes)
    }

    @Test func aChangeAtAnyDepthIsNoticed() throws {
        try watching { folder, changes in
            try Data("a".utf8).write(to: folder.appending(path: "a.md"))
            #expect(try changes.wait(for: 1).count == 1)
            try Data("b".utf8).write(to: folder.appending(path: "sub/b.md"))
            #expect(try changes.wait(for: 2).count == 2)
        }
    }

    @Test func aFileRenamedOverAnotherIsNoticedEachTime() throws {
        try watching { folder, changes in
            for count in 1...3 {
                try Data("\(count)".utf8).write(to: folder.appending(path: "sub/new"))
                #expect(rename(folder.appending(path: "sub/new").path, folder.appending(path: "sub/a.md").path) == 0)
                _ = try changes.wait(for: count)
            }
        }
    }

    @Test func aFolderMadeLaterIsWatchedToo() throws {
        try watching { folder, changes in
            let deep = folder.appending(path: "x/y/z")
            try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
            let count = try changes.wait(for: 1).count
            try Data("a".utf8).write(to: deep.appending(path: "a.md"))
            #expect(try changes.wait(for: count + 1).count > count)
        }
    }

    @Test func aFolderRemovedAndMadeAgainIsWatchedAgain() throws {
        try watching { folder, changes in
            let sub = folder.appending(path: "sub")
            try FileManager.default.removeItem(at: sub)
            try FileManager.default.createDirectory(at: sub, withIntermediateDirectories: false)
            let count = try changes.wait(for: 1).count
            try Data("a".utf8).write(to: sub.appending(path: "a.md"))
            #expect(try changes.wait(for: count + 1).count > count)
        }
    }

    @Test func theFolderItselfMayGoAndComeBack() throws {
        try watching { folder, changes in
            try FileManager.default.removeItem(at: folder)
            let gone = try changes.wait(for: 1).count
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            let back = try changes.wait(for: gone + 1).count
            try Data("a".utf8).write(to: folder.appending(path: "a.md"))
            #expect(try changes.wait(for: back + 1).count > back)
        }
    }

    @Test func aFolderThatIsNotThereIsRefused() throws {
        let loop = try EventLoop()
        #expect(throws: LoopFailure.self) { try loop.watch(folder: "/nowhere/at/all") {} }
    }
}
