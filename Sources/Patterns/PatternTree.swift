/// What a PCRE2 pattern asks of a normalised text, as far as it is understood.
///
/// A normalised text is in NFKC and lower case, with single spaces. Groups and greed are gone: they change what is
/// captured, not which texts match. What is not understood stands as `unknown`, which may match anything, nothing included.
package indirect enum PatternTree: Equatable, Sendable {
    /// These characters one after the other, written as a normalised text has them.
    case literal([Unicode.Scalar])
    case oneOf(ScalarClass)
    /// One character; a line end is none, and a normalised text has none.
    case any
    /// One character of which nothing is known.
    case one
    case sequence([PatternTree])
    case choice([PatternTree])
    /// Without a maximum there is no end.
    case repetition(PatternTree, min: Int, max: Int?)
    /// Keeps its first match, come what may behind it: its texts are some of those of the tree inside.
    case atomic(PatternTree)
    case ahead(PatternTree)
    case notAhead(PatternTree)
    case behind(PatternTree)
    case notBehind(PatternTree)
    case boundary(Boundary)
    case unknown

    /// A condition on the place between two characters.
    package enum Boundary: Equatable, Sendable {
        case word, notWord, start, end
        /// True or false for reasons of the matcher's: `\G`, `\K`.
        case other
    }

    /// Reads a pattern as pcre2pattern(3) of PCRE2 10.42 says, with the flags UTF, UCP and CASELESS.
    ///
    /// Takes any string; the time is linear in its length. A pattern that PCRE2 refuses may come out as anything.
    package init(_ pattern: String) {
        var parser = PatternParser(pattern)
        self = parser.tree()
    }
}
