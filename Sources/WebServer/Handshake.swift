/// What a service says to a request for a WebSocket.
package enum Handshake: Sendable {
    case accept
    case refuse(Response)
}

/// The server's side of the opening handshake (RFC 6455 section 4.2).
package enum OpeningHandshake {
    /// Whether the request asks for a WebSocket, well or badly.
    package static func isWanted(by request: Request) -> Bool {
        request.headers.has("websocket", in: "upgrade")
    }

    /// The value of `Sec-WebSocket-Accept` for a request that asks well.
    package static func accept(_ request: Request) throws(ParseRefusal) -> String {
        let headers = request.headers
        guard request.method == "GET", request.isVersion11, request.body.isEmpty else {
            throw .malformed("A WebSocket is opened by an HTTP/1.1 GET without a body.")
        }
        guard headers.has("upgrade", in: "connection") else {
            throw .malformed("A WebSocket needs Connection: Upgrade.")
        }
        guard headers.all("sec-websocket-version") == ["13"] else {
            throw ParseRefusal(426, "upgrade_required", "This server speaks WebSocket version 13.")
        }
        let keys = headers.all("sec-websocket-key")
        guard let key = keys.first, keys.count == 1, isKey(key) else {
            throw .malformed("Sec-WebSocket-Key must be sixteen bytes in base64, given once.")
        }
        return accept(key: key)
    }

    /// RFC 6455 section 4.2.2, step 5.4.
    package static func accept(key: String) -> String {
        base64(SHA1.digest(of: Array("\(key)258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8)))
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func isKey(_ key: String) -> Bool {
        key.utf8.count == 24 && key.hasSuffix("==") && key.utf8.prefix(22).allSatisfy(alphabet.contains)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
