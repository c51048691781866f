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
    /// What answers; without an answer what the ranker thinks likeliest, whether or not it is sure enough to suggest it.
    private var likeliest: Candidate? {
        guard !finding.wantsPerson else { return nil }
        return finding.answers.first
            ?? finding.candidates.first { [.lost(.suggested), .lost(.unsure)].contains($0.outcome) }
    }

    /// A match by rules or word for word is certain.
    private var confidence: Double? {
        likeliest.flatMap { $0.layer == .ranker ? $0.confidence : 1 }
    }

    /// One line for people and spreadsheets: entry, outcome, layer, confidence and text with tabs between them.
    var line: String {
        let columns = [
            likeliest?.slug ?? "-", outcome.word, likeliest?.layer.rawValue ?? "-", (confidence ?? 0).formattedFraction,
            words,
        ]
        return columns.map { Visible.text($0) }.joined(separator: "\t")
    }

    /// One line for programs that measure the engine.
    var jsonLine: String {
        var writer = JSONWriter()
        writer.object { object in
            object.member("slug", likeliest?.slug)
            object.member("layer", likeliest?.layer.rawValue)
            object.member("score", likeliest.flatMap { $0.score ?? Double($0.characters) })
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
