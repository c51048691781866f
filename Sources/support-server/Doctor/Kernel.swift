import Foundation

/// What Linux tells in files of text; see proc(5).
package enum Kernel {
    /// Nil when it cannot be read.
    static func text(of file: String) -> String? {
        // Read through a handle, as these files have no size to go by; what cannot be read is not told.
        (try? FileHandle(forReadingFrom: URL(fileURLWithPath: file)).readToEnd()).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// The soft limit in `/proc/PID/limits`.
    package static func openFilesLimit(in limits: String) -> Int? {
        guard let line = limits.split(separator: "\n").first(where: { $0.hasPrefix("Max open files") }) else {
            return nil
        }
        let value = line.dropFirst("Max open files".count).split(separator: " ").first
        return value == "unlimited" ? .max : value.flatMap { Int($0) }
    }

    /// The process that holds a file with `flock`, of `/proc/locks`: `1: FLOCK  ADVISORY  WRITE 812 fe:01:1234 0 EOF`.
    package static func holder(ofInode inode: Int, in locks: String) -> Int? {
        for line in locks.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count >= 6, fields[1] == "FLOCK", fields[3] == "WRITE", let pid = Int(fields[4]),
                fields[5].split(separator: ":").last == "\(inode)"
            else { continue }
            return pid
        }
        return nil
    }

    /// The kind of file system under a path, of `/proc/self/mountinfo`.
    package static func fileSystem(of path: String, in mounts: String) -> String? {
        var best: (length: Int, kind: String)?
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 4, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else { continue }
            let point = fields[4].replacing("\\040", with: " ")
            let isUnder = path == point || path.hasPrefix(point == "/" ? "/" : point + "/")
            // Of two at one place the later covers the earlier.
            if isUnder, point.count >= best?.length ?? 0 { best = (point.count, String(fields[dash + 1])) }
        }
        return best?.kind
    }

    /// The sockets that listen on a port, of `/proc/net/tcp`.
    package static func listeningInodes(onPort port: UInt16, in table: String) -> [String] {
        let digits = String(port, radix: 16, uppercase: true)
        let end = ":" + String(repeating: "0", count: 4 - digits.count) + digits
        return table.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            // 0A is TCP_LISTEN of include/net/tcp_states.h.
            guard fields.count > 9, fields[1].hasSuffix(end), fields[3] == "0A" else { return nil }
            return String(fields[9])
        }
    }

    /// Who listens on a port, as `process 812 (nginx)`; nil when this user may not know.
    static func listener(onPort port: UInt16) -> String? {
        let sockets = Set(
            ["/proc/net/tcp", "/proc/net/tcp6"].compactMap { text(of: $0) }
                .flatMap { listeningInodes(onPort: port, in: $0) }.map { "socket:[\($0)]" })
        // Of other users' processes nothing can be seen, and then nothing is told.
        let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter {
            Int($0) != nil
        }
        for process in processes {
            // As above.
            let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
            for file in files {
                // A file that was closed meanwhile is none of a listener.
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\(file)")
                guard let target, sockets.contains(target) else { continue }
                let name = text(of: "/proc/\(process)/comm")?.split(separator: "\n").first
                return "process \(process)" + (name.map { " (\($0))" } ?? "")
            }
        }
        return nil
    }
}
