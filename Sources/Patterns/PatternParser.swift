/// Reads a pattern into a tree, branch by branch.
///
/// A construct whose end is certain and whose meaning is not becomes `unknown` where it stands; any other makes the whole
/// pattern unknown.
struct PatternParser {
    /// PCRE2 allows 250 groups inside each other; nobody writes a tenth of these.
    static let depthLimit = 60
    /// The highest number in a quantifier.
    private static let countLimit = 65_535

    /// The options that change how what follows is read.
    private struct Options {
        var isCaseless = true
        var isExtended = false
    }

    private typealias NotUnderstood = PatternCursor.NotUnderstood

    private var cursor: PatternCursor

    init(_ pattern: String) {
        cursor = PatternCursor(pattern)
    }

    mutating func tree() -> PatternTree {
        do throws(NotUnderstood) {
            let tree = try choice(Options(), depth: 0)
            // A parenthesis that closes nothing.
            return cursor.next == nil ? tree : .unknown
        } catch {
            return .unknown
        }
    }

    /// Reads to the end of the group, or of the pattern.
    private mutating func choice(_ outer: Options, depth: Int) throws(NotUnderstood) -> PatternTree {
        guard depth <= Self.depthLimit else { throw NotUnderstood() }
        // Set inside a branch, an option holds for the branches behind it too.
        var options = outer
        var branches: [PatternTree] = []
        var branch = PatternBranch()
        while let scalar = cursor.next, scalar != ")" {
            cursor.skip()
            switch scalar {
            case "|":
                branches.append(branch.tree)
                branch = PatternBranch()
            case "\\": try readEscape(into: &branch, options)
            case "[":
                let isMark = cursor.isNext("[:<:]]") || cursor.isNext("[:>:]]")
                let tree = try ClassReader.tree(&cursor, isCaseless: options.isCaseless)
                branch.append(isMark ? .unknown : tree)
            case "(":
                if let group = try group(&options, depth: depth) { branch.append(group) }
            case "^": branch.append(.boundary(.start))
            case "$": branch.append(.boundary(.end))
            case ".": branch.append(.any)
            case "*": try branch.repeatLast(min: 0, max: nil, isPossessive: isPossessive())
            case "+": try branch.repeatLast(min: 1, max: nil, isPossessive: isPossessive())
            case "?": try branch.repeatLast(min: 0, max: 1, isPossessive: isPossessive())
            case "{": try readBraces(into: &branch, options)
            case "#" where options.isExtended: try skipComment()
            default:
                if options.isExtended, scalar.properties.isPatternWhitespace { continue }
                branch.append(scalar, isCaseless: options.isCaseless)
            }
        }
        guard !branches.isEmpty else { return branch.tree }
        return .choice(branches + [branch.tree])
    }

    /// To the end of the line, which for this library is a line feed; what else could be one makes the pattern unknown.
    private mutating func skipComment() throws(NotUnderstood) {
        while let scalar = cursor.next, scalar != "\n" {
            guard !["\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) else {
                throw NotUnderstood()
            }
            cursor.skip()
        }
    }

    private mutating func readEscape(
        into branch: inout PatternBranch, _ options: Options
    ) throws(NotUnderstood) {
        switch try PatternEscape(&cursor) {
        case .scalar(let scalar): branch.append(scalar, isCaseless: options.isCaseless)
        case .member(let member): branch.append(.oneOf(ScalarClass([member], isCaseless: options.isCaseless)))
        case .boundary(let boundary): branch.append(.boundary(boundary))
        case .one: branch.append(.one)
        case .any: branch.append(.any)
        case .unknown: branch.append(.unknown)
        case .beginsQuote:
            while cursor.next != nil, !cursor.isNext("\\E") {
                branch.append(try cursor.take(), isCaseless: options.isCaseless)
            }
            cursor.skip(2)
        case .endsQuote: break
        }
    }

    /// Whether a quantifier ends with a `+`; goes behind it, or behind the `?` of a lazy one.
    private mutating func isPossessive() -> Bool {
        let sign = cursor.next
        if sign == "+" || sign == "?" { cursor.skip() }
        return sign == "+"
    }

