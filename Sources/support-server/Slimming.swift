/// What only its readers need is left out of a script or a style sheet before it goes over the wire: the comments that
/// stand at the start of a line, the types in JSDoc, and the white space before a line.
///
/// Line ends stay, so that what a browser says of a line is true of the source. It looks at lines and does not parse:
/// within a template literal no line may begin with `//`, `/*` or white space that matters.
package func slimmed(_ source: [UInt8]) -> [UInt8] {
    var isInComment = false
    let lines = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let kept = lines.map { line -> ArraySlice<UInt8> in
        var rest = line.drop { $0 == space }
        if isInComment {
            guard let end = rest.firstRange(of: commentEnd) else { return [] }
            isInComment = false
            rest = rest[end.upperBound...]
        }
        while let start = rest.firstRange(of: typeComment) ?? rest.prefixRange(commentStart) {
            guard let end = rest[start.upperBound...].firstRange(of: commentEnd) else {
                isInComment = true
                return rest[..<start.lowerBound]
            }
            rest = rest[..<start.lowerBound] + rest[end.upperBound...].drop { $0 == space }
        }
        return rest.starts(with: lineComment) ? [] : rest
    }
    return Array(kept.joined(separator: CollectionOfOne(UInt8(ascii: "\n"))))
}

private let space = UInt8(ascii: " ")
private let typeComment = Array("/** @".utf8)
private let commentStart = Array("/*".utf8)
private let commentEnd = Array("*/".utf8)
private let lineComment = Array("//".utf8)

extension ArraySlice<UInt8> {
    fileprivate func prefixRange(_ mark: [UInt8]) -> Range<Int>? {
        starts(with: mark) ? startIndex..<startIndex + mark.count : nil
    }

    /// In bytes: the library's own search compares characters, and took most of a start.
    fileprivate func firstRange(of mark: [UInt8]) -> Range<Int>? {
        var rest = self
        while let start = rest.firstIndex(of: mark[0]) {
            if let range = rest[start...].prefixRange(mark) { return range }
            rest = rest[(start + 1)...]
        }
        return nil
    }
}
