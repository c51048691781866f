/// Reads a class, `[…]`, from behind its opening bracket to behind its closing one.
struct ClassReader {
    private var members: [ScalarClass.Member] = []
    private var isUnderstood = true
    /// The last member, when it is a character that a hyphen may make the beginning of a range.
    private var start: Unicode.Scalar?
    private var isRange = false

    static func tree(
        _ cursor: inout PatternCursor, isCaseless: Bool
    ) throws(PatternCursor.NotUnderstood) -> PatternTree {
        var reader = ClassReader()
        skipEmptyQuotes(&cursor)
        let isNegated = cursor.next == "^"
        if isNegated { cursor.skip() }
        skipEmptyQuotes(&cursor)
        var isFirst = true
        while true {
            if cursor.next == "]", !isFirst { break }
            isFirst = false
            try reader.readMember(&cursor)
        }
        cursor.skip()
        // A hyphen at the end stands for itself.
        if reader.isRange { reader.add("-") }
        guard reader.isUnderstood else { return .one }
        return .oneOf(ScalarClass(reader.members, isNegated: isNegated, isCaseless: isCaseless))
    }

    /// `\E` and `\Q\E` are nothing, so what stands behind them still comes first in its class.
    private static func skipEmptyQuotes(_ cursor: inout PatternCursor) {
        while cursor.next == "\\" {
            if cursor.isNext("\\E") {
                cursor.skip(2)
            } else if cursor.isNext("\\Q\\E") {
                cursor.skip(4)
            } else {
                return
            }
        }
    }

    private mutating func readMember(_ cursor: inout PatternCursor) throws(PatternCursor.NotUnderstood) {
        if let length = cursor.lengthOfNamedClass {
            cursor.skip(length)
            return doNotUnderstand()
        }
        let scalar = try cursor.take()
        switch scalar {
        case "\\": try readEscape(&cursor)
        case "-" where start != nil && !isRange: isRange = true
        default: add(scalar)
        }
    }

    private mutating func readEscape(_ cursor: inout PatternCursor) throws(PatternCursor.NotUnderstood) {
        let sign = try cursor.take()
        switch try PatternEscape(inClass: &cursor, sign) {
        case .scalar(let scalar): add(scalar)
        case .member(let member):
            // PCRE2 refuses a range that ends here.
            if isRange { doNotUnderstand() }
            members.append(member)
            start = nil
        case .beginsQuote:
            while !cursor.isNext("\\E") { add(try cursor.take()) }
            cursor.skip(2)
        case .endsQuote: break
        case .one, .any, .unknown, .boundary: doNotUnderstand()
        }
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        if isRange, let low = start {
            isRange = false
            start = nil
            guard low <= scalar else { return doNotUnderstand() }
            members.removeLast()
            members.append(.range(low.value...scalar.value))
        } else {
            isRange = false
            start = scalar
            members.append(.range(scalar.value...scalar.value))
        }
    }

    private mutating func doNotUnderstand() {
        isUnderstood = false
        isRange = false
        start = nil
    }
}
