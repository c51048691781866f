import CUV
import Glibc

/// A folder and all below it, watched until `cancel()`.
///
/// Folders are watched, never files, so an editor that writes a new file and renames it over the old one is noticed.
/// `uv_fs_event` does not look into subfolders on Linux, so each has a watch of its own, renewed after every change.
/// A folder that vanishes is looked for once a second. Links are not followed.
// Unchecked because its handles are used on the loop's thread only, which each entry checks.
package final class FolderWatch: @unchecked Sendable {
    private let loop: EventLoop
    private let root: String
    private let changed: @Sendable () -> Void
    private var watches: [String: UnsafeMutablePointer<uv_fs_event_t>] = [:]
    private var pause: LoopTimer?
    private var isScanning = false
    private var hasChanged = false
    private var isCancelled = false

    /// How long a burst of changes is left to settle.
    private static let settling = Duration.milliseconds(100)
    /// How often a folder that is gone, or that could not be watched, is tried again.
    private static let retrying = Duration.seconds(1)

    init(loop: EventLoop, folder: String, changed: @escaping @Sendable () -> Void) throws {
        loop.checkIsolated()
        self.loop = loop
        root = folder
        self.changed = changed
        // The folders are listed on this thread once, before the loop has sockets that could wait for it.
        let folders = Self.folders(below: folder)
        guard !folders.isEmpty else { throw LoopFailure(folder, code: UV_ENOENT.rawValue) }
        for folder in folders {
            let code = watch(folder)
            guard code == 0 else {
                cancel()
                throw LoopFailure(folder, code: code)
            }
        }
    }

    /// Ends the watch; `changed` is not called again.
    package func cancel() {
        loop.checkIsolated()
        isCancelled = true
        pause?.cancel()
        pause = nil
        for handle in watches.values { closeHandle(handle) }
        watches = [:]
    }

    private func watch(_ folder: String) -> Int32 {
        let handle = makeHandle(uv_fs_event_t.self, owner: self)
        let code = uv_fs_event_init(loop.uv, handle)
        guard code == 0 else {
            releaseHandle(handle)
            return code
        }
        let startCode = uv_fs_event_start(
            handle, { handle, _, _, _ in owner(of: handle, as: FolderWatch.self).noticed() }, folder, 0)
        guard startCode == 0 else {
            closeHandle(handle)
            return startCode
        }
        // The new watch is there before the old one goes, so nothing falls between them.
        if let old = watches.updateValue(handle, forKey: folder) { closeHandle(old) }
        return 0
    }

    private func noticed() {
        hasChanged = true
        wait(Self.settling)
    }

    private func wait(_ delay: Duration) {
        guard pause == nil, !isScanning, !isCancelled else { return }
        pause = loop.after(delay) { [self] in
            pause = nil
            scan()
        }
    }

    // MARK: Looking at the disk, on a thread of libuv's pool

    private func scan() {
        guard !isCancelled else { return }
        isScanning = true
        let tells = hasChanged
        hasChanged = false
        let scan = FolderScan(root: root) { [self] folders in
            isScanning = false
            scanned(folders, tells: tells)
        }
        scan.start(on: loop)
    }

    private func scanned(_ folders: [String], tells: Bool) {
        guard !isCancelled else { return }
        let before = Set(watches.keys)
        let after = Set(folders)
        for gone in before.subtracting(after) {
            if let handle = watches.removeValue(forKey: gone) { closeHandle(handle) }
        }
        // All anew: a folder removed and made again under its name has a dead watch that looks alive.
        let isWhole = folders.filter { watch($0) != 0 }.isEmpty && !folders.isEmpty
        if after != before && isWhole {
            // A folder may have come between listing and watching its parent; the next listing is the same or finds it.
            hasChanged = true
            scan()
            return
        }
        if tells || after != before { changed() }
        if !isWhole { wait(Self.retrying) } else if hasChanged { wait(Self.settling) }
    }

    /// The folder itself and all folders below it; nothing if it is not there.
    static func folders(below root: String) -> [String] {
        var found: [String] = []
        var waiting = [root]
        while let folder = waiting.popLast() {
            guard let directory = opendir(folder) else { continue }
            defer { closedir(directory) }
            found.append(folder)
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                let path = "\(folder)/\(name)"
                switch Int(entry.pointee.d_type) {
                case DT_DIR: waiting.append(path)
                case DT_UNKNOWN where isFolder(path): waiting.append(path)
                default: continue
                }
            }
        }
        return found
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
