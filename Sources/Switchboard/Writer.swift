import AgentDesk
import BotFlow

/// One command on its way: what it does, and how its asker hears of it.
struct Job: Sendable {
    let queuedAt = ContinuousClock.now
    /// Does it, and returns what answers the asker once it is on disk.
    let run: @Sendable (Ledger) throws -> @Sendable () -> Void
    let refuse: @Sendable (any Error) -> Void
}

/// The thread that writes: settles all commands that wait in one transaction after the other.
struct Writer {
    let settings: Ledger.Settings
    let limits: Switchboard.Limits
    let counters: Counters
    let board: Board
    let attendance: Attendance
    let store: @Sendable () throws -> any Switchboard.Store
    let publish: @Sendable ([Publication]) -> Void

    private var ledger: Ledger?
    /// What a commit that failed would have told.
    private var untold: [Publication] = []
    private var foreignVersion: Int?
    private var hasFailed = false
    private var lastTry: ContinuousClock.Instant?
    private var lastForeignCheck = ContinuousClock.now

    init(
        settings: Ledger.Settings, limits: Switchboard.Limits, counters: Counters, board: Board, attendance: Attendance,
        store: @escaping @Sendable () throws -> any Switchboard.Store,
        publish: @escaping @Sendable ([Publication]) -> Void
    ) {
        self.settings = settings
        self.limits = limits
        self.counters = counters
        self.board = board
        self.attendance = attendance
        self.store = store
        self.publish = publish
        open()
    }

    /// Settles every job: each is answered exactly once, and none before it is on disk.
    mutating func settle(_ jobs: [Job]) {
        var rest = jobs[...]
        if ledger == nil { open() }
        while !rest.isEmpty {
            if ledger == nil { open() }
            guard let ledger else {
                for job in rest { job.refuse(Denial.storeUnavailable) }
                return
            }
            settleSome(of: &rest, in: ledger)
        }
        if jobs.isEmpty { indexWords() }
        lookForForeignChanges()
    }

    /// How long the writer waits for commands before it looks after the store.
    var patience: Duration {
        ledger?.store.isIndexBehind == true ? limits.pause : limits.foreignCheck
    }

    /// What a crowd said is indexed when it pauses.
    private mutating func indexWords() {
        guard let ledger, ledger.store.isIndexBehind else { return }
        do {
            try ledger.store.commit {}
        } catch {
            self.ledger = nil
            failed(with: error)
        }
    }

    private mutating func settleSome(of jobs: inout ArraySlice<Job>, in ledger: Ledger) {
        let began = ContinuousClock.now
        let deadline = began + limits.batchTime
        var taken: [(job: Job, outcome: Result<@Sendable () -> Void, any Error>)] = []
        do {
            try ledger.store.commit {
                repeat {
                    let job = jobs.removeFirst()
                    taken.append((job, Result { try ledger.attempt(job.run) }))
                } while !jobs.isEmpty && ContinuousClock.now < deadline
            }
        } catch {
            // Nothing of it is certain, so nothing of it is believed: the file is opened anew.
            untold += ledger.takePublications()
            self.ledger = nil
            failed(with: error)
            // Not even a refusal is told: it may rest on a neighbour that was not kept.
            for (job, _) in taken { job.refuse(Denial.storeUnavailable) }
            return
        }
        counters.committed(after: taken.map { began - $0.job.queuedAt }, in: ContinuousClock.now - began)
        board.queue = ledger.queue
        let publications = ledger.takePublications()
        if !publications.isEmpty { publish(publications) }
        for (job, outcome) in taken {
            switch outcome {
            case .success(let answer): answer()
            case .failure(let error): job.refuse(error)
            }
        }
    }

    private mutating func open() {
        if let lastTry, ContinuousClock.now - lastTry < limits.reopenAfter { return }
        lastTry = ContinuousClock.now
        do {
            let ledger = try Ledger(store: try store(), settings, attendance)
            // Reading may go well where writing does not, so a file that failed must show that it takes writes.
            if hasFailed { try ledger.store.commit { try ledger.store.probe() } }
            hasFailed = false
            foreignVersion = try ledger.store.foreignVersion()
            let kept = try untold.compactMap { try ledger.asKept($0) }
            untold = []
            board.queue = ledger.queue
            self.ledger = ledger
            counters.opened()
            if !kept.isEmpty { publish(kept) }
        } catch {
            failed(with: error)
        }
    }

    private mutating func failed(with error: any Error) {
        hasFailed = true
        counters.failed()
        publish([.storeFailed(error)])
    }

    /// A command line beside the server may have disabled an account: those who watch look again.
    private mutating func lookForForeignChanges() {
        guard let ledger, ContinuousClock.now - lastForeignCheck >= limits.foreignCheck else { return }
        lastForeignCheck = ContinuousClock.now
        // A version that cannot be read is looked at again in half a second; the next command meets the real trouble.
        guard let version = try? ledger.store.foreignVersion(), version != foreignVersion else { return }
        foreignVersion = version
        publish([.accessChanged])
    }
}
