import CUV

/// Bytes libuv is to write when the socket takes them, copied because the queue they come from moves on.
final class PendingWrite {
    /// Little, for it is copied; the socket takes more than this at once only while it is not full.
    private static let size = 16 * 1024

    private let connection: Connection
    private let request = UnsafeMutablePointer<uv_write_t>.allocate(capacity: 1)
    private let bytes: UnsafeMutableRawBufferPointer
    let count: Int

    init(of connection: Connection, from outbox: Outbox) {
        self.connection = connection
        bytes = .allocate(byteCount: min(Self.size, outbox.byteCount), alignment: 1)
        count = outbox.copyNext(to: bytes)
    }

    deinit {
        request.deallocate()
        bytes.deallocate()
    }

    /// Hands the bytes to libuv, which calls back once in every case that it takes them.
    func start(on handle: UnsafeMutablePointer<uv_tcp_t>) -> Int32 {
        let me = Unmanaged.passRetained(self)
        request.pointee.data = me.toOpaque()
        var buffer = uv_buf_init(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(count))
        let code = uv_write(request, stream(handle), &buffer, 1) { request, code in
            guard let data = request?.pointee.data else { return }
            let write = Unmanaged<PendingWrite>.fromOpaque(data).takeRetainedValue()
            write.connection.wrote(write.count, code: code)
        }
        if code != 0 { me.release() }
        return code
    }
}
