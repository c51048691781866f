import JSON

extension EditionDiff {
    /// What `faq diff` prints: broken pins, then the groups, the worst first, then the sums.
    ///
    /// `file` is what the messages were read from, and stands before the lines of pinned ones.
    package func text(file: String = "", isColoured: Bool = false) -> String {
        let paint = Paint(isColoured: isColoured)
        var lines: [String] = []
        if !brokenPins.isEmpty {
            let title = "\(brokenPins.count) of \(Self.counted(pinned, "pinned message")) not as they must be"
            lines += [paint.bold(title)] + brokenPins.flatMap { pinLines($0, file, paint) } + [""]
        }
        for kind in Kind.allCases {
            let groups = groups.filter { $0.kind == kind }
            guard !groups.isEmpty else { continue }
            lines.append(paint.heading("\(kind.title): \(Self.counted(count(kind), "message"))", kind))
            for group in groups {
                lines.append("  \(group.before.name) → \(group.after.name)  \(Self.counted(group.messages, "message"))")
                lines += group.examples.map { "    \($0.example)" }
                let rest = group.different - group.examples.count
                if rest > 0 { lines.append("    … and \(rest) more") }
            }
            lines.append("")
        }
        return (lines + [summary]).joined(separator: "\n")
    }

    private var summary: String {
        let sums = Kind.allCases.map { "\(count($0)) \($0.title)" } + ["\(unchanged) unchanged"]
        let spelled = different == messages ? "" : " (\(different) different)"
        return "\(Self.counted(messages, "message"))\(spelled), \(old) → \(new): \(sums.joined(separator: ", "))."
    }

    private func count(_ kind: Kind) -> Int {
        groups.reduce(0) { $0 + ($1.kind == kind ? $1.messages : 0) }
    }

    private func pinLines(_ replay: Replay, _ file: String, _ paint: Paint) -> [String] {
        let place = replay.line.map { file.isEmpty ? "line \($0): " : "\(file):\($0): " } ?? ""
        var must = "must stay unanswered"
        if let slug = replay.pin?.slug {
            must = "must reach \(slug)" + (missingSlugs.contains(slug) ? ", which is no entry now" : "")
        }
        return [
            "\(paint.bold(place + "error:")) “\(replay.text.oneLine)” \(must)",
            "  before  \(replay.before.sentence)",
            "  now     \(replay.after.sentence)",
        ]
    }

    static func counted(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// The same as one line of JSON.
    package func json() -> String {
        var writer = JSONWriter(capacity: 4096)
        writer.object { report in
            report.member("old", old)
            report.member("new", new)
            report.member("messages", messages)
            report.member("different", different)
            report.member("unchanged", unchanged)
            for kind in Kind.allCases { report.member(kind.rawValue, count(kind)) }
            report.member("pinned", pinned)
            report.member("broken_pins", array: { list in for replay in brokenPins { list.replay(replay) } })
            report.member(
                "groups",
                array: { list in
                    for group in groups {
                        list.object { object in
                            object.member("kind", group.kind.rawValue)
                            object.member("before", group.before.json)
                            object.member("after", group.after.json)
                            object.member("messages", group.messages)
                            object.member("different", group.different)
                            object.member(
                                "examples", array: { list in for replay in group.examples { list.replay(replay) } })
                        }
                    }
                })
        }
        return writer.text
    }
}

extension EditionDiff.Outcome {
    /// As reports name it; no slug has a space or parentheses.
    var name: String {
        switch self {
        case .answered(let slugs): slugs.joined(separator: " + ")
        case .person: "(a person)"
        case .nothing: "(nothing)"
        }
    }

    fileprivate var word: String {
        switch self {
        case .answered: "answered"
        case .person: "person"
        case .nothing: "nothing"
        }
    }

    fileprivate func json(_ object: inout JSONWriter) {
        object.member("outcome", word)
        object.member("slugs", strings: slugs)
    }
}

extension EditionDiff.Verdict {
    fileprivate var sentence: String {
        places.isEmpty ? outcome.name : "\(outcome.name), by \(shownPlaces)"
    }

    fileprivate var shownPlaces: String {
        places.isEmpty ? "–" : places.map(\.shown).joined(separator: " + ")
    }

    fileprivate func json(_ object: inout JSONWriter) {
        object.member("outcome", outcome.word)
        object.member("slugs", strings: outcome.slugs)
        object.member("places", strings: places.map(\.shown))
    }
}

extension EditionDiff.Replay {
    fileprivate var example: String {
        "\(count > 1 ? "\(count) × " : "")“\(text.oneLine)”  \(before.shownPlaces) → \(after.shownPlaces)"
    }
}

extension JSONWriter {
    fileprivate mutating func replay(_ replay: EditionDiff.Replay) {
        object { object in
            object.member("text", replay.text)
            object.member("count", replay.count)
            object.member("line", replay.line)
            if let pin = replay.pin {
                object.member("must", object: { $0.member("slug", pin.slug) })
            }
            object.member("before", replay.before.json)
            object.member("after", replay.after.json)
        }
    }

    fileprivate mutating func member(_ name: String, _ members: (inout JSONWriter) -> Void) {
        member(name, object: members)
    }
}

extension EditionDiff.Kind {
    fileprivate var title: String {
        switch self {
        case .newlyMissed: "newly missed"
        case .changed: "changed"
        case .newlyAnswered: "newly answered"
        }
    }
}

/// Colours for a terminal, or none.
private struct Paint {
    let isColoured: Bool

    func bold(_ text: String) -> String { painted(text, "1") }

    func heading(_ text: String, _ kind: EditionDiff.Kind) -> String {
        switch kind {
        case .newlyMissed: painted(text, "1;31")
        case .changed: painted(text, "1;33")
        case .newlyAnswered: painted(text, "1;32")
        }
    }

    private func painted(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
