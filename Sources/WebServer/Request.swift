/// One request as it came over the wire, its body complete.
package struct Request: Sendable {
    package var method: String
    /// The request target as it was sent: `/path?query`, `http://host/path?query`, or `*`.
    package var target: String
    /// The target's path, still percent-encoded; `*` for the server as a whole.
    package var path: String
    package var headers: Headers
    package var body: [UInt8]
    /// The address of the other end, without its port.
    package var peer: String
    /// False for HTTP/1.0.
    package var isVersion11: Bool
    /// Whether the client wants the connection to stay open.
    package var keepsAlive: Bool

    package init(
        method: String, target: String, headers: Headers = Headers(), body: [UInt8] = [], peer: String = "",
        isVersion11: Bool = true, keepsAlive: Bool = true
    ) {
        self.method = method
        self.target = target
        self.path = Self.path(of: target)
        self.headers = headers
        self.body = body
        self.peer = peer
        self.isVersion11 = isVersion11
        self.keepsAlive = keepsAlive
    }

    /// The target's query, percent-decoded, `+` read as a space; decoded anew each time.
    ///
    /// What is no UTF-8 once decoded has U+FFFD in its place. A name without `=` has an empty value.
    package var query: [(name: String, value: String)] {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return [] }
        return target.utf8[target.utf8.index(after: mark)...]
            .split(separator: UInt8(ascii: "&"))
            .map { pair in
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return (Self.decode(pair), "") }
                return (Self.decode(pair[..<equals]), Self.decode(pair[pair.index(after: equals)...]))
            }
    }

    /// Host and port the client meant: of an absolute target, else of the Host field (RFC 9112 section 3.2.2).
    package var authority: String? {
        guard let rest = Self.afterScheme(target) else { return headers["Host"] }
        return String(rest.prefix { $0 != "/" && $0 != "?" })
    }

    /// Percent-decodes a path segment or query text; `nil` when the result is no UTF-8.
    package static func percentDecoded(_ text: String) -> String? {
        String(validating: octets(text.utf8[...], plusIsSpace: false), as: UTF8.self)
    }

    private static func decode(_ text: Substring.UTF8View) -> String {
        String(decoding: octets(text, plusIsSpace: true), as: UTF8.self)
    }

    private static func octets(_ text: Substring.UTF8View, plusIsSpace: Bool) -> [UInt8] {
        var octets: [UInt8] = []
        var place = text.startIndex
        while place < text.endIndex {
            let octet = text[place]
            place = text.index(after: place)
            if octet == UInt8(ascii: "%"), let high = text[place...].first.flatMap(Octet.hexValue),
                let low = text[place...].dropFirst().first.flatMap(Octet.hexValue)
            {
                octets.append(UInt8(high << 4 | low))
                place = text.index(place, offsetBy: 2)
            } else {
                octets.append(plusIsSpace && octet == UInt8(ascii: "+") ? Octet.space : octet)
            }
        }
        return octets
    }

    private static func path(of target: String) -> String {
        let local: Substring
        if let rest = afterScheme(target) {
            local = rest.drop { $0 != "/" && $0 != "?" }
        } else if target.utf8.contains(UInt8(ascii: "?")) {
            local = target[...]
        } else {
            return target
        }
        let path = local.prefix { $0 != "?" }
        return path.isEmpty ? "/" : String(path)
    }

    /// What follows `http://` or `https://`; `nil` for any other target.
    private static func afterScheme(_ target: String) -> Substring? {
        guard !target.utf8.starts(with: "/".utf8) else { return nil }
        for scheme in ["http://", "https://"] where target.prefix(scheme.count).lowercased() == scheme {
            return target.dropFirst(scheme.count)
        }
        return nil
    }
}
