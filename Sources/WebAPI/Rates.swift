package import BotFlow

/// How often somebody may do something: a bucket for each, that fills again over a minute.
///
/// Kept on the event loop; time comes in with each question.
package struct Rates {
    /// Times a minute and session; an address may ten times that. Zero: no limit.
    package struct Limits: Sendable, Equatable {
        package var start = 20
        package var message = 30
        package var quickReply = 30
        package var escalate = 10
        /// For each account and each address.
        package var login = 10

        package init() {}

        /// No limits at all, for load tests.
        package static let off: Limits = {
            var limits = Limits()
            for kind in Kind.allCases { limits[kind] = 0 }
            return limits
        }()

        package subscript(kind: Kind) -> Int {
            get {
                switch kind {
                case .start: start
                case .message: message
                case .quickReply: quickReply
                case .escalate: escalate
                case .login: login
                }
            }
            set {
                switch kind {
                case .start: start = newValue
                case .message: message = newValue
                case .quickReply: quickReply = newValue
                case .escalate: escalate = newValue
                case .login: login = newValue
                }
            }
        }
    }

    package enum Kind: String, CaseIterable, Sendable {
        case start
        case message
        case quickReply = "quick_reply"
        case escalate
        case login
    }

    private struct Bucket {
        /// A turn costs ``turn``, and each millisecond brings as much as there are turns a minute: whole numbers, so
        /// that whoever waits as told is let through.
        var level: Int
        var filledAt: Moment

        static let turn = 60_000

        /// Seconds until there is a turn in it.
        func wait(limit: Int) -> Int {
            let milliseconds = (max(0, Self.turn - level) + limit - 1) / limit
            return (milliseconds + 999) / 1000
        }
    }

    private struct Key: Hashable {
        let kind: Kind
        let who: String
    }

    private let limits: Limits
    private var buckets: [Key: Bucket] = [:]

    package init(_ limits: Limits) {
        self.limits = limits
    }

    /// Somebody's part in what is limited: an address may do it more often than one session.
    package struct Share {
        let who: String
        let factor: Int

        package init(_ who: String, times factor: Int = 1) {
            self.who = who
            self.factor = factor
        }
    }

    /// Takes one turn of `kind` for somebody; the seconds to wait when there is none left, else nil.
    package mutating func take(_ kind: Kind, who: String, times factor: Int = 1, now: Moment) -> Int? {
        take(kind, of: [Share(who, times: factor)], now: now)
    }

    /// Takes one turn of `kind` from each, or from nobody when one has none left: then the seconds until all have.
    ///
    /// Who is refused is not remembered for it, so that made-up names do not pile up behind an address that is out of
    /// turns.
    package mutating func take(_ kind: Kind, of shares: [Share], now: Moment) -> Int? {
        let limited = shares.filter { limits[kind] * $0.factor > 0 }
        let filled = limited.map { share in
            let (key, limit) = (Key(kind: kind, who: share.who), limits[kind] * share.factor)
            return (key: key, limit: limit, bucket: bucket(of: key, limit: limit, now: now))
        }
        let wait = filled.map { $0.bucket.wait(limit: $0.limit) }.max() ?? 0
        for (key, _, bucket) in filled {
            if wait == 0 {
                buckets[key] = Bucket(level: bucket.level - Bucket.turn, filledAt: now)
            } else if buckets[key] != nil {
                buckets[key] = bucket
            }
        }
        return wait > 0 ? wait : nil
    }

    /// The bucket as it is by now; a full one for somebody new.
    private func bucket(of key: Key, limit: Int, now: Moment) -> Bucket {
        guard let bucket = buckets[key] else { return Bucket(level: limit * Bucket.turn, filledAt: now) }
        let passed = min(max(0, Int(now.since(bucket.filledAt).milliseconds)), 60_000)
        return Bucket(level: min(limit * Bucket.turn, bucket.level + passed * limit), filledAt: now)
    }

    /// Forgets those whose buckets are full again.
    package mutating func forgetIdle(now: Moment) {
        buckets = buckets.filter { now.since($0.value.filledAt) < .seconds(60) }
    }
}
