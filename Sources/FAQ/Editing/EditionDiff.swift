/// What two editions make of the same messages, where it is not the same.
///
/// Both are asked as customers ask them (``Edition/find(_:locale:on:depth:)``), so what is found here is what
/// would happen.
package struct EditionDiff: Sendable {
    /// A message to be held against both editions.
    package struct Message: Sendable, Hashable {
        package let text: String
        /// What must become of it; nil where anything may.
        package let pin: Pin?
        /// How often it was written, at least 1.
        package let count: Int
        /// Where it stands in its file, from 1; nil where it comes from none.
        package let line: Int?

        package init(_ text: String, pin: Pin? = nil, count: Int = 1, line: Int? = nil) {
            self.text = text
            self.pin = pin
            self.count = max(1, count)
            self.line = line
        }
    }

    /// What must become of a message.
    package enum Pin: Hashable, Sendable {
        /// The entry of this slug answers it, alone or with another.
        case entry(String)
        /// It stays unanswered.
        case nothing
    }

    /// What becomes of a message.
    package enum Outcome: Hashable, Sendable {
        /// The entries of these slugs answer: one, or two for two questions, in the order of the alphabet.
        case answered([String])
        /// The customer asked for a person, and gets one whatever else fits.
        case person
        case nothing
    }

    /// What an edition makes of a message, and by which rules or lines.
    package struct Verdict: Sendable, Hashable {
        package let outcome: Outcome
        /// One for each slug; none when no entry answers.
        package let places: [Place]

        fileprivate init(_ text: String, in edition: Edition, on day: Day) {
            let finding = edition.find(text, on: day, depth: .answer)
            let answers = finding.answers.sorted { $0.slug < $1.slug }
            if finding.wantsPerson {
                (outcome, places) = (.person, [])
            } else {
                outcome = answers.isEmpty ? .nothing : .answered(answers.map(\.slug))
                places = answers.map(\.place)
            }
        }
    }

    /// A message and what both editions make of it; spellings of which they see no difference are one message.
    package struct Replay: Sendable, Hashable {
        package let text: String
        /// What must become of it; nil but in ``brokenPins``.
        package let pin: Pin?
        package let line: Int?
        package let count: Int
        package let before: Verdict
        package let after: Verdict
    }

    /// How bad a change is, the worst first.
    package enum Kind: String, Sendable, CaseIterable {
        case newlyMissed = "newly_missed"
        case changed
        case newlyAnswered = "newly_answered"

        init(before: Outcome, after: Outcome) {
            self = after == .nothing ? .newlyMissed : before == .nothing ? .newlyAnswered : .changed
        }
    }

    /// The messages that went from one outcome to one other.
    package struct Group: Sendable, Hashable {
        package let before: Outcome
        package let after: Outcome
        /// How many were written.
        package let messages: Int
        /// How many of them differ from each other.
        package let different: Int
        /// Those written most often, at most ``exampleLimit``.
        package let examples: [Replay]

        package var kind: Kind { Kind(before: before, after: after) }
    }

    package static let exampleLimit = 5

    /// The versions of the editions.
    package let old: String
    package let new: String
    /// Pinned messages that the new edition does not treat as they must be, by their lines.
    package let brokenPins: [Replay]
    /// Those of the slugs in `brokenPins` that the new edition does not have.
    package let missingSlugs: Set<String>
    /// The worst kind first, and of a kind the largest group.
    package let groups: [Group]
    package let messages: Int
    package let different: Int
    package let pinned: Int
    package let unchanged: Int

    /// Replays the messages. `progress` hears the part done, from 0 to 1.
    package init(
        old: Edition, new: Edition, messages: [Message], on day: Day, progress: ((Double) -> Void)? = nil
    ) {
        let different = Self.merged(messages)
        var replays: [[Outcome]: [Replay]] = [:]
        var brokenPins: [Replay] = []
        var unchanged = 0
        for (index, message) in different.enumerated() {
            if index.isMultiple(of: 64) { progress?(Double(index) / Double(different.count)) }
            let replay = Replay(
                text: message.text, pin: nil, line: message.line, count: message.count,
                before: Verdict(message.text, in: old, on: day), after: Verdict(message.text, in: new, on: day))
            for (pin, line) in message.pins where !replay.after.outcome.keeps(pin) {
                brokenPins.append(
                    Replay(
                        text: replay.text, pin: pin, line: line, count: replay.count, before: replay.before,
                        after: replay.after))
            }
            if replay.before.outcome == replay.after.outcome {
                unchanged += replay.count
            } else {
                replays[[replay.before.outcome, replay.after.outcome], default: []].append(replay)
            }
        }
        self.old = old.version
        self.new = new.version
        self.brokenPins = brokenPins.sorted { $0.line ?? 0 < $1.line ?? 0 }
        missingSlugs = Set(brokenPins.compactMap(\.pin?.slug).filter { new.entry($0) == nil })
        groups = replays.values.map(Group.init).sorted { $0.rank < $1.rank }
        self.messages = messages.reduce(0) { $0 + $1.count }
        self.different = different.count
        pinned = different.reduce(0) { $0 + $1.pins.count }
        self.unchanged = unchanged
    }

    /// All messages that no edition can tell from each other.
    private struct Merged {
        /// In the first spelling, and where that stands.
        let text: String
        let line: Int?
        var count: Int
        /// What must become of it, each thing once, and where that stands.
        var pins: [(pin: Pin, line: Int?)] = []
    }

    /// In the order of the first of each.
    private static func merged(_ messages: [Message]) -> [Merged] {
        var merged: [Merged] = []
        var places: [String: Int] = [:]
        for message in messages {
            let key = NormalText(message.text).string
            let place = places[key] ?? merged.count
            if place == merged.count {
                places[key] = place
                merged.append(Merged(text: message.text, line: message.line, count: 0))
            }
            merged[place].count += message.count
            if let pin = message.pin, !merged[place].pins.contains(where: { $0.pin == pin }) {
                merged[place].pins.append((pin, message.line))
            }
        }
        return merged
    }
}

