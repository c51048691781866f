import CUV

/// One listing of a folder's subfolders on libuv's thread pool, so that a slow disk never holds up the loop.
final class FolderScan {
    private let root: String
    private let finished: ([String]) -> Void
    private var folders: [String] = []
    private let request = UnsafeMutablePointer<uv_work_t>.allocate(capacity: 1)

    init(root: String, finished: @escaping ([String]) -> Void) {
        self.root = root
        self.finished = finished
    }

    deinit {
        request.deallocate()
    }

    /// Lists, then calls `finished` on the loop.
    ///
    /// The pool's thread alone touches `folders` until libuv hands the request back to the loop.
    func start(on loop: EventLoop) {
        request.pointee.data = Unmanaged.passRetained(self).toOpaque()
        uv_queue_work(
            loop.uv, request,
            { request in
                guard let scan = FolderScan.of(request)?.takeUnretainedValue() else { return }
                scan.folders = FolderWatch.folders(below: scan.root)
            },
            { request, status in
                guard let scan = FolderScan.of(request)?.takeRetainedValue() else { return }
                if status == 0 { scan.finished(scan.folders) }
            })
    }

    private static func of(_ request: UnsafeMutablePointer<uv_work_t>?) -> Unmanaged<FolderScan>? {
        guard let data = request?.pointee.data else { return nil }
        return Unmanaged<FolderScan>.fromOpaque(data)
    }
}
