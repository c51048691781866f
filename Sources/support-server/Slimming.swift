/// What only its readers need is left out of a script or a style sheet before it goes over the wire: the comments that
/// stand at the start of a line, the types in JSDoc, and the white space before a line.
///
/// Line ends stay, so that what a browser says of a line is true of the source. It looks at lines and does not parse:
/// within a template literal no line may begin with `//`, `/*` or white space that matters.
package func slimmed(_ source: [UInt8]) -> [UInt8] {
    var isInComment = false
    let lines = String(decoding: source, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.map { line -> Substring in
        var rest = line.drop(while: { $0 == " " })
        if isInComment {
            guard let end = rest.firstRange(of: "*/") else { return "" }
            isInComment = false
            rest = rest[end.upperBound...]
        }
        while let start = rest.firstRange(of: "/** @") ?? (rest.hasPrefix("/*") ? rest.firstRange(of: "/*") : nil) {
            guard let end = rest[start.upperBound...].firstRange(of: "*/") else {
                isInComment = true
                return rest[..<start.lowerBound]
            }
            rest = rest[..<start.lowerBound] + rest[end.upperBound...].drop(while: { $0 == " " })
        }
        return rest.hasPrefix("//") ? "" : rest
    }
    return Array(kept.joined(separator: "\n").utf8)
}
