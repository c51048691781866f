/// Bytes that wait to be written, in the pieces they came in, shared with whoever else gets the same frame.
struct Outbox {
    private struct Piece {
        let bytes: [UInt8]
        let isDroppable: Bool
    }

    private var pieces: [Piece] = []
    private var first = 0
    /// Bytes of the first piece that are written already.
    private var written = 0
    private(set) var byteCount = 0

    var isEmpty: Bool { byteCount == 0 }
    var count: Int { pieces.count - first }

    mutating func append(_ bytes: [UInt8], droppable: Bool = false) {
        pieces.append(Piece(bytes: bytes, isDroppable: droppable))
        byteCount += bytes.count
    }

    /// Takes out what may be dropped and has not begun to go out.
    mutating func dropDroppable() {
        keep { $0.isDroppable == false }
    }

    /// Takes out everything but a piece of which the other end already has the beginning.
    mutating func dropUnbegun() {
        keep { _ in false }
    }

    private mutating func keep(_ isKept: (Piece) -> Bool) {
        let begun = written > 0 ? first + 1 : first
        pieces = Array(pieces[first..<begun]) + pieces[begun...].filter(isKept)
        first = 0
        byteCount = pieces.reduce(0) { $0 + $1.bytes.count } - written
    }

    /// Lends the next bytes to `write`: the first piece itself, or several small ones gathered in `scratch`.
    func withNext<Result>(
        gatheredIn scratch: UnsafeMutableRawBufferPointer, _ write: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        if count == 1 || pieces[first].bytes.count - written >= scratch.count {
            return pieces[first].bytes.withUnsafeBytes {
                write(UnsafeRawBufferPointer(rebasing: $0[written...]))
            }
        }
        return write(UnsafeRawBufferPointer(rebasing: scratch[..<copyNext(to: scratch)]))
    }

    /// Copies as many of the next bytes as fit; returns their number.
    func copyNext(to scratch: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        var start = written
        for piece in pieces[first...] where filled < scratch.count {
            let count = min(piece.bytes.count - start, scratch.count - filled)
            piece.bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(rebasing: scratch[filled..<filled + count])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<start + count]))
            }
            filled += count
            start = 0
        }
        return filled
    }

    /// Takes off the next `count` bytes, which are written.
    mutating func remove(_ count: Int) {
        byteCount -= count
        written += count
        while first < pieces.count, written >= pieces[first].bytes.count {
            written -= pieces[first].bytes.count
            pieces[first] = Piece(bytes: [], isDroppable: false)
            first += 1
        }
        if first == pieces.count {
            // A long queue's memory goes back; a short one's is kept for the next answer.
            pieces.removeAll(keepingCapacity: pieces.count <= 4)
            first = 0
        } else if first >= 64 {
            pieces.removeFirst(first)
            first = 0
        }
    }
}
