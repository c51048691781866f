import Foundation

/// What one way of matching took.
struct MatchRow {
    var engine: String
    var patterns: Int
    var remark: String?
    /// In seconds by the wall's clock, one for each message.
    var times: [Double] = []
    /// In seconds of processor time, of all messages together: a busy machine does not lengthen it.
    var total = 0.0
    /// The part of the total that the prefilter takes.
    var filtering: Double?
    /// Of all messages together.
    var nominated = 0
    /// Patterns that were run.
    var run = 0
    var matched = 0
    /// In seconds of processor time.
    var analysis: Double?
    var automaton: Double?
    var compiling: Double?
    /// Bytes that the process grew by while loading, and lazily after.
    var memory: Int?

    var mean: Double { total / Double(max(times.count, 1)) }

    func percentile(_ share: Double) -> Double {
        let sorted = times.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    func perMessage(_ number: Int) -> Double { Double(number) / Double(max(times.count, 1)) }
}

/// What this process takes of the machine.
enum Footprint {
    /// By the wall's clock.
    static func seconds(_ work: () -> Void) -> Double {
        let start = ContinuousClock.now
        work()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// Of processor time.
    static func processorSeconds(_ work: () -> Void) -> Double {
        let start = processorTime
        work()
        return processorTime - start
    }

    private static var processorTime: Double {
        var time = timespec()
        // Fails only for a clock that does not exist.
        _ = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Bytes in memory, as proc(5) has them in `/proc/self/statm`.
    static var memory: Int {
        // Without it memory shows as unchanged, which is said by a 0.
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
}
