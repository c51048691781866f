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
        for candidate in candidates {
            guard case .lost(let loss) = candidate.outcome else { continue }
            lines.append("lost        \(candidate.sentence): \(loss.reason)")
        }
        if wantsPerson { lines.append("person      asked for, in the words of \(BotScript.fileName)") }
        for place in gaveUp { lines.append("gave up     \(place.shown), counted as no match") }
        if wasCutShort { lines.append("cut short   the message's time was spent before every pattern had been tried") }
        lines.append("time        \(duration.formattedMicroseconds) µs")
        lines.append(WinnerRule.sentence)
        return lines.joined(separator: "\n")
    }

    private func mark(under span: Range<Int>) -> String {
        let before = String(decoding: normalised.utf8.prefix(span.lowerBound), as: UTF8.self)
        let marked = String(decoding: normalised.utf8.prefix(span.upperBound).dropFirst(span.lowerBound), as: UTF8.self)
        return String(repeating: " ", count: before.count) + "^"
            + String(repeating: "~", count: max(0, marked.count - 1))
    }

    /// The finding as one line of JSON, with the same facts.
    package func json() -> String {
        let candidates = candidates.map { candidate in
            var outcome = "won"
            if case .lost(let loss) = candidate.outcome { outcome = loss.reason }
            return JSONText.object([
                ("slug", JSONText.quoted(candidate.slug)),
                ("language", candidate.language.map { JSONText.quoted($0) } ?? "null"),
                ("layer", JSONText.quoted(candidate.layer.rawValue)),
                ("rule", candidate.rule.map { "\($0)" } ?? "null"),
                ("span", "[\(candidate.span.lowerBound),\(candidate.span.upperBound)]"),
                ("characters", "\(candidate.characters)"), ("file", JSONText.quoted(candidate.place.file)),
                ("line", "\(candidate.place.line)"), ("outcome", JSONText.quoted(outcome)),
            ])
        }
        return JSONText.object([
            ("normalised", JSONText.quoted(normalised)),
            ("winner", winner.map { JSONText.quoted($0.slug) } ?? "null"),
            ("candidates", "[" + candidates.joined(separator: ",") + "]"), ("wants_person", "\(wantsPerson)"),
            ("gave_up", "[" + gaveUp.map { JSONText.quoted($0.shown) }.joined(separator: ",") + "]"),
            ("cut_short", "\(wasCutShort)"), ("microseconds", duration.formattedMicroseconds),
        ])
    }
}

extension Candidate {
    /// `delivery-times by rule 2 (pcre, 13 characters matched), delivery/delivery-times.md:14`
    fileprivate var sentence: String {
        let name = language.map { "\(slug) (\($0))" } ?? slug
        let how = rule.map { "by rule \($0) (\(layer.rawValue), \(characters) characters matched)" } ?? "word for word"
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
        }
    }
}

extension Duration {
    /// With one decimal.
    fileprivate var formattedMicroseconds: String {
        let tenths = (components.seconds * 1_000_000) * 10 + components.attoseconds / 100_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension Loading {
    /// What `faq check` prints: every diagnostic, then how many there were.
    package func text(folder: String, isColoured: Bool = false) -> String {
        func counted(_ severity: Diagnostic.Severity) -> String {
            let count = diagnostics.count { $0.severity == severity }
            return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        let entries = edition.map { "\($0.entries.count) entries, version \($0.version), " } ?? ""
        let summary = "\(entries)\(counted(.error)), \(counted(.warning))"
        return (diagnostics.map { $0.text(folder: folder, isColoured: isColoured) } + [summary]).joined(separator: "\n")
    }

    /// The diagnostics as a JSON array.
    package func json(folder: String) -> String {
        "[" + diagnostics.map { $0.json(folder: folder) }.joined(separator: ",") + "]"
    }
}
