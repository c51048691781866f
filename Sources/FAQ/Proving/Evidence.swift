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
