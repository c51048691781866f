import Foundation

/// A temporary folder of one test, removed when released.
package final class Folder: Sendable {
    package let path: String

    /// In the system's folder for temporary files, or in `place`.
    package init(in place: String? = nil) throws {
        let parent = place.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
        let url = parent.appendingPathComponent("test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        // What cannot be removed is left to the system's own cleaning.
        try? FileManager.default.removeItem(atPath: path)
    }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The file of the folder's one store.
    package var store: String { file("support.db") }
}
