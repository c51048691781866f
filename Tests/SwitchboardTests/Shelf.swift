import FAQ
import Switchboard
import Synchronization

/// A shelf in memory that does what a test wants: refuses writes, or changes while somebody works.
final class Shelf: FAQShelf {
    struct Full: Error {}

    private struct State {
        var texts: [String: String]
        var isFull = false
        var writes: [[String: String?]] = []
        /// What somebody else does when the files have been read this many times more.
        var interruption: (reads: Int, texts: [String: String])?
    }

    private let state: Mutex<State>

    init(_ texts: [String: String]) {
        state = Mutex(State(texts: texts))
    }

    var texts: [String: String] { state.withLock { $0.texts } }
    var writes: [[String: String?]] { state.withLock { $0.writes } }

    func fill(_ isFull: Bool = true) {
        state.withLock { $0.isFull = isFull }
    }

    func set(_ path: String, _ text: String?) {
        state.withLock { $0.texts[path] = text }
    }

    func interrupt(afterReads reads: Int, with texts: [String: String]) {
        state.withLock { $0.interruption = (reads, texts) }
    }

    // MARK: The port

    func files() throws -> [SourceFile] {
        state.withLock { state in
            let files = state.texts.map { SourceFile(path: $0.key, text: $0.value) }.sorted { $0.path < $1.path }
            if let (reads, texts) = state.interruption {
                state.interruption = reads > 1 ? (reads - 1, texts) : nil
                if reads == 1 { state.texts.merge(texts) { $1 } }
            }
            return files
        }
    }

    func write(_ texts: [String: String?]) throws {
        try state.withLock { state in
            if state.isFull { throw Full() }
            state.writes.append(texts)
            for (path, text) in texts { state.texts[path] = text }
        }
    }
}
