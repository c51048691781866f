extension Edition {
    /// How much of a message's matches is looked for.
    package enum Depth: Sendable {
        /// What answers, and what was tried on the way to it; for customers.
        case answer
        /// Every match and the ranker's view; for editors.
        case everything
    }

    /// What the FAQ makes of a message.
    ///
    /// Every language is searched: customers write in the one they like. The locale decides between the languages of one
    /// entry. The answers are the same at either depth.
    package func find(
        _ text: String, locale: String? = nil, on day: Day, depth: Depth = .everything
    ) -> Finding {
        let normal = NormalText(text)
        var watch = Watch(normal)
        let nominated = rules.nominated(in: normal)
        // First, so that it is heard even if the rules take all of the message's time.
        let wantsPerson = nominated.askingForPerson.contains { $0.match(in: normal, &watch) != nil }
        func loss(_ entry: Entry) -> Candidate.Loss? {
            switch entry.mode {
            case .off: .off
            case .shadow: .shadow
            case .live: entry.isValid(on: day) ? nil : .dates
            }
        }
        var candidates = WinnerRule.decide(
            matches(in: normal, nominated.rules, locale: locale, depth: depth, &watch, loss: loss))
        var answers = Array(candidates.prefix(1).filter { $0.outcome == .won })
        if let two = twoAnswers(in: normal, raw: text, locale: locale, whole: answers.first, &watch, loss: loss) {
            answers = two
            Self.enter(two, into: &candidates)
        }
        if answers.isEmpty || depth == .everything {
            let ranked = ranked(normal, isDecided: !answers.isEmpty, loss: loss)
            answers += ranked.prefix(1).filter { $0.outcome == .won }
            candidates = answers.isEmpty ? candidates + ranked : Self.winnerFirst(candidates, ranked)
        }
        return Finding(
            normalised: normal.string, answers: answers, candidates: candidates, wantsPerson: wantsPerson,
            gaveUp: watch.gaveUp, switchedOff: watch.switchedOff, wasCutShort: watch.isOver,
            duration: ContinuousClock.now - watch.start)
    }

    /// A ranked winner stands before the matches that could not win.
    private static func winnerFirst(_ matched: [Candidate], _ ranked: [Candidate]) -> [Candidate] {
        guard ranked.first?.outcome == .won else { return matched + ranked }
        return ranked.prefix(1) + matched + ranked.dropFirst()
    }

    /// Every match of a text. `loss` says for which entries it cannot win.
    func matches(
        in text: NormalText, locale: String? = nil, _ watch: inout Watch, loss: (Entry) -> Candidate.Loss?
    ) -> [WinnerRule.Match] {
        matches(
            in: text, rules.nominated(in: text).rules, locale: locale, depth: .everything, &watch, loss: loss)
    }

    func matches(
        in text: NormalText, _ nominated: [Int], locale: String?, depth: Depth, _ watch: inout Watch,
        loss: (Entry) -> Candidate.Loss?
    ) -> [WinnerRule.Match] {
        var matches: [WinnerRule.Match] = []
        guard !text.bytes.isEmpty else { return matches }
        /// What wins if nothing else does; rules below it cannot.
        var winningPriority: Int?
        func add(
            _ entry: Entry, _ layer: Candidate.Layer, _ rule: Int?, _ span: Range<Int>, _ characters: Int,
            _ place: Place, _ loss: Candidate.Loss?
        ) {
            if loss == nil { winningPriority = layer == .exact ? .max : winningPriority ?? entry.priority }
            matches.append(
                WinnerRule.Match(
                    entry: entry, layer: layer, rule: rule, span: span, characters: characters, place: place,
                    languageDistance: Language.distance(from: entry.language, to: locale), loss: loss))
        }
        for line in lines[text.exactKey] ?? [] {
            let entry = entries[line.entry]
            let whole = 0..<text.bytes.count
            add(entry, .exact, nil, whole, text.characters(in: whole), line.place, loss(entry))
        }
        for index in nominated {
            // The rules stand in the order of their priority.
            if depth == .answer, let winningPriority, rules.rules[index].priority < winningPriority { break }
            // The worst match between two looks takes about 5 ms.
            watch.check()
            let rule = rules.rules[index].rule
            guard let (span, characters) = rule.condition.match(in: text, &watch) else { continue }
            let entry = entries[rules.rules[index].entry]
            let isExcepted = rule.unless?.firstMatch(&watch) != nil
            let exception = isExcepted ? rule.unless.map { Candidate.Loss.unless($0.place) } : nil
            add(entry, rule.layer, rule.number, span, characters, rule.place, exception ?? loss(entry))
        }
        return matches
    }
}