extension Edition {
    /// What becomes of a message.
    package func outcome(of text: String, on day: Day) -> EditionDiff.Outcome {
        EditionDiff.Verdict(text, in: self, on: day).outcome
    }
}

extension EditionDiff.Pin {
    package var slug: String? {
        if case .entry(let slug) = self { slug } else { nil }
    }
}

extension EditionDiff.Outcome {
    /// The entries that answer.
    package var slugs: [String] {
        if case .answered(let slugs) = self { slugs } else { [] }
    }

    fileprivate func keeps(_ pin: EditionDiff.Pin) -> Bool {
        switch pin {
        case .entry(let slug): slugs.contains(slug)
        case .nothing: self == .nothing
        }
    }
}

extension EditionDiff.Group {
    /// Of replays with one outcome before and one after.
    fileprivate init(_ replays: [EditionDiff.Replay]) {
        precondition(!replays.isEmpty, "a group has a message")
        before = replays[0].before.outcome
        after = replays[0].after.outcome
        messages = replays.reduce(0) { $0 + $1.count }
        different = replays.count
        // The sort keeps the order of equals, which is the file's.
        examples = Array(replays.sorted { $0.count > $1.count }.prefix(EditionDiff.exampleLimit))
    }

    /// Smaller is worse; the names decide between equals, so that the same messages give the same report.
    fileprivate var rank: Rank {
        Rank(
            kind: EditionDiff.Kind.allCases.firstIndex(of: kind) ?? 0, messages: -messages, before: before.name,
            after: after.name)
    }

    fileprivate struct Rank: Comparable {
        let kind: Int
        let messages: Int
        let before: String
        let after: String

        static func < (left: Self, right: Self) -> Bool {
            (left.kind, left.messages, left.before, left.after)
                < (right.kind, right.messages, right.before, right.after)
        }
    }
}
