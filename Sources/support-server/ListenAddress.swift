/// An address of this machine with a port, as `--listen` takes it: `127.0.0.1:8080`, `[::1]:8080`.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// Without brackets.
    package let host: String
    /// 0 for any that is free.
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    package init(_ text: String) throws(WrongValue) {
        let example = "write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080"
        guard let colon = text.lastIndex(of: ":") else { throw WrongValue("the port is missing; \(example).") }
        let (host, digits) = (text[..<colon], text[text.index(after: colon)...])
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits) else {
            throw WrongValue("a port is a number from 0 to 65535, 0 for any that is free; \(example).")
        }
        if host.hasPrefix("["), host.hasSuffix("]"), host.contains(":") {
            self.init(host: String(host.dropFirst().dropLast()), port: port)
        } else if host.contains(":") {
            throw WrongValue("an IPv6 address stands in brackets, [::1]:8080.")
        } else if host.isEmpty || host.contains(where: { " []/@".contains($0) }) {
            throw WrongValue("\(example).")
        } else {
            self.init(host: String(host), port: port)
        }
    }

    /// Whether only this machine can reach it. A name other than `localhost` is not trusted to be that.
    package var isLoopback: Bool {
        if host.lowercased() == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// What to open in a browser on this machine; an address that stands for all of them is not one to open.
    package var url: String {
        switch host {
        case "0.0.0.0", "::": "http://localhost:\(port)"
        default: "http://\(self)"
        }
    }
}
