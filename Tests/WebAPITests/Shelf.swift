import FAQ
import Switchboard
import Synchronization

/// Files in memory, which can be told to take no writes.
final class Shelf: FAQShelf {
    private struct Full: Error {}

    private let state: Mutex<(texts: [String: String], isFull: Bool)>

    init(_ texts: [String: String]) {
        state = Mutex((texts, false))
    }

    var texts: [String: String] { state.withLock { $0.texts } }

    func fill() {
        state.withLock { $0.isFull = true }
    }

    func files() throws -> [SourceFile] {
        texts.map { SourceFile(path: $0.key, text: $0.value) }.sorted { $0.path < $1.path }
    }

    func write(_ texts: [String: String?]) throws {
        try state.withLock { state in
            if state.isFull { throw Full() }
            for (path, text) in texts { state.texts[path] = text }
        }
    }
}
