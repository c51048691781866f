import Foundation
import Glibc

/// The program as it runs, its libraries included.
package enum RunningProgram {
    /// A line for each file of code, with its path, length and time of change, so that what one program computed is not
    /// taken for what another would; nil when a file is not there any more, as after an upgrade under a running program.
    package static let identity: String? = {
        // Each line ends with the path of what is mapped; see proc_pid_maps(5).
        guard let maps = whole("/proc/self/maps") else { return nil }
        let paths = maps.split(separator: "\n").compactMap { line -> Substring? in
            let parts = line.split(separator: " ", maxSplits: 5)
            guard parts.count == 6, parts[1].contains("x") else { return nil }
            // Paths stand in a column, with spaces before them.
            let path = parts[5].drop { $0 == " " }
            return path.hasPrefix("/") ? path : nil
        }
        var lines = ["\(Version.number)"]
        for path in Set(paths.map { String($0) }).sorted() {
            var status = stat()
            // Both outlive the call, which reads the one and fills the other.
            guard unsafe stat(path, &status) == 0 else { return nil }
            lines.append("\(path) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)")
        }
        return lines.joined(separator: "\n")
    }()

    /// A file of the kernel's, which says that it has no length and gives a piece for each call until there is none.
    private static func whole(_ path: String) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        var bytes = Data()
        do {
            while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty { bytes += piece }
        } catch {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
