import FAQ
import JSON

/// Where the stored trace of an answer tells which rules won, as SQLite's paths into JSON.
///
/// What wins stands first, and what joins it for a second question stands next. Of each the place is `file:line`; the
/// rule is its number in the file from 1, or null when the message won word for word or by the ranker.
package enum TracePath {
    package static let place = "$.candidates[0].place"
    package static let rule = "$.candidates[0].rule"
    package static let secondPlace = "$.candidates[1].place"
    package static let secondRule = "$.candidates[1].rule"
}

extension Finding {
    /// Why the bot says what it says, in one line for agents.
    var why: String {
        let answers = candidates.filter { [.won, .joined].contains($0.outcome) }
        if !answers.isEmpty { return answers.map(\.sentence).joined(separator: "; ") }
        let meant = suggestions.map { "\($0.slug) (\($0.confidence?.formattedFraction ?? "0.00"))" }
        return meant.isEmpty ? "nothing matched" : "nothing matched; near it \(meant.joined(separator: ", "))"
    }

    /// What the engine saw, small enough to be kept with every message: at most five candidates, no words of anybody.
    var trace: String {
        var writer = JSONWriter()
        writer.object { trace in
            trace.member("layer", answers.first?.layer.rawValue)
            trace.member(
                "candidates",
                array: { list in
                    for candidate in candidates.prefix(5) {
                        list.object { item in
                            item.member("slug", candidate.slug)
                            item.member("layer", candidate.layer.rawValue)
                            item.member("rule", candidate.rule)
                            item.member("place", "\(candidate.place.file):\(candidate.place.line)")
                            item.member("from", candidate.span.lowerBound)
                            item.member("to", candidate.span.upperBound)
                            item.member("characters", candidate.characters)
                            if let confidence = candidate.confidence {
                                item.member("score", candidate.score)
                                item.member("confidence", confidence)
                            }
                            item.member("lost", candidate.outcome.reason)
                        }
                    }
                })
            trace.member("wants_person", wantsPerson)
            trace.member("gave_up", strings: gaveUp.map { "\($0.file):\($0.line)" })
            trace.member("switched_off", strings: switchedOff.map { "\($0.file):\($0.line)" })
            trace.member("cut_short", wasCutShort)
            trace.member("microseconds", Int(duration / .microseconds(1)))
        }
        return writer.text
    }
}

extension Candidate.Outcome {
    /// Why the candidate does not answer, in the trace's own words; nil for the one that does.
    fileprivate var reason: String? {
        // What joins the winner answers too.
        guard case .lost(let loss) = self else { return nil }
        return switch loss {
        case .unless: "unless"
        case .shadow: "shadow"
        case .off: "off"
        case .dates: "dates"
        case .exact: "exact"
        case .priority: "priority"
        case .length: "length"
        case .slug: "slug"
        case .language: "language"
        case .sameEntry: "same_entry"
        case .decided: "decided"
        case .suggested: "suggested"
        case .unsure: "unsure"
        }
    }
}
