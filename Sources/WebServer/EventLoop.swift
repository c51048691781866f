import CUV
import Glibc
import Synchronization

/// One libuv loop, which is also the executor of the actors that live on it.
///
/// The loop belongs to one thread: the one that created it, and from `run()` on the one that runs it. Work reaches it
/// from any thread through `execute(_:)` and by awaiting its actors; everything else is for its own thread and checks.
///
/// It is a task executor too, because a continuation resumes its task on the task's preferred executor before it returns
/// to its actor: a task that prefers the loop comes straight back, any other by way of the global executor's threads.
// Unchecked because libuv's handles are no Swift values: they are touched on the loop's thread alone, which every entry
// checks; the queue and the owner are synchronised.
package final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    let uv: UnsafeMutablePointer<uv_loop_t>
    private let wake: UnsafeMutablePointer<uv_async_t>
    private let beforeWait: UnsafeMutablePointer<uv_prepare_t>
    private let afterWait: UnsafeMutablePointer<uv_check_t>
    private let queue = Mutex<[Work]>([])
    private let thread: Atomic<UInt>
    private var spare: [Work] = []
    /// The job that runs the loop, caught on its way into the queue.
    private var start: UnownedJob?
    /// The thread that is about to run the loop; 0 before and after.
    private let starter = Atomic<UInt>(0)
    private var turnBegan: UInt64
    private var longestTurn: UInt64 = 0

    /// Called once in every turn, after all work and before the loop waits: the place to write what has gathered.
    var flush: [() -> Void] = []

    package init() throws {
        uv = .allocate(capacity: 1)
        wake = .allocate(capacity: 1)
        beforeWait = .allocate(capacity: 1)
        afterWait = .allocate(capacity: 1)
        thread = Atomic(UInt(pthread_self()))
        turnBegan = uv_hrtime()
        // A peer that is gone is an error code of the write, not a signal that ends the program.
        signal(SIGPIPE, SIG_IGN)
        let code = uv_loop_init(uv)
        guard code == 0 else {
            release()
            throw LoopFailure("event loop", code: code)
        }
        let asyncCode = uv_async_init(uv, wake) { handle in
            EventLoop.of(UnsafeMutableRawPointer(handle)).drain()
        }
        guard asyncCode == 0 else {
            _ = uv_loop_close(uv)
            release()
            throw LoopFailure("wake-up of the event loop", code: asyncCode)
        }
        uv_prepare_init(uv, beforeWait)
        uv_check_init(uv, afterWait)
        // Unretained: `deinit` closes these three handles, so they never outlive the loop.
        let me = Unmanaged.passUnretained(self).toOpaque()
        uv_handle_set_data(base(wake), me)
        uv_handle_set_data(base(beforeWait), me)
        uv_handle_set_data(base(afterWait), me)
        uv_prepare_start(beforeWait) { EventLoop.of(UnsafeMutableRawPointer($0)).endTurn() }
        uv_check_start(afterWait) { EventLoop.of(UnsafeMutableRawPointer($0)).turnBegan = uv_hrtime() }
    }

    deinit {
        uv_walk(
            uv,
            { handle, context in
                guard let handle, uv_is_closing(handle) == 0 else { return }
                // The loop's own handles carry the loop itself, which must not be released by their closing.
                if uv_handle_get_data(handle) == context { uv_close(handle, nil) } else { closeHandle(handle) }
            }, Unmanaged.passUnretained(self).toOpaque())
        uv_run(uv, UV_RUN_DEFAULT)
        let code = uv_loop_close(uv)
        precondition(code == 0, "An event loop was let go while libuv still worked for it.")
        release()
    }

    private func release() {
        uv.deallocate()
        wake.deallocate()
        beforeWait.deallocate()
        afterWait.deallocate()
    }

    private static func of(_ handle: UnsafeMutableRawPointer?) -> EventLoop {
        owner(of: handle, as: EventLoop.self)
    }

    // MARK: Running

    /// Runs on the calling thread until `stop()`.
    ///
    /// The whole run is one job of this executor. Swift knows where it is only inside a job: a task started at once in a
    /// bare callback of libuv would not believe that it is on its actor's executor already, and queue for it.
    package func run() {
        thread.store(UInt(pthread_self()), ordering: .sequentiallyConsistent)
        let turning = Turning(loop: self)
        starter.store(UInt(pthread_self()), ordering: .sequentiallyConsistent)
        _ = Task(executorPreference: self) { await turning.run() }
        // First the task's own job, then the one that takes it to its actor, in which the loop runs.
        while let job = start {
            start = nil
            run(job)
        }
    }

    /// The run of a loop, as an actor on it.
    private actor Turning {
        private let loop: EventLoop
        nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

        init(loop: EventLoop) {
            self.loop = loop
        }

        func run() {
            loop.starter.store(0, ordering: .sequentiallyConsistent)
            uv_run(loop.uv, UV_RUN_DEFAULT)
        }
    }

    /// Ends `run()` after the work that already waits; from any thread.
    package func stop() {
        execute { [self] in uv_stop(uv) }
    }

    /// True on the loop's own thread.
    package var isCurrent: Bool {
        thread.load(ordering: .relaxed) == UInt(pthread_self())
    }

    /// Milliseconds of the loop's monotonic clock, read once per turn.
    var now: UInt64 { uv_now(uv) }

    /// The longest time since the last call that the loop worked without looking at its sockets.
    package func takeLongestTurn() -> Duration {
        precondition(isCurrent, "takeLongestTurn is for the loop's own thread.")
        defer { longestTurn = 0 }
        return .nanoseconds(Int64(longestTurn))
    }

    // MARK: Work

    /// Runs `work` on the loop, in the order of the calls; from any thread.
    package func execute(_ work: @escaping @Sendable () -> Void) {
        add(.call(work))
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if starter.load(ordering: .sequentiallyConsistent) == UInt(pthread_self()) {
            start = job
        } else {
            add(.job(job))
        }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    package func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        UnownedTaskExecutor(ordinary: self)
    }

    package func checkIsolated() {
        precondition(isCurrent, "This is for the event loop's own thread.")
    }

    package func isIsolatingCurrentContext() -> Bool? {
        isCurrent
    }

    private func add(_ work: Work) {
        let wasEmpty = queue.withLock { queue in
            queue.append(work)
            return queue.count == 1
        }
        // On its own thread the loop looks at the queue before it waits; a wake-up would cost a system call.
        if wasEmpty && !isCurrent { uv_async_send(wake) }
    }

    private func drain() {
        var batch = spare
        spare = []
        queue.withLock { swap(&$0, &batch) }
        for work in batch {
            switch work {
            case .job(let job): run(job)
            case .call(let call): call()
            }
        }
        batch.removeAll(keepingCapacity: batch.count <= 1024)
        spare = batch
    }

    /// Runs a job as one of both executors this is, so that a task that prefers the loop need not switch to it.
    private func run(_ job: UnownedJob) {
        job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }

    private func endTurn() {
        // Work makes work (an answer awaited by another actor), so look again; but not for ever, sockets wait.
        for _ in 0..<16 where queue.withLock({ !$0.isEmpty }) {
            drain()
        }
        for flush in flush { flush() }
        if queue.withLock({ !$0.isEmpty }) { uv_async_send(wake) }
        longestTurn = max(longestTurn, uv_hrtime() - turnBegan)
    }

    // MARK: Timers, signals, folders

    /// Runs `work` after `delay`, and then after each `every` until the timer is cancelled.
    ///
    /// For the loop's own thread. The loop keeps the timer; a caller keeps it only to cancel it.
    @discardableResult
    package func after(
        _ delay: Duration, every: Duration? = nil, _ work: @escaping @Sendable () -> Void
    ) -> LoopTimer {
        LoopTimer(loop: self, delay: delay, every: every, work: work)
    }

    /// Runs `work` on the loop whenever the program gets the signal; for the loop's own thread.
    package func onSignal(_ number: Int32, _ work: @escaping @Sendable () -> Void) throws {
        checkIsolated()
        let watch = SignalWatch(work)
        let handle = makeHandle(uv_signal_t.self, owner: watch)
        let code = uv_signal_init(uv, handle)
        guard code == 0 else {
            releaseHandle(handle)
            throw LoopFailure("signal \(number)", code: code)
        }
        let startCode = uv_signal_start(
            handle, { handle, _ in owner(of: handle, as: SignalWatch.self).work() }, number)
        guard startCode == 0 else {
            closeHandle(handle)
            throw LoopFailure("signal \(number)", code: startCode)
        }
    }

    /// Runs `changed` on the loop about 100 ms after anything in the folder or its subfolders has changed.
    package func watch(folder: String, _ changed: @escaping @Sendable () -> Void) throws -> FolderWatch {
        try FolderWatch(loop: self, folder: folder, changed: changed)
    }
}

/// What a signal sets off.
private final class SignalWatch {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) {
        self.work = work
    }
}
