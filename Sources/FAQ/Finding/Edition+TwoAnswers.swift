extension Edition {
    /// The answers to a message that asks two things, in the order it asks them; nil when it does not.
    ///
    /// It does when two of its clauses reach different entries, and the whole message reaches one of the two, or nothing.
    /// An entry with a priority below 0 is small talk, and no question.
    func twoAnswers(
        in text: NormalText, raw: String, locale: String?, whole winner: Candidate?, _ watch: inout Watch,
        loss: (Entry) -> Candidate.Loss?
    ) -> [Candidate]? {
        guard winner?.layer != .exact else { return nil }
        let clauses = Clauses.ranges(of: text, raw: raw)
        guard clauses.count > 1 else { return nil }
        var found: [(candidate: Candidate, priority: Int)] = []
        for range in clauses where !watch.isOver {
            let clause = NormalText(String(decoding: text.bytes[range], as: UTF8.self))
            // Normalising drops spaces at the ends, so the clause begins where its first word does in the message.
            let offset = text.bytes[range].firstIndex { $0 != UInt8(ascii: " ") } ?? range.lowerBound
            var own = Watch(clause, of: watch)
            let matches = matches(
                in: clause, rules.nominated(in: clause).rules, locale: locale, depth: .answer, &own, loss: loss)
            watch.learn(from: own)
            guard var best = WinnerRule.decide(matches).first, best.outcome == .won else { continue }
            guard !found.contains(where: { $0.candidate.slug == best.slug }) else { continue }
            best.span = best.span.lowerBound + offset..<best.span.upperBound + offset
            found.append((best, matches.first { $0.candidate.place == best.place }?.priority ?? 0))
        }
        let asked = found.filter { $0.priority >= 0 }.map(\.candidate)
        // Three things at once are for a person to sort out, or for the winner rule.
        guard asked.count == 2, winner.map({ winner in asked.contains { $0.slug == winner.slug } }) ?? true else {
            return nil
        }
        return asked
    }

    /// Makes candidates of the two that answer: the winner, if there is one, and what joins it.
    static func enter(_ answers: [Candidate], into candidates: inout [Candidate]) {
        for answer in answers where candidates.first.map({ $0.outcome != .won || $0.slug != answer.slug }) ?? true {
            candidates.removeAll { $0.slug == answer.slug && $0.place == answer.place }
            var joined = answer
            let hasWinner = candidates.first?.outcome == .won
            joined.outcome = hasWinner ? .joined : .won
            candidates.insert(joined, at: hasWinner ? 1 : 0)
        }
    }
}
