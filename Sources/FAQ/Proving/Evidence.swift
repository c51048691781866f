/// What the engine makes of a text on behalf of an entry: the same code as for customers, without their clock.
struct Evidence {
    /// Every match; those that cannot win on a day that the entry shares have a loss.
    let matches: [WinnerRule.Match]
    let wantsPerson: Bool
    /// Whether nothing of the text is left when it is made plain.
    let isEmpty: Bool
    let gaveUp: [Place]

    /// Of the live entries those count that share a day with this one, whatever day it is: what holds today must hold
    /// tomorrow. The entry itself counts whatever its mode, so that it can be proved before it goes live.
    init(_ text: String, for entry: Entry, in edition: Edition) {
        // Untimed: a proof must come out the same on every machine.
        let normal = NormalText(text)
        var watch = Watch(normal, isTimed: false)
        isEmpty = normal.bytes.isEmpty
        wantsPerson = edition.bot.askingForPerson.contains { $0.match(in: normal, &watch) != nil }
        matches = edition.matches(in: normal, locale: entry.language, &watch) { other in
            guard other.file != entry.file else { return nil }
            return other.mode != .live ? .off : other.sharesADay(with: entry) ? nil : .dates
        }
        gaveUp = watch.gaveUp
    }

    /// All candidates in their order.
    var decided: [Candidate] { WinnerRule.decide(matches) }

    /// Those of layer 2 in their order: what becomes of the text with a word more or less.
    var byRules: [Candidate] { WinnerRule.decide(matches.filter { $0.candidate.layer != .exact }) }
}

/// The pairs of entries that were seen to match one message, by what decides between them.
struct Rivals {
    private struct Meeting {
        let text: String
        let winner: Candidate
        let other: Candidate
    }

    private var tied = Set<Set<String>>()
    /// The shortest message that patterns of both match.
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
        let other = candidates.first { $0.outcome == .lost(.slug) }
        guard let other, tied.insert([winner.slug, other.slug]).inserted else { return }
        report.warning(
            .rulesTie, place,
            "“\(text)” reaches \(winner.slug) rather than \(other.slug) only because its slug sorts first",
            "\(winner.place.shown) and \(other.place.shown) both match \(winner.characters) characters.",
            "Give one of the entries a higher `priority:`, or let one of the rules match more.")
    }

    /// One note for the folder: that patterns overlap is usual, and the winner rule decides.
    func reportOverlaps(to report: Report) {
        let meetings = overlapping.values.sorted {
            ($0.winner.place, $0.other.place) < ($1.winner.place, $1.other.place)
        }
        guard let first = meetings.first else { return }
        let count = meetings.count == 1 ? "1 pair of entries has" : "\(meetings.count) pairs of entries have"
        let shown = meetings.prefix(8).map { meeting in
            "“\(meeting.text)”: \(meeting.winner.place.shown) (\(meeting.winner.characters) characters) beats "
                + "\(meeting.other.place.shown) (\(meeting.other.characters))."
        }
        let rest = meetings.count - shown.count
        report.note(
            .rulesOverlap, first.winner.place, "\(count) patterns that match one message",
            notes: shown + (rest > 0 ? ["And \(rest) more."] : []) + [
                "Try these messages, and see that the right one wins."
            ])
    }
}
