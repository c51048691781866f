internal import Dispatch
internal import Foundation
internal import Ranker
internal import Synchronization

/// What took long to find out about a folder's files: what its ranker learned, and what its proofs came to.
///
/// What changes with the day is not among them.
struct KeptFindings: Sendable {
    let ranker: Ranker
    let diagnostics: [Diagnostic]

    init(ranker: Ranker, diagnostics: [Diagnostic]) {
        self.ranker = ranker
        self.diagnostics = diagnostics.filter { ![.expired, .reviewDue].contains($0.code) }
    }

    /// Nil when the bytes are not what was packed.
    init?(packed: [UInt8]) {
        var unpacking = Unpacking(packed)
        guard let json = unpacking.numbers(of: UInt8.self),
            // What cannot be read is not used, and found out anew.
            let diagnostics = try? JSONDecoder().decode([Diagnostic].self, from: Data(json)),
            let ranker = Ranker(unpacking: &unpacking), unpacking.isAtEnd
        else { return nil }
        self.init(ranker: ranker, diagnostics: diagnostics)
    }

    /// Nil when the diagnostics cannot be written, which no text of theirs should cause.
    var packed: [UInt8]? {
        // Then nothing is kept, and the next start finds out anew.
        guard let json = try? JSONEncoder().encode(diagnostics) else { return nil }
        var packing = Packing()
        packing.add([UInt8](json))
        ranker.pack(into: &packing)
        return packing.bytes
    }
}

/// Does two things at once and returns when both are done.
func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
    let outcome = Mutex<(First?, Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
        if index == 0 {
            let value = first()
            outcome.withLock { $0.0 = value }
        } else {
            let value = second()
            outcome.withLock { $0.1 = value }
        }
    }
    guard case (let first?, let second?) = outcome.withLock({ $0 }) else {
        preconditionFailure("Both were done.")
    }
    return (first, second)
}
