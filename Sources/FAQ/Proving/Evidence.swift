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

/// The pairs of entries between which the alphabet was seen to decide; each is reported once.
struct Ties {
    private var pairs = Set<Set<String>>()

    /// Reports that the winner has no more than its slug before another entry.
    mutating func report(among candidates: [Candidate], on text: String, at place: Place, to report: Report) {
        guard let winner = candidates.first, winner.outcome == .won else { return }
        let other = candidates.first { $0.outcome == .lost(.slug) }
        guard let other, pairs.insert([winner.slug, other.slug]).inserted else { return }
        report.warning(
            .rulesTie, place,
            "“\(text)” reaches \(winner.slug) rather than \(other.slug) only because its slug sorts first",
            "\(winner.place.shown) and \(other.place.shown) both match \(winner.characters) characters.",
            "Give one of the entries a higher `priority:`, or let one of the rules match more.")
    }
}
