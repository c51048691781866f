import AgentDesk
import BotFlow
import Foundation
import SQLite
import Storage
import Switchboard

/// A broken rule, and how it showed.
struct Breach: Error, CustomStringConvertible {
    let rule: Rule
    let what: String

    var description: String { "\(rule.rawValue): \(what)" }
}

/// Knows the rules, reads the log from disk after every commit, and holds all that is told against it.
///
/// It belongs to the one thread that runs its schedule, so nothing in it is touched from two sides.
final class Referee: @unchecked Sendable {
    let archive: SQLiteArchive
    private(set) var breach: Breach?
    private(set) var conversations: [ConversationID] = []
    private(set) var courses: [ConversationID: Course] = [:]

    private let path: String
    private let log: Database
    private var lastRow: Int64 = 0
    private var disabled: Set<Int> = []
    /// Who has asked to close a conversation.
    private var closing: [ConversationID: Set<AgentID>] = [:]
    /// Errands that would enable an agent and were not yet answered.
    private var enabling: [Int: Set<Int>] = [:]
    private var tokens: [SecretHash: Moment] = [:]
    private var latest = (run: 0, moment: Moment(milliseconds: 0))
    /// Where each sentence stands that was sent.
    private var said: [String: (conversation: ConversationID, seq: Int)] = [:]
    private let agents: [AgentID: Int]
    private let supervisors: Set<AgentID>

    init(path: String, accounts: [Account]) throws {
        self.path = path
        archive = try SQLiteArchive(path: path)
        log = try Database(path: path, access: .readOnly)
        supervisors = Set(accounts.filter { $0.role == .supervisor }.map(\.id))
        agents = Dictionary(uniqueKeysWithValues: accounts.enumerated().map { ($1.id, $0) })
    }

    func demand(_ rule: Rule, _ isKept: Bool, _ what: @autoclosure () -> String) {
        if !isKept, breach == nil { breach = Breach(rule: rule, what: what()) }
    }

    // MARK: What the clients may ask

    /// Conversations that wait or are claimed.
    var escalated: [ConversationID] {
        conversations.filter { id in
            switch courses[id]?.place {
            case .queue, .agent: true
            case .bot, .closed, nil: false
            }
        }
    }

    func isQueued(_ id: ConversationID) -> Bool { courses[id]?.place == .queue }
    func wasReleased(_ id: ConversationID) -> Bool { courses[id]?.wasReleased == true }
    func isDisabled(_ agent: Int) -> Bool { disabled.contains(agent) }
    func lastSeqForCustomer(of id: ConversationID) -> Int { courses[id]?.visible(to: .customer, before: .max) ?? 0 }

    func willClose(_ id: ConversationID, _ agent: Agent) {
        closing[id, default: []].insert(agent.id)
    }

    /// From here on it is not certain any more that an agent is disabled.
    func willEnable(_ agent: Int, for errand: Int) {
        enabling[agent, default: []].insert(errand)
        disabled.remove(agent)
    }

    /// Somebody was told that an agent is disabled.
    func knowsDisabled(_ agent: Int) {
        if enabling[agent, default: []].isEmpty { disabled.insert(agent) }
    }

    /// Somebody was told that an agent is enabled.
    func knowsEnabled(_ agent: Int, by errand: Int) {
        enabling[agent]?.remove(errand)
    }

    func knows(_ token: SecretHash, until expiresAt: Moment) {
        tokens[token] = expiresAt
    }

    /// A command was decided at this moment of the clock: in this run it is never earlier again.
    func sawTime(_ clock: Moment, in run: Int) {
        latest = latest.run == run ? (run, max(latest.moment, clock)) : (run, clock)
    }

    /// Whether the token had certainly expired when the last commands before these were decided.
    func hasExpired(_ token: SecretHash?, in run: Int) -> Bool {
        guard let expiresAt = token.flatMap({ tokens[$0] }), latest.run == run else { return false }
        return expiresAt <= latest.moment
    }

    // MARK: The log

    /// Reads what is new on disk; called when a commit has returned, before anybody can be told of it.
    func readLog() throws {
        var touched: [ConversationID] = []
        var newest = lastRow
        try log.query("SELECT id, conversation FROM events WHERE id > ?1 ORDER BY id", [.integer(lastRow)]) { row in
            newest = row.integer(0)
            let id = ConversationID(bytes: row.blob(1)) ?? .none
            if !touched.contains(id) { touched.append(id) }
        }
        lastRow = newest
        for id in touched {
            if courses[id] == nil { conversations.append(id) }
            for event in try events(of: id, after: courses[id]?.log.count ?? 0) { take(event, in: id) }
            if courses[id]?.isErased == true { try lookForWords(in: id) }
        }
    }

    private func events(of id: ConversationID, after seq: Int) throws -> [Recorded] {
        try archive.events(of: id, after: seq, limit: 10_000, visibleTo: .agents, messagesOnly: false)
    }

    private func take(_ event: Recorded, in id: ConversationID) {
        if let (rule, what) = courses[id, default: Course(supervisors: supervisors)].take(event) {
            demand(rule, false, "\(id.short): \(what)")
        }
        if case .transferred(let agent, _) = event.event, let number = agents[agent.id] {
            demand(.access, !isDisabled(number), "\(event.seq) of \(id.short) gives it to the disabled agent \(number)")
        }
        if case .closed(.agent(let agent), _) = event.event {
            let isAsked = closing[id, default: []].contains(agent.id)
            demand(.lawful, isAsked, "\(id.short) is closed by \(agent.displayName), who never asked for it")
        }
        guard let words = event.event.sentence else { return }
        if let known = said[words] {
            demand(
                .once, false,
                "“\(words)” is \(known.seq) in \(known.conversation.short) and \(event.seq) in \(id.short)")
        }
        said[words] = (id, event.seq)
    }

