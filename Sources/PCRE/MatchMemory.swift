internal import CPCRE2
internal import Synchronization

/// What one match needs besides the pattern: room for the result, the limits, and a JIT stack of its own.
///
/// Lent by a pool to one `Subject` at a time, so a thread that matches has one, and there are as many as threads that do.
/// Unchecked because of the pointers, which are touched only through the subject that has borrowed them.
final class MatchMemory: @unchecked Sendable {
    /// Honest patterns stayed below 5,000 steps on 540-byte texts; ten million, the library's own limit, takes seconds.
    static let stepLimit: UInt32 = 10_000
    /// In KiB. Holds for the interpreter; JIT code is held by its stack.
    static let heapLimit: UInt32 = 1_024
    static let stackSize = 32 * 1_024...1_024 * 1_024

    let pairs: OpaquePointer
    let context: OpaquePointer
    private let stack: OpaquePointer?

    private static let pool = Mutex<[MatchMemory]>([])

    /// To be given back when the last match has run.
    static func borrow() -> MatchMemory {
        pool.withLock { $0.popLast() } ?? MatchMemory()
    }

    func giveBack() {
        Self.pool.withLock { $0.append(self) }
    }

    private init() {
        guard let pairs = pcre2_match_data_create_8(1, nil), let context = pcre2_match_context_create_8(nil) else {
            preconditionFailure("no memory for a match")
        }
        self.pairs = pairs
        self.context = context
        // Without a stack of our own the JIT code uses 32 KiB of the machine's: less room, same safety.
        stack = pcre2_jit_stack_create_8(Self.stackSize.lowerBound, Self.stackSize.upperBound, nil)
        // These setters return 0 always, as pcre2_set_match_limit(3) says.
        _ = pcre2_set_match_limit_8(context, Self.stepLimit)
        _ = pcre2_set_heap_limit_8(context, Self.heapLimit)
        pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
    }

    deinit {
        pcre2_match_data_free_8(pairs)
        pcre2_match_context_free_8(context)
        pcre2_jit_stack_free_8(stack)
    }
}
