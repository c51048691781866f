/// The characters that one place of a text may hold, written `[a-z_]` or `\w`.
package struct ScalarClass: Equatable, Sendable {
    /// Some of the characters of a class.
    package enum Member: Equatable, Sendable {
        /// As the pattern has them, upper case included.
        case range(ClosedRange<UInt32>)
        case word, notWord, digit, notDigit, space, notSpace
    }

    package var members: [Member]
    package var isNegated: Bool
    /// Whether a range holds the other case of its letters too.
    package var isCaseless: Bool

    package init(_ members: [Member], isNegated: Bool = false, isCaseless: Bool = true) {
        self.members = members
        self.isNegated = isNegated
        self.isCaseless = isCaseless
    }

    /// How many characters make a class small.
    package static let smallSize = 16

    /// The characters as a normalised text has them, when they are few and known.
    package var fewScalars: [Unicode.Scalar]? {
        guard !isNegated else { return nil }
        var scalars: [Unicode.Scalar] = []
        for member in members {
            // Of a normalised text `\s` can match a single space only.
            let member = member == .space ? .range(0x20...0x20) : member
            guard case .range(let range) = member, range.count <= 2 * Self.smallSize else { return nil }
            for value in range {
                guard let scalar = Unicode.Scalar(value), let folded = Folding.folded(scalar) else { return nil }
                if !scalars.contains(folded) { scalars.append(folded) }
            }
            if scalars.count > Self.smallSize { return nil }
        }
        return scalars
    }

    /// Whether the class holds a character of a normalised text: an ASCII one, a letter, or a sign.
    ///
    /// Of other characters (marks, digits of other scripts) PCRE2's versions differ, and nothing may be asked.
    package func contains(_ scalar: Unicode.Scalar) -> Bool {
        members.contains { holds($0, scalar) } != isNegated
    }

    private func holds(_ member: Member, _ scalar: Unicode.Scalar) -> Bool {
        switch member {
        case .range(let range):
            if range.contains(scalar.value) { return true }
            guard isCaseless else { return false }
            let upper = scalar.properties.uppercaseMapping.unicodeScalars
            return upper.count == 1 && upper.contains { range.contains($0.value) }
        case .word: return Self.isWord(scalar)
        case .notWord: return !Self.isWord(scalar)
        case .digit: return Self.isDigit(scalar)
        case .notDigit: return !Self.isDigit(scalar)
        case .space: return scalar.properties.isWhitespace
        case .notSpace: return !scalar.properties.isWhitespace
        }
    }

    /// As `\w` and `\b` see it.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || isDigit(scalar) || scalar == "_"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }
}
