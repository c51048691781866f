/// What a backslash and the characters behind it stand for.
enum PatternEscape {
    case scalar(Unicode.Scalar)
    case member(ScalarClass.Member)
    case boundary(PatternTree.Boundary)
    /// One character of which nothing is known.
    case one
    /// One character other than a line end.
    case any
    case unknown
    case beginsQuote
    case endsQuote

    /// Reads what stands behind a backslash, outside of a class.
    init(_ cursor: inout PatternCursor) throws(PatternCursor.NotUnderstood) {
        let sign = try cursor.take()
        switch sign {
        case "b": self = .boundary(.word)
        case "B": self = .boundary(.notWord)
        case "A": self = .boundary(.start)
        case "Z", "z": self = .boundary(.end)
        case "G", "K": self = .boundary(.other)
        case "R", "X", "C": self = .unknown
        case "N" where cursor.isNext("{U+"):
            self = try .init(inClass: &cursor, sign)
        case "N": self = .any
        case "1"..."9":
            // A group's number or an octal one: all digits, so that none is taken for itself.
            _ = cursor.number(radix: 10)
            self = .unknown
        case "g", "k":
            try Self.skipReference(&cursor)
            self = .unknown
        default: self = try .init(inClass: &cursor, sign)
        }
    }

    /// Reads the rest of an escape that means the same inside and outside of a class.
    init(inClass cursor: inout PatternCursor, _ sign: Unicode.Scalar) throws(PatternCursor.NotUnderstood) {
        switch sign {
        case "Q": self = .beginsQuote
        case "E": self = .endsQuote
        case "d": self = .member(.digit)
        case "D": self = .member(.notDigit)
        case "w": self = .member(.word)
        case "W": self = .member(.notWord)
        case "s": self = .member(.space)
        case "S": self = .member(.notSpace)
        case "h", "H", "v", "V": self = .one
        case "p", "P":
            if try cursor.take() == "{" { try cursor.skip(through: "}") }
            self = .one
        case "a": self = .scalar("\u{7}")
        case "b": self = .scalar("\u{8}")
        case "e": self = .scalar("\u{1B}")
        case "f": self = .scalar("\u{C}")
        case "n": self = .scalar("\n")
        case "r": self = .scalar("\r")
        case "t": self = .scalar("\t")
        case "c":
            // Some control character, whatever the next one means elsewhere.
            _ = try cursor.take()
            self = .one
        case "N":
            guard cursor.isNext("{U+") else { throw PatternCursor.NotUnderstood() }
            cursor.skip(3)
            guard let value = cursor.number(radix: 16), let scalar = Unicode.Scalar(UInt32(value)),
                try cursor.take() == "}"
            else { throw PatternCursor.NotUnderstood() }
            self = .scalar(scalar)
        case "x" where cursor.next == "{": self = .scalar(try cursor.bracedScalar(radix: 16))
        case "x": self = try Self.scalar(cursor.number(radix: 16, atMost: 2) ?? 0)
        case "o": self = .scalar(try cursor.bracedScalar(radix: 8))
        case "0": self = try Self.scalar(cursor.number(radix: 8, atMost: 2) ?? 0)
        case "1"..."9": self = .one
        case "a"..."z", "A"..."Z": throw PatternCursor.NotUnderstood()
        default: self = .scalar(sign)
        }
    }

    private static func scalar(_ value: Int) throws(PatternCursor.NotUnderstood) -> PatternEscape {
        guard let scalar = Unicode.Scalar(UInt32(value)) else { throw PatternCursor.NotUnderstood() }
        return .scalar(scalar)
    }

    /// Goes behind the group's name or number: `{name}`, `<name>`, `'name'`, `-1`.
    private static func skipReference(_ cursor: inout PatternCursor) throws(PatternCursor.NotUnderstood) {
        switch cursor.next {
        case "{": try cursor.skip(through: "}")
        case "<": try cursor.skip(through: ">")
        case "'":
            cursor.skip()
            try cursor.skip(through: "'")
        default:
            if cursor.next == "-" || cursor.next == "+" { cursor.skip() }
            guard cursor.number(radix: 10) != nil else { throw PatternCursor.NotUnderstood() }
        }
    }
}
