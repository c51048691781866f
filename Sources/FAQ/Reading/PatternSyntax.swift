/// What an editor's pattern is made of, as far as its safety is concerned.
///
/// Reads the pattern the way pcre2pattern(3) says, so that quoting, classes and comments neither hide a construct nor
/// pretend one. It decides nothing about a pattern that PCRE2 itself refuses.
struct PatternSyntax {
    /// A construct we do not run, with what to write instead.
    struct Refusal {
        let message: String
        let remedy: String
        /// In Unicode scalars of the pattern.
        let offset: Int
        let length: Int
    }

    private(set) var refusals: [Refusal] = []

    private let scalars: [Unicode.Scalar]
    private var position = 0
    /// Whether white space and `#` comments are skipped, for each open group.
    private var isExtended = [false]

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
        while position < scalars.count { readItem() }
    }

    private func isNext(_ text: String, at start: Int) -> Bool {
        scalars[min(start, scalars.count)...].starts(with: text.unicodeScalars)
    }

    private mutating func readItem() {
        let scalar = scalars[position]
        switch scalar {
        case "\\": readEscape(inClass: false)
        case "[": readClass()
        case "(": readGroup()
        case ")":
            if isExtended.count > 1 { isExtended.removeLast() }
            step(1)
        case "#" where isExtended.last == true:
            position = scalars[position...].firstIndex(of: "\n") ?? scalars.count
        default:
            step(1)
        }
    }

    private mutating func step(_ count: Int) {
        position += count
    }

    private mutating func refuse(_ message: String, length: Int, remedy: String) {
        refusals.append(Refusal(message: message, remedy: remedy, offset: position, length: length))
    }

    private mutating func readEscape(inClass: Bool) {
        guard position + 1 < scalars.count else { return step(1) }
        switch scalars[position + 1] {
        case "Q":
            var end = position + 2
            while end < scalars.count, !isNext("\\E", at: end) { end += 1 }
            position = end + 2
        case "C" where !inClass:
            refuse("`\\C` matches half a character", length: 2, remedy: "Write `.` for any one character.")
            step(2)
        case "g" where !inClass && (isNext("<", at: position + 2) || isNext("'", at: position + 2)):
            refuseCall(length: 3)
            step(3)
        // `\c` takes the character behind it, whatever it means elsewhere.
        case "c": step(3)
        default: step(2)
        }
    }

    private mutating func refuseCall(length: Int) {
        refuse(
            "a pattern may not call itself or one of its groups", length: length,
            remedy: "Write the part out again where it is needed.")
    }

    private mutating func readClass() {
        step(1)
        skipEmptyQuotes()
        if isNext("^", at: position) { step(1) }
        skipEmptyQuotes()
        // A bracket that comes first stands for itself.
        if isNext("]", at: position) { step(1) }
        while position < scalars.count {
            switch scalars[position] {
            case "]": return step(1)
            case "\\": readEscape(inClass: true)
            case "[": step(endOfNamedClass().map { $0 - position } ?? 1)
            default: step(1)
            }
        }
    }

    /// `\E` and `\Q\E` are nothing, so what stands behind them still comes first in its class.
    private mutating func skipEmptyQuotes() {
        while let quote = ["\\Q\\E", "\\E"].first(where: { isNext($0, at: position) }) { step(quote.utf8.count) }
    }

    /// Behind `[:name:]`, if one begins here, by the library's own rule for telling it from a lone bracket.
    private func endOfNamedClass() -> Int? {
        guard position + 1 < scalars.count, ":.=".unicodeScalars.contains(scalars[position + 1]) else { return nil }
        let terminator = scalars[position + 1]
        var index = position + 2
        while index + 1 < scalars.count {
            let (here, next) = (scalars[index], scalars[index + 1])
            if here == "\\", next == "]" || next == "\\" {
                index += 1
            } else if here == "]" || (here == "[" && next == terminator) {
                return nil
            } else if here == terminator, next == "]" {
                return index + 2
            }
            index += 1
        }
        return nil
    }

    private mutating func readGroup() {
        if isNext("(*", at: position) {
            refuse("verbs like `(*…)` change how the matcher works", length: 2, remedy: "Leave it out.")
        }
        guard isNext("(?", at: position) else {
            isExtended.append(isExtended.last == true)
            return step(1)
        }
        let start = position + 2
        if isNext("#", at: start) {
            position = (scalars[start...].firstIndex(of: ")") ?? scalars.count - 1) + 1
            return
        }
        if isNext("C", at: start) {
            refuse("callouts are not used here", length: 3, remedy: "Leave it out.")
        } else if isCall(at: start) {
            refuseCall(length: 3)
        }
        readOptions(from: start)
    }

    /// `(?R)`, `(?1)`, `(?+1)`, `(?-1)`, `(?&name)` and `(?P>name)`.
    private func isCall(at start: Int) -> Bool {
        func isDigit(at index: Int) -> Bool { index < scalars.count && ("0"..."9").contains(scalars[index]) }
        return isNext("R", at: start) || isNext("&", at: start) || isNext("P>", at: start) || isDigit(at: start)
            || ((isNext("+", at: start) || isNext("-", at: start)) && isDigit(at: start + 1))
    }

    /// Opens the group, or changes the one around it when only options are set: `(?x)`.
    private mutating func readOptions(from start: Int) {
        var extended = isExtended.last == true
        var isSetting = true
        var index = start
        scan: while index < scalars.count {
            switch scalars[index] {
            case "^": extended = false
            case "-": isSetting = false
            case "x": extended = isSetting
            case "i", "m", "s", "n", "J", "U": break
            default: break scan
            }
            index += 1
        }
        if scalars[start..<index].count(where: { $0 == "x" }) > 1 {
            refuse("`xx` changes how a class is read", length: index - position, remedy: "Write `x` once.")
        }
        if isNext(")", at: index), index > start {
            isExtended[isExtended.count - 1] = extended
            return step(index + 1 - position)
        }
        isExtended.append(isNext(":", at: index) ? extended : isExtended.last == true)
        step(2)
    }
}