    /// From behind an opening brace: `{2}`, `{2,}` and `{2,5}` are quantifiers, anything else stands for itself.
    private mutating func readBraces(into branch: inout PatternBranch, _ options: Options) throws(NotUnderstood) {
        let before = cursor
        let min = cursor.number(radix: 10)
        var max = min
        if cursor.next == "," {
            cursor.skip()
            max = cursor.number(radix: 10)
        }
        if cursor.next == "}", let min {
            cursor.skip()
            guard min <= Self.countLimit, max.map({ $0 >= min && $0 <= Self.countLimit }) != false else {
                throw NotUnderstood()
            }
            try branch.repeatLast(min: min, max: max, isPossessive: isPossessive())
            return
        }
        cursor = before
        while let sign = cursor.next, sign == " " || sign == "\t" || sign == "," || ("0"..."9").contains(sign) {
            cursor.skip()
        }
        let isQuantifierToOthers = cursor.next == "}" && cursor.position > before.position
        cursor = before
        if isQuantifierToOthers {
            // Literal in PCRE2 10.42, a quantifier from 10.43 on: `{,3}` and `{ 2 }`.
            try cursor.skip(through: "}")
            _ = isPossessive()
            branch.forgetLast()
        } else {
            branch.append("{", isCaseless: options.isCaseless)
        }
    }

    /// From behind an opening parenthesis to behind the closing one; nil for what is not there when matching.
    private mutating func group(_ options: inout Options, depth: Int) throws(NotUnderstood) -> PatternTree? {
        guard depth <= Self.depthLimit else { throw NotUnderstood() }
        // Verbs: some of them end the match at once, and what follows is not needed then.
        if cursor.next == "*" { throw NotUnderstood() }
        guard cursor.next == "?" else { return try inside(options, depth) }
        cursor.skip()
        let sign = try cursor.take()
        switch sign {
        case "#":
            try cursor.skip(through: ")")
            return nil
        case ":", "|": return try inside(options, depth)
        case ">": return .atomic(try inside(options, depth))
        case "=": return .ahead(try inside(options, depth))
        case "!": return .notAhead(try inside(options, depth))
        case "<" where cursor.next == "=":
            cursor.skip()
            return .behind(try inside(options, depth))
        case "<" where cursor.next == "!":
            cursor.skip()
            return .notBehind(try inside(options, depth))
        case "<" where cursor.next != "*": try cursor.skip(through: ">")
        case "'": try cursor.skip(through: "'")
        case "P" where cursor.next == "<": try cursor.skip(through: ">")
        case "(":
            try skipCondition(options, depth)
            _ = try inside(options, depth)
            return .unknown
        // Group calls and named back-references, to their closing parenthesis.
        case "R", "&", "P", "0"..."9", "+":
            try cursor.skip(through: ")")
            return .unknown
        case "-" where cursor.next.map({ ("0"..."9").contains($0) }) == true:
            try cursor.skip(through: ")")
            return .unknown
        default:
            let inner = try self.options(options, from: sign)
            if cursor.next == ")" {
                cursor.skip()
                options = inner
                return nil
            }
            guard try cursor.take() == ":" else { throw NotUnderstood() }
            return try inside(inner, depth)
        }
        return try inside(options, depth)
    }

    private mutating func inside(_ options: Options, _ depth: Int) throws(NotUnderstood) -> PatternTree {
        let tree = try choice(options, depth: depth + 1)
        guard try cursor.take() == ")" else { throw NotUnderstood() }
        return tree
    }

    /// From behind `(?(`: a lookaround, or a name or number.
    private mutating func skipCondition(_ options: Options, _ depth: Int) throws(NotUnderstood) {
        guard cursor.next == "?" || cursor.next == "*" else { return try cursor.skip(through: ")") }
        var inner = options
        _ = try group(&inner, depth: depth + 1)
    }

    /// Reads letters like `i-x`, of which the first is taken.
    private mutating func options(_ outer: Options, from first: Unicode.Scalar) throws(NotUnderstood) -> Options {
        var options = outer
        var isSetting = true
        var sign = first
        while true {
            switch sign {
            case "^": options = Options(isCaseless: false, isExtended: false)
            case "-": isSetting = false
            case "i": options.isCaseless = isSetting
            // Twice, it changes how a class is read.
            case "x" where cursor.next == "x": throw NotUnderstood()
            case "x": options.isExtended = isSetting
            case "m", "s", "n", "J", "U": break
            default: throw NotUnderstood()
            }
            guard let next = cursor.next, next != ")", next != ":" else { return options }
            sign = next
            cursor.skip()
        }
    }
}
