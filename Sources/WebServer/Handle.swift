import CUV

/// Memory for a libuv handle, which keeps its Swift owner alive until libuv has let go of the handle.
///
/// libuv needs an address that never moves and may call back until its close callback has run, so both the memory and
/// the owner are released there and nowhere else.
func makeHandle<Handle>(_: Handle.Type, owner: AnyObject) -> UnsafeMutablePointer<Handle> {
    let handle = UnsafeMutablePointer<Handle>.allocate(capacity: 1)
    uv_handle_set_data(base(handle), Unmanaged.passRetained(owner).toOpaque())
    return handle
}

/// The owner given to `makeHandle`.
func owner<Owner: AnyObject>(of handle: UnsafeMutableRawPointer?, as: Owner.Type) -> Owner {
    // libuv hands back the handle it was given, and its data was set before the handle was started.
    let data = uv_handle_get_data(handle!.assumingMemoryBound(to: uv_handle_t.self))!
    return Unmanaged<Owner>.fromOpaque(data).takeUnretainedValue()
}

/// Closes a handle that was initialised; memory and owner go in libuv's close callback.
func closeHandle<Handle>(_ handle: UnsafeMutablePointer<Handle>) {
    let handle = base(handle)
    guard uv_is_closing(handle) == 0 else { return }
    uv_close(handle) { handle in
        guard let handle else { return }
        releaseHandle(handle)
    }
}

/// Frees a handle libuv never took, because its initialisation failed.
func releaseHandle<Handle>(_ handle: UnsafeMutablePointer<Handle>) {
    if let data = uv_handle_get_data(base(handle)) {
        Unmanaged<AnyObject>.fromOpaque(data).release()
    }
    UnsafeMutableRawPointer(handle).deallocate()
}

/// Every libuv handle begins with the fields of `uv_handle_t`.
func base<Handle>(_ handle: UnsafeMutablePointer<Handle>) -> UnsafeMutablePointer<uv_handle_t> {
    UnsafeMutableRawPointer(handle).assumingMemoryBound(to: uv_handle_t.self)
}

/// Every TCP handle begins with the fields of `uv_stream_t`.
func stream(_ handle: UnsafeMutablePointer<uv_tcp_t>) -> UnsafeMutablePointer<uv_stream_t> {
    UnsafeMutableRawPointer(handle).assumingMemoryBound(to: uv_stream_t.self)
}

extension Duration {
    /// Whole milliseconds, at least 0, as libuv's clock counts.
    var milliseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(seconds) * 1000 + UInt64(attoseconds / 1_000_000_000_000_000)
    }
}
