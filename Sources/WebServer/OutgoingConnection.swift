import CUV
import Glibc

/// Who is told what becomes of an outgoing connection; on the loop's thread.
package protocol ConnectionListener: AnyObject {
    func connected()
    /// The bytes are lent for the call.
    func received(_ bytes: Span<UInt8>)
    /// Nothing comes after this; `reason` is libuv's name for it: `EOF`, `ECONNREFUSED`, `ECONNRESET`.
    func ended(_ reason: String)
}

/// A TCP connection that this side opens; for the loop's own thread.
///
/// The loop keeps it, and it keeps its listener, until it has ended or is closed.
package final class OutgoingConnection {
    private static let readSize = 16 * 1024

    private let loop: EventLoop
    private var listener: (any ConnectionListener)?
    private var handle: UnsafeMutablePointer<uv_tcp_t>?
    private let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: readSize)

    package init(to address: SocketAddress, on loop: EventLoop, listener: any ConnectionListener) {
        loop.checkIsolated()
        self.loop = loop
        self.listener = listener
        let handle = makeHandle(uv_tcp_t.self, owner: self)
        var code = uv_tcp_init(loop.uv, handle)
        if code == 0 {
            self.handle = handle
            // Whole requests are written at once, so waiting to fill a packet would only delay them.
            uv_tcp_nodelay(handle, 1)
            code = connect(handle, to: address)
        } else {
            releaseHandle(handle)
        }
        guard code != 0 else { return }
        // Later, as every other end is told: the listener does not have this connection yet.
        let me = LoopBound(self, to: loop)
        loop.execute { [code] in me.value.end(code) }
    }

    deinit {
        buffer.deallocate()
    }

    package var isOpen: Bool { handle != nil }

    /// Writes after what was sent before; before the connection stands the bytes wait for it.
    package func send(_ bytes: [UInt8]) {
        guard let handle, !bytes.isEmpty else { return }
        let write = OutgoingWrite(bytes)
        // What cannot be written is told by the end of reading, after whatever the other end still had to say.
        _ = write.start(on: handle)
    }

    /// Ends the connection at once; the listener hears nothing more.
    package func close() {
        listener = nil
        if let handle { closeHandle(handle) }
        handle = nil
    }

    private func connect(_ handle: UnsafeMutablePointer<uv_tcp_t>, to address: SocketAddress) -> Int32 {
        let request = UnsafeMutablePointer<uv_connect_t>.allocate(capacity: 1)
        let code = address.with { address, _ in
            // libuv copies the address before it returns.
            uv_tcp_connect(request, handle, address) {
                request, code in
                guard let request else { return }
                // The handle outlives its requests: libuv ends them all before it calls back for its closing.
                owner(of: request.pointee.handle, as: OutgoingConnection.self).connected(code)
                request.deallocate()
            }
        }
        if code != 0 { request.deallocate() }
        return code
    }

    private func connected(_ code: Int32) {
        guard let handle else { return }
        guard code == 0 else {
            end(code)
            return
        }
        let readCode = uv_read_start(
            stream(handle),
            { handle, _, buffer in
                let connection = owner(of: handle, as: OutgoingConnection.self)
                buffer?.pointee = uv_buf_init(connection.buffer, UInt32(OutgoingConnection.readSize))
            },
            { handle, count, buffer in
                let connection = owner(of: handle, as: OutgoingConnection.self)
                if count < 0 {
                    connection.end(Int32(count))
                } else if count > 0, let first = buffer?.pointee.base {
                    let bytes = UnsafeRawBufferPointer(start: first, count: count).bindMemory(to: UInt8.self)
                    connection.listener?.received(bytes.span)
                }
            })
        guard readCode == 0 else {
            end(readCode)
            return
        }
        listener?.connected()
    }

    private func end(_ code: Int32) {
        let listener = listener
        close()
        listener?.ended(String(cString: uv_err_name(code)))
    }
}

/// Bytes on their way out, in memory of their own until libuv has let go of them.
private final class OutgoingWrite {
    private let request = UnsafeMutablePointer<uv_write_t>.allocate(capacity: 1)
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = .allocate(capacity: bytes.count)
        _ = self.bytes.initialize(fromContentsOf: bytes)
    }

    deinit {
        request.deallocate()
        bytes.deallocate()
    }

    /// libuv calls back once in every case that it takes the bytes.
    func start(on handle: UnsafeMutablePointer<uv_tcp_t>) -> Int32 {
        let me = Unmanaged.passRetained(self)
        request.pointee.data = me.toOpaque()
        let first = UnsafeMutableRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var buffer = uv_buf_init(first, UInt32(bytes.count))
        let code = uv_write(request, stream(handle), &buffer, 1) { request, _ in
            guard let data = request?.pointee.data else { return }
            Unmanaged<OutgoingWrite>.fromOpaque(data).release()
        }
        if code != 0 { me.release() }
        return code
    }
}
