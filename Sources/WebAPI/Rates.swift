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

    /// Takes one turn of `kind` for somebody; the seconds to wait when there is none left, else nil.
    package mutating func take(_ kind: Kind, who: String, times factor: Int = 1, now: Moment) -> Int? {
        let limit = limits[kind] * factor
        guard limit > 0 else { return nil }
        let key = Key(kind: kind, who: who)
        var bucket = buckets[key] ?? Bucket(level: limit * Bucket.turn, filledAt: now)
        let passed = min(max(0, Int(now.since(bucket.filledAt).milliseconds)), 60_000)
        bucket.level = min(limit * Bucket.turn, bucket.level + passed * limit)
        bucket.filledAt = now
        defer { buckets[key] = bucket }
        guard bucket.level >= Bucket.turn else {
            let milliseconds = (Bucket.turn - bucket.level + limit - 1) / limit
            return (milliseconds + 999) / 1000
        }
        bucket.level -= Bucket.turn
        return nil
    }

    /// Forgets those whose buckets are full again.
    package mutating func forgetIdle(now: Moment) {
        buckets = buckets.filter { now.since($0.value.filledAt) < .seconds(60) }
    }
}
