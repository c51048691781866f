import BotFlow
import FAQ
import JSON
import Switchboard

/// What `faq try` prints.
extension FAQTrial {
    var text: String {
        var lines = [Visible.text(finding.text(), keeping: "\n")]
        if let answer {
            lines +=
                ["", "answer:"]
                + answer.text.split(separator: "\n", omittingEmptySubsequences: false).map {
                    $0.isEmpty ? "" : "  \($0)"
                }
            lines += answer.quickReplies.map { "  [\($0.question)]" }
        }
        if !outcome.sentence.isEmpty { lines += ["", outcome.sentence] }
        return lines.joined(separator: "\n")
    }
}

extension FAQTrial {
    /// What answers, or what is suggested first.
    private var found: Candidate? {
        finding.wantsPerson ? nil : finding.answers.first ?? finding.suggestions.first
    }

    /// One line for people and spreadsheets: entry, layer, confidence and text with tabs between them.
    var line: String {
        let columns = [
            found?.slug ?? "-", found?.layer.rawValue ?? "-", (confidence ?? 0).formattedFraction, words,
        ]
        return columns.map { Visible.text($0) }.joined(separator: "\t")
    }

    /// A match by rules or word for word is certain; with neither it is the likeliest entry's.
    private var confidence: Double? {
        let best = found ?? finding.candidates.first { $0.layer == .ranker }
        return best.flatMap { $0.layer == .ranker ? $0.confidence : 1 }
    }

    /// One line for programs that measure the engine.
    var jsonLine: String {
        var writer = JSONWriter()
        writer.object { object in
            let best = found ?? finding.candidates.first { $0.layer == .ranker }
            object.member("slug", found?.slug)
            object.member("layer", found?.layer.rawValue)
            object.member("score", best.flatMap { $0.score ?? Double($0.characters) })
            object.member("confidence", confidence)
            object.member("outcome", outcome.word)
            object.member("slugs", strings: finding.answers.map(\.slug))
            object.member(
                "candidates",
                array: { list in for candidate in finding.candidates { list.object { $0.candidate(candidate) } } })
        }
        return writer.text
    }
}
