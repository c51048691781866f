internal import PCRE
internal import Patterns

/// The pairs of entries that were seen to match one message, by what decides between them.
struct Rivals {
    private struct Meeting {
        let text: String
        let winner: Candidate
        let other: Candidate
    }

    private var tied = Set<Set<String>>()
    /// The shortest message that patterns of both match, of those tried.
    private var overlapping: [Set<String>: Meeting] = [:]

    /// Looks at who else matches a text, and reports it when the winner has no more than its slug before another entry.
    mutating func add(_ candidates: [Candidate], on text: String, at place: Place, to report: Report) {
        guard let winner = candidates.first, winner.outcome == .won else { return }
        for other in candidates where other.outcome == .lost(.length) && other.slug != winner.slug {
            guard winner.layer == .pcre, other.layer == .pcre else { continue }
            let pair: Set = [winner.slug, other.slug]
            if let known = overlapping[pair], known.text.count <= text.count { continue }
            overlapping[pair] = Meeting(text: text, winner: winner, other: other)
        }
        let tie = candidates.first { $0.outcome == .lost(.slug) }
        guard let tie, tied.insert([winner.slug, tie.slug]).inserted else { return }
        report.warning(
            .rulesTie, place,
            "“\(text)” reaches \(winner.slug) rather than \(tie.slug) only because its slug sorts first",
            "\(winner.place.shown) and \(tie.place.shown) both match \(winner.characters) characters.",
            "Give one of the entries a higher `priority:`, or let one of the rules match more.")
    }

    /// One note for the folder: that patterns overlap is usual, and the winner rule decides.
    func reportOverlaps(in edition: Edition, to report: Report) {
        let meetings = overlapping.values.sorted {
            ($0.winner.place, $0.other.place) < ($1.winner.place, $1.other.place)
        }
        guard let first = meetings.first else { return }
        let count = meetings.count == 1 ? "1 pair of entries has" : "\(meetings.count) pairs of entries have"
        let shown = meetings.prefix(8).map { meeting in
            let text = Self.shortest(meeting, in: edition)
            return "“\(text)”: \(meeting.winner.place.shown) and \(meeting.other.place.shown)."
        }
        let rest = meetings.count - shown.count
        report.note(
            .rulesOverlap, first.winner.place, "\(count) patterns that match one message",
            notes: shown + (rest > 0 ? ["And \(rest) more."] : [])
                + ["More characters win. Try these messages, and see that the right entry answers."])
    }

    /// The shortest message that both patterns match, where the two can be read; it is tried before it is shown.
    private static func shortest(_ meeting: Meeting, in edition: Edition) -> String {
        let places = [meeting.winner.place, meeting.other.place]
        let patterns = places.compactMap { place in edition.rules.rules.first { $0.rule.place == place }?.rule.pattern }
        guard patterns.count == 2,
            let text = Overlap.shortestShared(
                PatternTree(patterns[0].source), PatternTree(patterns[1].source)),
            !text.isEmpty, text.count < NormalText(meeting.text).string.unicodeScalars.count,
            patterns.allSatisfy({ $0.isMatch(text) })
        else { return meeting.text }
        return text
    }
}

extension Rule {
    fileprivate var pattern: Pattern? {
        guard case .pattern(let watched) = condition else { return nil }
        return watched.pattern
    }
}

extension Pattern {
    fileprivate func isMatch(_ text: String) -> Bool {
        if case .matched = firstMatch(in: text) { return true }
        return false
    }
}
