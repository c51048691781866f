internal import CPCRE2

/// A compiled PCRE2 pattern: UTF-8, caseless, with Unicode properties.
///
/// Compiled once and shared by threads. Every match runs under the limits of `MatchMemory`, so a match may end without an
/// answer: `Outcome.gaveUp`. Back-references can still be slow under these limits (`hasBackReferences`): probe them.
///
/// Unchecked because of the pointer. pcre2api(3), "Multithreading": compiled code is read-only once the JIT compiler,
/// which runs in `init`, has seen it.
package final class Pattern: @unchecked Sendable {
    /// What one match came to.
    package enum Outcome: Equatable, Sendable {
        /// Where the leftmost match is, in UTF-8 bytes of the text.
        case matched(Range<Int>)
        case unmatched
        case gaveUp(Limit)
    }

    /// What stopped a match before it had an answer.
    package enum Limit: Equatable, Sendable {
        case steps
        case memory
        /// The subject's budget, of which this match took at least half.
        case time
        /// The subject's budget, most of which other matches had spent before.
        case timeOfOthers
        /// An error of PCRE2 with its number, as pcre2.h lists them.
        case other(Int)
    }

    /// A pattern that PCRE2 cannot read.
    package struct SyntaxError: Error, Equatable, Sendable {
        package let message: String
        /// Where the reader stopped, in UTF-8 bytes of the pattern.
        package let offset: Int
    }

    package let source: String
    private let code: OpaquePointer

    /// Compiles a pattern. `\C` is refused here: it would split a character of the text.
    package init(_ source: String) throws(SyntaxError) {
        self.source = source
        var number: Int32 = 0
        var offset = 0
        var text = source
        let options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT
        let compiled = text.withUTF8 { bytes in
            pcre2_compile_8(bytes.baseAddress, bytes.count, options, &number, &offset, nil)
        }
        guard let compiled else {
            throw SyntaxError(message: Self.message(of: number), offset: min(offset, source.utf8.count))
        }
        code = compiled
        // Without JIT (no support, no memory) the interpreter matches the same under the same limits, slower.
        _ = pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    }

    deinit {
        pcre2_code_free_8(code)
    }

    /// Which PCRE2 runs, and whether it was built with what our patterns need: Unicode, and machine code for speed.
    package static var library: (version: String, hasUnicode: Bool, hasJIT: Bool) {
        func number(_ what: Int32) -> UInt32 {
            var value: UInt32 = 0
            return pcre2_config_8(UInt32(what), &value) >= 0 ? value : 0
        }
        // The version and its date, such as `10.42 2022-12-11`, in at most 24 characters by pcre2api(3).
        var text = [UInt8](repeating: 0, count: 64)
        _ = pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), &text)
        let version = String(decoding: text.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }, as: UTF8.self)
        return (version, number(PCRE2_CONFIG_UNICODE) == 1, number(PCRE2_CONFIG_JIT) == 1)
    }

    /// Whether the pattern refers back to what a group matched.
    package var hasBackReferences: Bool {
        var highest: UInt32 = 0
        let status = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_BACKREFMAX), &highest)
        return status != 0 || highest > 0
    }

    /// The leftmost match in the text.
    ///
    /// The step limit holds for each place where a match may start, so a thousand of them could take long. They are tried
    /// in stretches, with a look at the clock between two.
    package func firstMatch(in subject: Subject) -> Outcome {
        var start = 0
        var stretch = Self.stretch
        var before = subject.bytes.count > stretch ? subject.elapsed : .zero
        /// What had been worked before this match, once it is seen to take its time.
        var mark: Duration?
        while true {
            let end = Self.nextStart(from: start, in: subject.bytes, stretch)
            let outcome = firstMatch(in: subject, startingIn: start..<end)
            guard outcome == .unmatched, end < subject.bytes.count else { return outcome }
            let elapsed = subject.elapsed
            // The processor's clock is a system call, and most matches are over before it is worth one.
            if mark == nil, elapsed - before > Self.noticeableTime {
                mark = max(.zero, subject.worked - (elapsed - before))
            }
            if subject.isSpent {
                let (all, mine) = (subject.worked, mark.map { subject.worked - $0 } ?? .zero)
                return .gaveUp(mine * 2 >= all ? .time : .timeOfOthers)
            }
            if elapsed - before > Self.longTime { stretch = Self.shortStretch }
            (start, before) = (end, elapsed)
        }
    }

    /// In bytes. At the step limit from each of them a stretch takes about 5 ms.
    private static let stretch = 64
    /// After a stretch that took this long the next ones are short, so that the clock is looked at in time.
    private static let longTime = Duration.milliseconds(1)
    /// A match that spends half of a budget has no stretch that is quicker.
    private static let noticeableTime = Duration.microseconds(100)
    private static let shortStretch = 8

    /// The beginning of the next stretch, which is the beginning of a character.
    private static func nextStart(from start: Int, in bytes: [UInt8], _ stretch: Int) -> Int {
        var end = min(start + stretch, bytes.count)
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    private func firstMatch(in subject: Subject, startingIn starts: Range<Int>) -> Outcome {
        let memory = subject.memory
        // A match may begin at the very end of the text, but belongs to the next stretch if there is one.
        let last = starts.upperBound < subject.bytes.count ? starts.upperBound - 1 : starts.upperBound
        // Returns 0 always, as pcre2_set_offset_limit(3) says.
        _ = pcre2_set_offset_limit_8(memory.context, last)
        let status = subject.bytes.withUnsafeBufferPointer { bytes in
            // A subject is made from a String, so it is valid UTF-8 and the check PCRE2 would make can be left out.
            pcre2_match_8(
                code, bytes.baseAddress, bytes.count, starts.lowerBound, PCRE2_NO_UTF_CHECK, memory.pairs,
                memory.context)
        }
        return outcome(status, memory)
    }

    /// The leftmost match in a text that is matched only once.
    package func firstMatch(in text: String) -> Outcome {
        firstMatch(in: Subject(text))
    }

    private func outcome(_ status: Int32, _ memory: MatchMemory) -> Outcome {
        switch status {
        case 0...:
            // 0 says only that there are more groups than the one pair we keep.
            let pair = pcre2_get_ovector_pointer_8(memory.pairs)
            guard let pair else { return .gaveUp(.other(Int(status))) }
            return .matched(min(pair[0], pair[1])..<max(pair[0], pair[1]))
        case PCRE2_ERROR_NOMATCH: return .unmatched
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT: return .gaveUp(.steps)
        case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_NOMEMORY: return .gaveUp(.memory)
        default: return .gaveUp(.other(Int(status)))
        }
    }

    private static func message(of number: Int32) -> String {
        // pcre2api(3): no message is longer than 120 code units in this library; more would be cut, not overrun.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
            let length = pcre2_get_error_message_8(number, buffer.baseAddress, buffer.count)
            guard length >= 0 else { return "error \(number)" }
            return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
        }
    }
}
