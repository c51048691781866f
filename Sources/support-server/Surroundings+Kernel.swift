import BotFlow
import Foundation
import Glibc
import WebAPI

extension Surroundings {
    /// Asks the kernel; some tens of microseconds, so never on the event loop.
    init(of data: DataFolder, startedAt: Moment) {
        self.init()
        self.startedAt = startedAt
        if let stat = Kernel.text(of: "/proc/self/stat") { processorSeconds = Kernel.processorSeconds(in: stat) }
        if let statm = Kernel.text(of: "/proc/self/statm") {
            let pages = statm.split(separator: " ").prefix(2).compactMap { Int($0) }
            let page = Int(sysconf(Int32(_SC_PAGESIZE)))
            virtualBytes = pages.first.map { $0 * page }
            residentBytes = pages.count > 1 ? pages[1] * page : nil
        }
        openFiles = Kernel.openFiles
        openFilesLimit = Kernel.text(of: "/proc/self/limits").flatMap { Kernel.openFilesLimit(in: $0) }
        // A log that is not there has no bytes.
        let log = try? FileManager.default.attributesOfItem(atPath: "\(data.database)-wal")
        logBytes = (log?[.size] as? NSNumber)?.intValue ?? 0
        // A file system that does not tell is not told of.
        let room = try? FileManager.default.attributesOfFileSystem(forPath: data.path)
        diskBytes = (room?[.systemSize] as? NSNumber)?.intValue
        diskFreeBytes = (room?[.systemFreeSize] as? NSNumber)?.intValue
        lastBackup = data.lastBackup
    }
}

extension Kernel {
    /// The time of all threads, of `/proc/PID/stat`; the program's name in it may hold any character.
    package static func processorSeconds(in stat: String) -> Double? {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        // The 14th and 15th of all; the third comes first behind the name.
        guard fields.count > 12, let own = Double(fields[11]), let system = Double(fields[12]) else { return nil }
        return (own + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    static var openFiles: Int? {
        let folder = "/proc/self/fd"
        // Since Linux 6.2 the folder's size is their number; before, they have to be counted.
        let size = (try? FileManager.default.attributesOfItem(atPath: folder)[.size] as? NSNumber)?.intValue ?? 0
        return size > 0 ? size : (try? FileManager.default.contentsOfDirectory(atPath: folder))?.count
    }
}