    private func lookForWords(in id: ConversationID) throws {
        let left = try events(of: id, after: 0).contains { "\($0.event)".contains("quokka") }
        demand(.erased, !left, "words of \(id.short) are still in the log")
    }

    // MARK: What is seen from outside

    /// The queue that everybody sees, against those who wait in the log.
    func compareQueue(with queue: Queue?) throws {
        guard let queue else { return }
        let shown = queue.places(in: .default).map(\.conversation)
        let waiting = conversations.filter { isQueued($0) }.sorted { isBefore($0, $1) }
        demand(.oneList, shown == waiting, "the queue shows \(shown.map(\.short)), and \(waiting.map(\.short)) wait")
    }

    private func isBefore(_ left: ConversationID, _ right: ConversationID) -> Bool {
        guard let one = courses[left], let other = courses[right] else { return false }
        if one.priority != other.priority { return one.priority > other.priority }
        return (one.since, left) < (other.since, right)
    }

    /// What the writer publishes; `last` is the number it published last in this run.
    func check(published happening: Happening, after last: Int?) {
        let id = happening.listing.conversation.id
        checkOnDisk(happening.events, of: id, "published")
        guard let first = happening.events.first else { return }
        demand(
            .numbered, last == nil || first.seq == (last ?? 0) + 1,
            "\(first.seq) of \(id.short) is published after \(last ?? 0)")
        demand(
            .stream,
            happening.previousForCustomer == courses[id]?.visible(to: .customer, before: first.seq),
            "\(first.seq) of \(id.short) is said to follow \(happening.previousForCustomer)")
    }

    func checkOnDisk(_ events: [Recorded], of id: ConversationID, _ how: String) {
        for event in events {
            let stored = courses[id]?.event(event.seq)
            // Of what is erased only the kind is left to compare.
            let isSame = courses[id]?.isErased == true ? stored?.event.word == event.event.word : stored == event
            demand(.onDisk, isSame, "\(how) \(event.seq) \(event.event.word) of \(id.short) is not in the log")
        }
    }

    /// What a watcher's client receives.
    func check(
        _ seq: Int, after previous: Int, _ event: Event, of id: ConversationID, to watcher: Watcher, _ number: Int
    ) {
        demand(.secret, event.isFor(watcher.side), "watcher \(number) is told \(seq) \(event.word) of \(id.short)")
        demand(
            .stream, seq > watcher.last && previous == watcher.last,
            "watcher \(number) of \(id.short) has \(watcher.last) and is sent \(seq) after \(previous)")
        demand(
            .stream, courses[id]?.visible(to: watcher.side, before: seq) == previous,
            "watcher \(number) of \(id.short) is told that \(seq) follows \(previous)")
    }

    // MARK: The end

    func checkEnd(_ errands: [Errand], _ exchanges: [Exchange], _ watchers: [Watcher]) {
        for errand in errands { demand(.recovers, errand.isDone, "never answered: \(errand)") }
        for (number, watcher) in watchers.enumerated() {
            guard let id = watcher.conversation, let course = courses[id] else { continue }
            let newest = course.visible(to: watcher.side, before: .max)
            demand(.stream, watcher.last == newest, "watcher \(number) of \(id.short) has \(watcher.last) of \(newest)")
        }
    }

    /// What the ledger believes is what the events make of it.
    func compareBeliefs(with listings: [Listing?]) throws {
        demand(.recovers, listings.count == conversations.count, "the ledger does not tell what it believes")
        for (id, belief) in zip(conversations, listings) {
            let replayed = Conversation(id, replaying: try events(of: id, after: 0))
            demand(.sound, belief?.conversation == replayed, "what is believed of \(id.short) is not what happened")
            demand(.sound, try archive.listing(id) == belief, "the list shows \(id.short) otherwise")
        }
    }

    /// The whole file once nobody has it open any more but the referee.
    func readFile(after what: String) throws {
        let verification = try Verification(of: path)
        demand(.sound, verification.isSound, "\(what): \(verification.breaches.map(\.description))")
        for id in conversations {
            let stored = try events(of: id, after: 0)
            demand(.numbered, stored.map(\.seq) == Array(1...max(1, stored.count)), "\(what): \(id.short) has a gap")
            checkOnDisk(courses[id]?.log ?? [], of: id, what)
            demand(.onDisk, stored.count == courses[id]?.log.count, "\(what): events of \(id.short) are gone")
        }
        try lookForErasedSentences()
    }

    /// Not even in a corner of the file that nothing points to any more.
    private func lookForErasedSentences() throws {
        let erased = said.filter { courses[$0.value.conversation]?.isErased == true }.keys
        guard !erased.isEmpty else { return }
        try Database(path: path, access: .readWrite).run("PRAGMA wal_checkpoint(TRUNCATE)", [])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for sentence in erased {
            demand(.erased, bytes.range(of: Data(sentence.utf8)) == nil, "“\(sentence)” is still in the file")
        }
    }
}

extension Event {
    /// Words that only one errand sends.
    fileprivate var sentence: String? {
        switch self {
        case .said(let words), .replied(_, let words), .noted(.some, let words): words.isEmpty ? nil : words
        case .picked(let quickReply): quickReply.question.isEmpty ? nil : quickReply.question
        default: nil
        }
    }
}
