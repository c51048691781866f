import JSON

extension Finding {
    /// What `faq try` prints: the text the rules saw, who wins and where, who loses and why.
    package func text() -> String {
        var lines = ["normalised  \(normalised)"]
        if let winner {
            lines.append("reaches     \(winner.sentence)")
            lines.append("            \(normalised)")
            lines.append("            \(mark(under: winner.span))")
        } else {
            lines.append("reaches     nothing")
        }
        for candidate in candidates where candidate.layer != .ranker || likeliest.contains(candidate.slug) {
            switch candidate.outcome {
            case .won: break
            case .joined: lines.append("also        \(candidate.sentence), for the other question")
            case .lost(let loss): lines.append("\(loss.heading)\(candidate.sentence): \(loss.reason)")
            }
        }
        if wantsPerson { lines.append("person      asked for, in the words of \(BotScript.fileName)") }
        for place in gaveUp { lines.append("gave up     \(place.shown), counted as no match") }
        for place in switchedOff { lines.append("off         \(place.shown), gave up too often to be tried") }
        if wasCutShort { lines.append("cut short   the message's time was spent before every pattern had been tried") }
        lines.append("time        \(duration.formattedMicroseconds) µs")
        lines.append(WinnerRule.sentence)
        return lines.joined(separator: "\n")
    }

    /// Of the ranker's view the first lines are enough for a reader.
    private var likeliest: Set<String> {
        Set(candidates.lazy.filter { $0.layer == .ranker }.prefix(3).map(\.slug))
    }

    private func mark(under span: Range<Int>) -> String {
        let before = String(decoding: normalised.utf8.prefix(span.lowerBound), as: UTF8.self)
        let marked = String(decoding: normalised.utf8.prefix(span.upperBound).dropFirst(span.lowerBound), as: UTF8.self)
        return String(repeating: " ", count: before.count) + "^"
            + String(repeating: "~", count: max(0, marked.count - 1))
    }

    /// The finding as one line of JSON, with the same facts.
    package func json() -> String {
        var writer = JSONWriter()
        writer.object { object in
            object.member("normalised", normalised)
            object.member("winner", winner?.slug)
            object.member(
                "candidates",
                array: { list in
                    for candidate in candidates { list.object { $0.candidate(candidate) } }
                })
            object.member("wants_person", wantsPerson)
            object.member("gave_up", strings: gaveUp.map(\.shown))
            object.member("switched_off", strings: switchedOff.map(\.shown))
            object.member("cut_short", wasCutShort)
            object.member("microseconds", raw: duration.formattedMicroseconds)
        }
        return writer.text
    }
}

extension JSONWriter {
    package mutating func candidate(_ candidate: Candidate) {
        member("slug", candidate.slug)
        member("language", candidate.language)
        member("layer", candidate.layer.rawValue)
        member("rule", candidate.rule)
        member(
            "span",
            array: { span in
                span.value(candidate.span.lowerBound)
                span.value(candidate.span.upperBound)
            })
        member("characters", candidate.characters)
        member("file", candidate.place.file)
        member("line", candidate.place.line)
        member("score", candidate.score)
        member("confidence", candidate.confidence)
        switch candidate.outcome {
        case .won: member("outcome", "won")
        case .joined: member("outcome", "answers the other question")
        case .lost(let loss): member("outcome", loss.reason)
        }
    }
}

extension Candidate {
    /// `delivery-times by rule 2 (pcre, 13 characters matched), delivery/delivery-times.md:14`
    package var sentence: String {
        let name = language.map { "\(slug) (\($0))" } ?? slug
        let how =
            if let rule {
                "by rule \(rule) (\(layer.rawValue), \(characters) characters matched)"
            } else if let confidence {
                "by the ranker (confidence \(confidence.formattedFraction))"
            } else {
                "word for word"
            }
        return "\(name) \(how), \(place.shown)"
    }
}

extension Candidate.Loss {
    /// Why, for an editor.
    package var reason: String {
        switch self {
        case .unless(let place): "its unless matched, \(place.shown)"
        case .shadow: "it is in shadow mode"
        case .off: "it is switched off"
        case .dates: "it is outside its dates"
        case .exact: "the winner has the message word for word"
        case .priority: "the winner has a higher priority"
        case .length: "the winner matched more characters"
        case .slug: "the winner's slug sorts first"
        case .language: "the winner is in a nearer language"
        case .sameEntry: "another rule of the entry matched first"
        case .decided: "the ranker is asked only when no rule answers"
        case .suggested: "the ranker suggests it as a quick reply"
        case .unsure: "the ranker is too unsure to suggest it"
        }
    }

    /// What stands before it in the report, as wide as the others.
    fileprivate var heading: String {
        self == .suggested ? "suggested   " : "lost        "
    }
}

extension Double {
    /// With two decimals.
    package var formattedFraction: String {
        let hundredths = Int((self * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}

extension Duration {
    /// With one decimal.
    fileprivate var formattedMicroseconds: String {
        let tenths = (components.seconds * 1_000_000) * 10 + components.attoseconds / 100_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
