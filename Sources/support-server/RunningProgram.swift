import Foundation
import Glibc

/// The program as it runs, its libraries included.
package enum RunningProgram {
    /// A line for each file of code, with its path, length and time of change, so that what one program computed is not
    /// taken for what another would; nil when a file is not there any more, as after an upgrade under a running program.
    package static let identity: String? = {
        // Each line ends with the path of what is mapped; see proc_pid_maps(5).
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return nil }
        let paths = maps.split(separator: "\n").compactMap { line -> Substring? in
            let parts = line.split(separator: " ", maxSplits: 5)
            return parts.count == 6 && parts[1].contains("x") && parts[5].hasPrefix("/") ? parts[5] : nil
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
}
