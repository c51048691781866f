import AgentDesk
import BotFlow
import SQLite
import Switchboard
import WebAPI

/// One run of the server, from its start to its crash.
struct Server {
    let run: Int
    let switchboard: Switchboard
    let settle: (Int) -> Void
    /// What the writer has published and the event loop not yet taken.
    var mailbox: [Publication] = []
    var answersUntilCrash: Int?
    /// What has been published of each conversation.
    var published: [ConversationID: Int] = [:]
}

extension Schedule {
    func isAlive(_ run: Int) -> Bool { runs == run && isUp }

    /// The queue that readers see, while it can be held against the log.
    var believableQueue: Queue? {
        guard let server, server.switchboard.isWritable else { return nil }
        return server.switchboard.queue
    }

    func start() {
        runs += 1
        isUp = true
        let run = runs
        tell("the server starts")
        var limits = Switchboard.Limits()
        limits.waiting = 12
        limits.reopenAfter = .zero
        // Only the schedule decides where a transaction ends.
        limits.batchTime = .seconds(3600)
        limits.foreignCheck = .seconds(3600)
        let steady = SteadyClock(wall: { [unowned self] in clock }, elapsed: { [unowned self] in elapsed })
        let settings = Ledger.Settings(
            routing: seed % 5 == 0 ? .auto : .queue, clock: { steady.now },
            entropy: { [unowned self] in random.next() })
        var settle: (Int) -> Void = { _ in }
        let switchboard = Switchboard(
            settings: settings, limits: limits,
            store: { [unowned self] in
                guard isAlive(run) else { throw FaultyDisk.Failure() }
                return try FaultyStore(path: path, for: self, run: run)
            },
            publish: { [unowned self] in publish($0, by: run) }, settle: &settle)
        server = Server(run: run, switchboard: switchboard, settle: settle)
    }

    /// The process is gone, with all that it had not yet told.
    func die(_ when: String) {
        guard isUp else { return }
        tell("the server dies \(when)")
        isUp = false
        beliefs = [:]
        for number in watchers.indices { watchers[number].disconnect() }
    }

    /// Lets the writer take what waits, and clears away after a crash.
    func settle(most: Int) {
        guard let server else { return }
        tell("the writer takes \(min(most, server.switchboard.figures.waiting))")
        server.settle(most)
        bury()
    }

    /// What a dead process had taken on is never answered.
    func bury() {
        guard !isUp, let server else { return }
        // The asking tasks end here, but whatever they hear is lost with the process.
        while server.switchboard.figures.waiting > 0 { server.settle(256) }
        self.server = nil
        for number in exchanges.indices where exchanges[number].run == server.run {
            if exchanges[number].outcome == nil { errands[exchanges[number].errand].copies -= 1 }
        }
        // Answers that had left it may still arrive.
    }

    /// What the writer says, before anything is answered.
    func publish(_ publications: [Publication], by run: Int) {
        guard isAlive(run) else { return }
        if planted == .forgetsWhatAFailedCommitKept, hasJustOpened { return }
        for publication in publications {
            if case .storeFailed(let error) = publication { tell("the store failed: \(error)") }
            if case .happened(let happening) = publication {
                referee.check(published: happening, after: server?.published[happening.listing.conversation.id])
                server?.published[happening.listing.conversation.id] = happening.events.last?.seq
            }
        }
        server?.mailbox += publications
    }

    /// Lets the event loop take publications to those who watch.
    func deliver(most: Int) {
        guard var mailbox = server?.mailbox, !mailbox.isEmpty else { return }
        if planted == .deliversOutOfOrder { mailbox.reverse() }
        let taken = mailbox.prefix(most)
        server?.mailbox = Array(mailbox.dropFirst(taken.count))
        tell("the loop delivers \(taken.count)")
        for case .happened(let happening) in taken { sendToWatchers(happening) }
    }
}

extension Schedule {
    /// What a failing medium does: a row in the middle of a conversation is gone.
    func loseARow() throws {
        let database = try Database(path: path, access: .readWrite)
        try database.run("DELETE FROM events WHERE id = (SELECT max(id) FROM events) - 10", [])
    }
}
