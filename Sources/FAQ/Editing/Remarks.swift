internal import YAML

/// A comment, as it was found.
struct Remark {
    /// From `#` to the last character that is seen.
    let text: String
    /// Of the `#`, in Unicode scalars from the beginning.
    let offset: Int
    /// Of the `#`, from 1.
    let column: Int
    /// Whether nothing but dashes of a list stands before it on its line.
    let isAlone: Bool
    /// Whether an empty line stands before its line.
    let hasGapBefore: Bool
}

/// Finds the comments of a YAML document.
///
/// libyaml drops them. It says where every scalar begins and ends, though, and a `#` that is in none of them begins a comment,
/// as does one in the first line of a block scalar, behind the `|`.
struct RemarkFinder {
    private let scalars: [Unicode.Scalar]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    func remarks(around root: YAML.Node) -> [Remark] {
        var spans: [(range: Range<Int>, isBlock: Bool)] = []
        func visit(_ node: YAML.Node) {
            switch node.content {
            case .scalar(_, let style):
                if node.start.offset < node.end.offset {
                    spans.append((node.start.offset..<node.end.offset, style == .block))
                }
            case .sequence(let items): items.forEach(visit)
            case .mapping(let pairs):
                for pair in pairs {
                    visit(pair.key)
                    visit(pair.value)
                }
            }
        }
        visit(root)
        var found: [Remark] = []
        var start = 0
        for span in spans {
            found += remarks(in: start..<max(start, span.range.lowerBound))
            if span.isBlock { found += remarks(in: span.range.lowerBound..<end(ofLineAt: span.range.lowerBound)) }
            start = span.range.upperBound
        }
        return found + remarks(in: start..<max(start, scalars.count))
    }

    /// Whether the line of an offset is preceded by an empty one, and begins there but for dashes.
    func hasGap(before offset: Int) -> Bool {
        let line = start(ofLineAt: offset)
        guard line > 0, isMarks(line..<offset) else { return false }
        let isPair = scalars[line - 1] == "\n" && line > 1 && scalars[line - 2] == "\r"
        let above = line - (isPair ? 2 : 1)
        return scalars[start(ofLineAt: above)..<above].allSatisfy { $0 == " " || $0 == "\t" } && above > 0
    }

    private func remarks(in range: Range<Int>) -> [Remark] {
        var found: [Remark] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard scalars[offset] == "#" else {
                offset += 1
                continue
            }
            let end = end(ofLineAt: offset)
            let line = start(ofLineAt: offset)
            let shown = scalars[offset..<end].reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            found.append(
                Remark(
                    text: String(String.UnicodeScalarView(shown)), offset: offset, column: offset - line + 1,
                    isAlone: isMarks(line..<offset), hasGapBefore: hasGap(before: offset)))
            offset = end
        }
        return found
    }

    private func isMarks(_ range: Range<Int>) -> Bool {
        scalars[range].allSatisfy { " \t-?".unicodeScalars.contains($0) }
    }

    private func start(ofLineAt offset: Int) -> Int {
        scalars[..<offset].lastIndex(where: isBreak).map { $0 + 1 } ?? 0
    }

    private func end(ofLineAt offset: Int) -> Int {
        scalars[offset...].firstIndex(where: isBreak) ?? scalars.count
    }

    /// Those of YAML 1.1.
    private func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar)
    }
}
