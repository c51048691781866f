/// What the engine makes of a text on behalf of an entry: the same code as for customers, without their clock.
struct Evidence {
    /// Every match; those that cannot win on a day that the entry shares have a loss.
    let matches: [WinnerRule.Match]
    /// What answers, in the order of the text: the winner, or both of two.
    let answers: [Candidate]
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
        func loss(_ other: Entry) -> Candidate.Loss? {
            guard other.file != entry.file else { return nil }
            return other.mode != .live ? .off : other.sharesADay(with: entry) ? nil : .dates
        }
        matches = edition.matches(in: normal, locale: entry.language, &watch, loss: loss)
        let winner = WinnerRule.decide(matches).first.flatMap { $0.outcome == .won ? $0 : nil }
        answers =
            edition.twoAnswers(
                in: normal, raw: text, locale: entry.language, whole: winner, &watch, loss: loss)
            ?? [winner].compactMap(\.self)
        gaveUp = watch.gaveUp
    }

    /// Those of layer 2 in their order: what becomes of the text with a word more or less.
    var byRules: [Candidate] { WinnerRule.decide(matches.filter { $0.candidate.layer != .exact }) }
}
