import Foundation
import TestSupport

extension Folder {
    /// All bytes of the store: the file and its write-ahead log.
    func bytes() throws -> Data {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: store))
        let log = URL(fileURLWithPath: store + "-wal")
        if FileManager.default.fileExists(atPath: log.path) { bytes += try Data(contentsOf: log) }
        return bytes
    }
}
