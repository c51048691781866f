import Glibc

/// A lock, and waiting until another thread says that something has come.
///
/// It waits by the clock that nobody sets. Foundation's `NSCondition` waits for a moment of the wall clock, which moves
/// away when that is set back.
// Unchecked and safe because POSIX lets every thread use both objects, which keep their address as long as this lives and
// are lent to nobody.
@safe final class Condition: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        var attributes = pthread_condattr_t()
        // None of these can fail: the attributes are ours, and memory is all that the system could lack.
        Self.require(unsafe pthread_condattr_init(&attributes))
        Self.require(unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC))
        Self.require(unsafe pthread_cond_init(arrival, &attributes))
        Self.require(unsafe pthread_condattr_destroy(&attributes))
        Self.require(unsafe pthread_mutex_init(mutex, nil))
    }

    deinit {
        // Nobody waits here: whoever did would still refer to it.
        unsafe pthread_cond_destroy(arrival)
        unsafe pthread_mutex_destroy(mutex)
        unsafe arrival.deallocate()
        unsafe mutex.deallocate()
    }

    func lock() { Self.require(unsafe pthread_mutex_lock(mutex)) }

    func unlock() { Self.require(unsafe pthread_mutex_unlock(mutex)) }

    func signal() { Self.require(unsafe pthread_cond_signal(arrival)) }

    func broadcast() { Self.require(unsafe pthread_cond_broadcast(arrival)) }

    /// Opens the lock, waits, and locks again; false when the deadline came first. May return without a reason, so the
    /// asker looks again.
    func wait(until deadline: ContinuousClock.Instant) -> Bool {
        let left = max(.zero, deadline - .now).components
        var until = timespec()
        Self.require(unsafe clock_gettime(CLOCK_MONOTONIC, &until))
        until.tv_sec += Int(left.seconds)
        until.tv_nsec += Int(left.attoseconds / 1_000_000_000)
        if until.tv_nsec >= 1_000_000_000 {
            until.tv_sec += 1
            until.tv_nsec -= 1_000_000_000
        }
        let code = unsafe pthread_cond_timedwait(arrival, mutex, &until)
        if code == ETIMEDOUT { return false }
        Self.require(code)
        return true
    }

    private static func require(_ code: Int32) {
        precondition(code == 0, "A lock was used as it must not be.")
    }
}
