import BotFlow
import Storage
import TestSupport
import Testing

/// The index of words lags while many speak, and is never wrong about what it has.
struct WordIndexTests {
    private func found(_ scene: Scene, _ words: String = "parcel") throws -> Int {
        try scene.archive().search(words, in: .default, limit: 999).count
    }

    /// Says so many things in one transaction.
    private func crowd(_ scene: Scene, of count: Int, _ words: String = "my parcel") throws {
        let id = try scene.begin()
        try scene.together { for number in 0..<count { try scene.say("\(words) \(number)", in: id) } }
    }

    @Test func whatFewSayIsFoundAtOnce() throws {
        let scene = try Scene(seed: 1)
        try crowd(scene, of: 2)
        #expect(try !scene.store.isIndexBehind && found(scene) == 2)
    }

    @Test func whatACrowdSaysIsFoundWhenItPauses() throws {
        let scene = try Scene(seed: 2)
        try crowd(scene, of: 60)
        #expect(try scene.store.isIndexBehind && found(scene) == 0)
        #expect(try Verification(of: scene.folder.store).isSound)
        try scene.store.commit {}
        #expect(try !scene.store.isIndexBehind && found(scene) == 60)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func aCrowdThatNeverPausesIsIndexedInLots() throws {
        let scene = try Scene(seed: 3)
        for _ in 0..<5 { try crowd(scene, of: 60) }
        // Each says two things, as the bot answers; the greetings are said by few.
        #expect(try (128...300).contains(found(scene)))
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func whatACrashLeftBehindIsIndexedAtTheNextStart() throws {
        let folder: Folder
        do {
            let scene = try Scene(seed: 4)
            folder = scene.folder
            try crowd(scene, of: 60)
        }
        #expect(try Verification(of: folder.store).isSound)
        let store = try SQLiteStore(path: folder.store)
        let archive = try SQLiteArchive(path: folder.store)
        #expect(try !store.isIndexBehind && archive.search("parcel", in: .default, limit: 999).count == 60)
        #expect(try Verification(of: folder.store).isSound)
    }

    @Test func anErasedWordThatWasNeverIndexedIsNowhere() throws {
        let scene = try Scene(seed: 6)
        let (id, other) = (try scene.begin(), try scene.begin())
        try scene.together {
            for number in 0..<30 { try scene.say("quokkas ate parcel \(number)", in: id) }
            for number in 0..<30 { try scene.say("wombats ate parcel \(number)", in: other) }
            try scene.perform(.customer(.erase), in: id)
        }
        try scene.store.commit {}
        #expect(try found(scene, "quokkas") == 0 && found(scene, "wombats") == 30)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func anErasureThatIsTakenBackLeavesTheWords() throws {
        struct Trouble: Error {}
        let scene = try Scene(seed: 7)
        let id = try scene.begin()
        try scene.together {
            for number in 0..<30 { try scene.say("my parcel \(number)", in: id) }
            #expect(throws: Trouble.self) {
                try scene.store.attempt {
                    try scene.store.eraseWords(of: id)
                    throw Trouble()
                }
            }
        }
        try scene.store.commit {}
        #expect(try found(scene) == 30)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func aTransactionThatFailsLeavesNothingBehind() throws {
        struct Trouble: Error {}
        let scene = try Scene(seed: 8)
        try crowd(scene, of: 60)
        #expect(throws: Trouble.self) { try scene.store.commit { throw Trouble() } }
        try scene.store.commit {}
        #expect(try !scene.store.isIndexBehind && found(scene) == 60)
    }
}
