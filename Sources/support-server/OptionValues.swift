import FAQ
package import WebAPI

/// How the values of options are written.
package enum OptionValues {
    /// `90s`, `15m`, `8h` or `30d`; longer than nothing, at most ten years.
    package static func duration(_ text: String) throws(WrongValue) -> Duration {
        let units = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let wrong = WrongValue("write a number and s, m, h or d, such as 90s or 8h.")
        guard let unit = text.last.flatMap({ units[String($0)] }) else { throw wrong }
        let limit = 3650 * 86_400 / unit
        guard let count = number(text.dropLast()), (1...limit).contains(count) else { throw wrong }
        return .seconds(count * unit)
    }

    /// A duration, or nil for no end.
    package static func retention(_ text: String) throws(WrongValue) -> Duration? {
        text == "forever" ? nil : try duration(text)
    }

    /// `65536`, `64k` or `1m`; from 1 byte to 1 GiB.
    package static func byteCount(_ text: String) throws(WrongValue) -> Int {
        let units = ["k": 1 << 10, "m": 1 << 20]
        let unit = text.last.flatMap { units[$0.lowercased()] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard let count = number(digits), (1...(1 << 30)).contains(count), count * (unit ?? 1) <= 1 << 30 else {
            throw WrongValue("write a number of bytes, with k or m for 1,024 or 1,048,576 of them, such as 64k.")
        }
        return count * (unit ?? 1)
    }

    /// A whole number in a range.
    package static func integer(_ range: ClosedRange<Int>) -> @Sendable (String) throws(WrongValue) -> Int {
        { text throws(WrongValue) in
            guard let value = number(text[...]), range.contains(value) else {
                throw WrongValue("write a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return value
        }
    }

    /// Any text; nil for none.
    package static func text(_ text: String) throws(WrongValue) -> String? {
        text.isEmpty ? nil : text
    }

    /// A path, with or without a slash at its end.
    package static func path(_ text: String) throws(WrongValue) -> String {
        guard !text.isEmpty else { throw WrongValue("name a folder.") }
        return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// `off`, or what differs from the standard: `start=20,message=30`.
    package static func rates(_ text: String) throws(WrongValue) -> Rates.Limits {
        if text == "off" { return .off }
        let names = Rates.Kind.allCases.map(\.rawValue)
        var limits = Rates.Limits()
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let kind = Rates.Kind(rawValue: sides[0]) else {
                let suggestion = Spelling.suggestion(for: sides[0], among: names)
                throw WrongValue("the rates are \(names.joined(separator: ", ")).\(suggestion)")
            }
            guard sides.count == 2, let limit = number(sides[1][...]), limit <= 1_000_000 else {
                throw WrongValue("write how often a minute, such as \(kind.rawValue)=30; 0 for no limit.")
            }
            limits[kind] = limit
        }
        return limits
    }

    /// Origins as browsers send them: scheme, host and port, nothing behind.
    package static func origins(_ text: String) throws(WrongValue) -> [String] {
        var origins: [String] = []
        for origin in text.split(separator: ",").map(String.init) {
            let authority = ["https://", "http://"].first { origin.hasPrefix($0) }.map { origin.dropFirst($0.count) }
            guard let authority, !authority.isEmpty, !authority.contains(where: { "/?#@* ".contains($0) }) else {
                throw WrongValue("write an origin as https://shop.example, without a path; there is none for all.")
            }
            origins.append(origin.lowercased())
        }
        return origins
    }

    /// `http://127.0.0.1:8080`, with or without a slash behind.
    package static func server(_ text: String) throws(WrongValue) -> ListenAddress {
        let example = "write a server's address as http://127.0.0.1:8080"
        guard !text.hasPrefix("https://") else {
            throw WrongValue("TLS belongs to the proxy in front; \(example), past the proxy.")
        }
        guard text.hasPrefix("http://") else { throw WrongValue("\(example).") }
        let authority = text.dropFirst(7).hasSuffix("/") ? text.dropFirst(7).dropLast() : text.dropFirst(7)
        let hasPort = authority.hasSuffix("]") ? false : authority.split(separator: "]").last?.contains(":") == true
        do {
            return try ListenAddress(hasPort ? String(authority) : "\(authority):80")
        } catch {
            throw WrongValue("\(example).")
        }
    }

    /// The digits of a number that is not negative.
    private static func number(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { (48...57).contains($0) } ? Int(digits) : nil
    }
}
