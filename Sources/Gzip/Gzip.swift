internal import CZlib
internal import Glibc

/// What browsers call `gzip` (RFC 1952), as small as zlib makes it.
///
/// For what is compressed once and sent often: level 9 takes about ten times as long as the fastest.
package func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 for the header of gzip in the place of zlib's own; see deflateInit2 in zlib.h.
    let code = deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "Out of memory, or built with another zlib than it runs with.")
    defer { deflateEnd(&stream) }
    var source = bytes
    var compressed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    source.withUnsafeMutableBufferPointer { input in
        compressed.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            // There is room for the worst case, so one call ends it.
            let end = deflate(&stream, Z_FINISH)
            precondition(end == Z_STREAM_END, "zlib needs more room than it said.")
        }
    }
    return Array(compressed.prefix(Int(stream.total_out)))
}
