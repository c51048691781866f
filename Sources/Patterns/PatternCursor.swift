/// A place in a pattern.
struct PatternCursor {
    /// Why the rest of a pattern cannot be told from what was read: nothing is known of it then.
    struct NotUnderstood: Error {}

    private let scalars: [Unicode.Scalar]
    private(set) var position = 0

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    /// The next character, and that behind it.
    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
    var second: Unicode.Scalar? { position + 1 < scalars.count ? scalars[position + 1] : nil }

    func isNext(_ text: String) -> Bool {
        scalars[position...].starts(with: text.unicodeScalars)
    }

    mutating func take() throws(NotUnderstood) -> Unicode.Scalar {
        guard position < scalars.count else { throw NotUnderstood() }
        position += 1
        return scalars[position - 1]
    }

    mutating func skip(_ count: Int = 1) {
        position = min(position + count, scalars.count)
    }

    /// Goes behind the next of these.
    mutating func skip(through end: Unicode.Scalar) throws(NotUnderstood) {
        while try take() != end {}
    }

    /// Goes behind digits of this base, at most so many, and tells their value.
    ///
    /// Nil when there are none, or when they make a number above `Int32.max`.
    mutating func number(radix: Int, atMost limit: Int = .max) -> Int? {
        var value: Int?
        var count = 0
        while count < limit, let digit = next.flatMap(Self.digit), digit < radix {
            value = min((value ?? 0) * radix + digit, Int(Int32.max) + 1)
            count += 1
            skip()
        }
        return value.flatMap { $0 <= Int(Int32.max) ? $0 : nil }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "0"..."9": Int(scalar.value) - 0x30
        case "a"..."f", "A"..."F": Int(scalar.value | 0x20) - 0x57
        default: nil
        }
    }

    /// The scalar with a number that is written in braces, `{1F600}`, behind which the cursor goes.
    mutating func bracedScalar(radix: Int) throws(NotUnderstood) -> Unicode.Scalar {
        guard try take() == "{", let value = number(radix: radix), try take() == "}",
            let scalar = Unicode.Scalar(UInt32(value))
        else { throw NotUnderstood() }
        return scalar
    }

    /// The distance to the end of `[:name:]` if one begins here, by the library's own rule for telling it from a bracket.
    var lengthOfNamedClass: Int? {
        guard next == "[", let terminator = second, ":.=".unicodeScalars.contains(terminator) else { return nil }
        var index = position + 2
        while index + 1 < scalars.count {
            let (here, following) = (scalars[index], scalars[index + 1])
            if here == "\\", following == "]" || following == "\\" {
                index += 1
            } else if here == "]" || (here == "[" && following == terminator) {
                return nil
            } else if here == terminator, following == "]" {
                return index + 2 - position
            }
            index += 1
        }
        return nil
    }
}
