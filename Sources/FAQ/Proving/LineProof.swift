/// Proves of every line that it reaches its entry, or does not, and of every rule that a line needs it.
struct LineProof {
    let edition: Edition
    let report: Report
    /// The files of the entries of which it is already reported that they never win.
    let beaten: Set<String>

    func run(_ rivals: inout Rivals) {
        var coverage = Coverage()
        var suspects: [Entry] = []
        for entry in edition.entries where entry.mode != .off {
            let isSound = proveAsks(of: entry, &coverage, &rivals)
            proveNot(of: entry, &coverage)
            if isSound { suspects.append(entry) }
        }
        reportWhatNoLineNeeds(suspects, coverage)
    }

    /// Whether a line of the entry reaches it by its rules.
    private func proveAsks(of entry: Entry, _ coverage: inout Coverage, _ rivals: inout Rivals) -> Bool {
        var wins = 0
        var defeat: (text: String, by: Candidate)?
        for (text, place) in entry.lines {
            let evidence = Evidence(text, for: entry, in: edition)
            coverage.add(evidence, on: text, to: report)
            if let (why, remedy) = whyUnreached(evidence) {
                report.warning(.lineUnreached, place, "“\(text)” never reaches \(entry.slug): \(why)", remedy)
            }
            let candidates = evidence.byRules
            guard let winner = candidates.first, winner.outcome == .won else { continue }
            if winner.slug == entry.slug {
                wins += 1
                rivals.add(candidates, on: text, at: place, to: report)
                continue
            }
            if defeat == nil, candidates.contains(where: { $0.slug == entry.slug && $0.outcome.isDefeat }) {
                defeat = (text, winner)
            }
            report.warning(
                .lineHijacked, place,
                "“\(text)” reaches \(winner.slug), not \(entry.slug), unless sent word for word",
                "\(winner.explanation) Move the line there, or add it to `not:`.")
        }
        if wins == 0, !beaten.contains(entry.file), let rule = entry.rules.first {
            if let defeat {
                report.warning(
                    .alwaysBeaten, rule.place,
                    "every line of \(entry.slug) that its rules match reaches another entry",
                    "“\(defeat.text)” reaches \(defeat.by.slug): \(defeat.by.explanation)",
                    "Give \(entry.slug) a higher `priority:`, or narrow the rule that wins.")
            } else {
                report.warning(
                    .rulesNeverWin, rule.place, "no line of \(entry.slug) reaches it by its rules",
                    "Add a line to `asks:` that these rules are for, or mend the rules.")
            }
        }
        return wins > 0
    }

    /// What comes before layer 1, with what to do about it.
    private func whyUnreached(_ evidence: Evidence) -> (why: String, remedy: String)? {
        if evidence.isEmpty { return ("nothing of it is left when it is made plain", "Write words that can be seen.") }
        guard evidence.wantsPerson else { return nil }
        return (
            "who writes this gets a person, in the words of \(BotScript.fileName)",
            "Take it out, or narrow `escalate:` in \(BotScript.fileName)."
        )
    }

    private func proveNot(of entry: Entry, _ coverage: inout Coverage) {
        for (text, place) in zip(entry.not, entry.places.not) {
            let evidence = Evidence(text, for: entry, in: edition)
            coverage.add(evidence, on: text, to: report)
            guard let winner = evidence.answers.first(where: { $0.slug == entry.slug }) else { continue }
            report.error(
                .unwantedLineReached, place, "“\(text)” reaches \(entry.slug)", winner.explanation,
                winner.rule == nil ? "Take it out of one of the two." : "Narrow the rule, or give it an `unless:`.")
        }
    }

    /// For entries whose rules do reach them: of the others more is wrong than that.
    private func reportWhatNoLineNeeds(_ entries: [Entry], _ coverage: Coverage) {
        let untested = entries.filter { $0.asks.isEmpty && $0.not.isEmpty && !$0.rules.isEmpty }
        report.note(
            .noTests, on: untested.map { $0.rules[0].place },
            { $0 ? "entry has rules that only its question tests" : "entries have rules that only the question tests" },
            "Write `asks:` as customers would, and under `not:` what they ask of its neighbours.")
        let rules = entries.filter { !($0.asks.isEmpty && $0.not.isEmpty) }.flatMap(\.rules)
        report.note(
            .deadRule, on: rules.map(\.place).filter { !coverage.contains($0) },
            { $0 ? "rule matches no line of the folder" : "rules match no line of the folder" },
            "Add the message that each is for to `asks:`, or take it out.")
        let exceptions = rules.filter { coverage.contains($0.place) }.compactMap(\.unless?.place)
        report.note(
            .deadRule, on: exceptions.filter { !coverage.contains($0) },
            { $0 ? "`unless:` is met by no line of the folder" : "`unless:` are met by no line of the folder" },
            "Add the message that each is for to `not:`, or take it out.")
    }
}

/// The rules and exceptions that lines have met, and the patterns that gave up on one.
private struct Coverage {
    private var met = Set<Place>()
    private var gaveUp = Set<Place>()

    func contains(_ place: Place) -> Bool { met.contains(place) }

    mutating func add(_ evidence: Evidence, on text: String, to report: Report) {
        for match in evidence.matches {
            met.insert(match.candidate.place)
            if case .unless(let place) = match.loss { met.insert(place) }
        }
        for place in evidence.gaveUp where gaveUp.insert(place).inserted {
            report.warning(
                .patternGivesUp, place, "the pattern gives up on “\(text)”, and counts as no match there",
                "Repeat only what is necessary, and use few `.*` in one pattern.")
        }
    }
}

extension Candidate.Outcome {
    /// Whether another entry was better, rather than this one not allowed to answer.
    fileprivate var isDefeat: Bool {
        switch self {
        case .lost(.priority), .lost(.length), .lost(.slug): true
        default: false
        }
    }
}
