/// Runs what has become ready at once, on the thread that made it ready: nothing is left to the runtime's own order.
final class AtOnce: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        UnownedJob(job).runSynchronously(on: asUnownedTaskExecutor())
    }
}
