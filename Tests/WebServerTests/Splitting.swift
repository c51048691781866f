import WebServer

/// What a parser made of some bytes, as text that can be compared.
typealias Reading = [String]

/// The same bytes in every shape they can arrive in: whole, one by one, and in two pieces cut anywhere.
func everySplit(of bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
    [[bytes[...]], bytes.indices.map { bytes[$0...$0] }] + bytes.indices.map { [bytes[..<$0], bytes[$0...]] }
}

/// Requests and refusals in `pieces`, read one after the other as a connection would.
func readRequests(
    _ pieces: [ArraySlice<UInt8>], limits: WebServer.Limits = WebServer.Limits()
) -> Reading {
    var parser = RequestParser(limits: limits, peer: "here") { [body = limits.body] _, path in
        path == "/large" ? 1 << 20 : body
    }
    var reading: Reading = []
    for piece in pieces {
        let bytes = Array(piece)
        var offset = 0
        var isMore = true
        while isMore {
            switch parser.read(bytes.span, at: &offset) {
            case .incomplete:
                isMore = false
            case .expectsContinue:
                reading.append("continue")
            case .request(let request):
                let body = String(decoding: request.body, as: UTF8.self)
                reading.append("\(request.method) \(request.target) \(body)".trimmingSpace)
            case .refused(let refusal):
                return reading + ["\(refusal.status)"]
            }
        }
    }
    return reading
}

/// Events in `pieces`, up to the end of the conversation.
func readFrames(_ pieces: [ArraySlice<UInt8>], messageLimit: Int = 1000, fragmentLimit: Int = 4) -> Reading {
    var parser = FrameParser(messageLimit: messageLimit, fragmentLimit: fragmentLimit)
    var reading: Reading = []
    for piece in pieces {
        let bytes = Array(piece)
        var offset = 0
        while let event = parser.read(bytes.span, at: &offset) {
            switch event {
            case .text(let text): reading.append("text \(text)")
            case .ping(let payload): reading.append("ping \(String(decoding: payload, as: UTF8.self))")
            case .pong(let payload): reading.append("pong \(String(decoding: payload, as: UTF8.self))")
            case .closed(let code, let reason):
                reading.append("closed \(code.map { String($0) } ?? "-") \(reason)".trimmingSpace)
            case .refused(let code, _): reading.append("refused \(code)")
            }
        }
    }
    return reading
}

extension String {
    var trimmingSpace: String {
        hasSuffix(" ") ? String(dropLast()) : self
    }
}
