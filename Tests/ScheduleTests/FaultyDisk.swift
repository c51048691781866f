import AgentDesk
import BotFlow
import Storage
import Switchboard
import SwitchboardTestSupport

/// What goes wrong with the disk next.
struct FaultyDisk {
    /// How a commit goes wrong.
    enum CommitFault: CaseIterable {
        /// Nothing is kept.
        case refused
        /// All is kept, but whoever commits hears of a failure.
        case answerLost
        /// The process dies, and nothing is kept.
        case crashBefore
        /// The process dies with all of it kept and nobody told.
        case crashAfter
    }

    struct Failure: Error {}

    var commitFault: CommitFault?
    /// Writes that go well before one fails alone.
    var writesUntilFailure: Int?
    /// Openings that fail.
    var failingOpenings = 0
    /// How often anything went wrong.
    private(set) var failures = 0

    init(afterFailures failures: Int = 0) {
        self.failures = failures
    }

    mutating func fail() -> Failure {
        failures += 1
        return Failure()
    }

    mutating func willWrite() throws {
        guard let left = writesUntilFailure else { return }
        writesUntilFailure = left > 0 ? left - 1 : nil
        if left == 0 { throw fail() }
    }

    mutating func willOpen() throws {
        guard failingOpenings > 0 else { return }
        failingOpenings -= 1
        throw fail()
    }
}

/// The real store on a schedule's disk, with the bugs that are planted in a store.
final class FaultyStore: ForwardingStore {
    let store: any Switchboard.Store
    private unowned let schedule: Schedule
    /// The run of the server it was opened by.
    private let run: Int

    init(path: String, for schedule: Schedule, run: Int) throws {
        try schedule.disk.willOpen()
        store = try SQLiteStore(path: path)
        self.schedule = schedule
        self.run = run
        schedule.hasJustOpened = true
    }

    func commit(_ body: () throws -> Void) throws {
        // A process that is dead writes no more.
        guard schedule.isAlive(run) else { throw FaultyDisk.Failure() }
        let fault = schedule.disk.commitFault
        schedule.disk.commitFault = nil
        do {
            try store.commit {
                try body()
                if fault == .refused || fault == .crashBefore { throw schedule.disk.fail() }
            }
        } catch {
            if fault == .refused, schedule.planted == .acknowledgesWhatTheDiskRefused { return }
            if fault == .crashBefore { schedule.die("in a transaction") }
            throw error
        }
        if schedule.planted == .losesARow { try schedule.loseARow() }
        try schedule.referee.readLog()
        switch fault {
        case .crashAfter:
            schedule.die("after a commit")
            throw schedule.disk.fail()
        case .answerLost: throw schedule.disk.fail()
        case .refused, .crashBefore, nil: break
        }
    }

    func attempt<Result>(_ body: () throws -> Result) throws -> Result {
        schedule.hasJustOpened = false
        if schedule.planted == .keepsHalfOfWhatFailed { return try body() }
        return try store.attempt(body)
    }

    func append(_ events: [Recorded], to listing: Listing) throws {
        try schedule.disk.willWrite()
        try store.append(schedule.planted == .writesTheClockAsItIs ? events.map(timedByTheClock) : events, to: listing)
        if schedule.planted == .publishesBeforeTheCommit {
            let early = Happening(
                listing: listing, events: events, phaseBefore: nil,
                previousForCustomer: schedule.referee.lastSeqForCustomer(of: listing.conversation.id))
            schedule.publish([.happened(early)], by: run)
        }
        if schedule.planted == .believesWhatWasRolledBack { schedule.beliefs[listing.conversation.id] = listing }
    }

    private func timedByTheClock(_ recorded: Recorded) -> Recorded {
        Recorded(seq: recorded.seq, at: schedule.clock, event: recorded.event, clientID: recorded.clientID)
    }

    func token(_ hash: SecretHash) throws -> (agent: AgentID, expiresAt: Moment)? {
        guard let (agent, expiresAt) = try store.token(hash) else { return nil }
        return (agent, schedule.planted == .takesExpiredTokens ? expiresAt.advanced(by: .seconds(86_400)) : expiresAt)
    }

    func listing(_ id: ConversationID) throws -> Listing? {
        if let belief = schedule.beliefs[id] { return belief }
        return try store.listing(id)
    }

    func eraseWords(of id: ConversationID) throws {
        if schedule.planted != .erasesNothing { try store.eraseWords(of: id) }
    }

    func delivery(_ key: DeliveryKey, in id: ConversationID) throws -> Delivery? {
        guard let delivery = try store.delivery(key, in: id) else { return nil }
        if schedule.planted == .repeatsWithOtherNumbers, let lastSeq = try store.listing(id)?.conversation.lastSeq {
            return Delivery(fingerprint: delivery.fingerprint, events: lastSeq...lastSeq)
        }
        return delivery
    }

    func record(_ delivery: Delivery, as key: DeliveryKey, in id: ConversationID) throws {
        try schedule.disk.willWrite()
        if schedule.planted != .forgetsDeliveryKeys { try store.record(delivery, as: key, in: id) }
    }

    func save(_ customer: Customer, at moment: Moment) throws {
        try schedule.disk.willWrite()
        try store.save(customer, at: moment)
    }

    func save(session: SecretHash, of customer: CustomerID, at moment: Moment) throws {
        try schedule.disk.willWrite()
        try store.save(session: session, of: customer, at: moment)
    }

    func waiting() throws -> [AgentDesk.Queue.Place] {
        let places = try store.waiting()
        guard schedule.planted == .sendsTheReleasedToTheBack else { return places }
        return places.map { place in
            guard schedule.referee.wasReleased(place.conversation) else { return place }
            let waiting = Waiting(since: place.waiting.since.advanced(by: .seconds(86_400)), priority: 0)
            return AgentDesk.Queue.Place(place.conversation, in: place.workspace, waiting)
        }
    }
}
