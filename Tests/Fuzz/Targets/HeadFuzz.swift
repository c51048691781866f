import WebServer

/// Any bytes from a client of HTTP, in any pieces.
enum HeadFuzz {
    /// Small, so that inputs reach them.
    private static let limits: WebServer.Limits = {
        var limits = WebServer.Limits()
        limits.head = 400
        limits.fields = 8
        limits.target = 80
        limits.body = 120
        return limits
    }()

    /// No request can be longer: each byte of a body may be a chunk of its own, with fifteen digits and two line ends.
    private static let longest = limits.head + limits.body * 20 + limits.head + 40

    /// What the parser said, and how many bytes it had taken by then.
    private enum Happening: Equatable {
        case waits(end: Int)
        case request(Contents, end: Int)
        case refused(ParseRefusal, of: Contents?)
    }

    /// A request in parts that can be compared.
    private struct Contents: Equatable {
        let method: String
        let target: String
        let path: String
        let fields: [[String]]
        let body: [UInt8]
        let isVersion11: Bool
        let keepsAlive: Bool

        init(_ request: Request) {
            method = request.method
            target = request.target
            path = request.path
            fields = request.headers.pairs.map { [$0.name, $0.value] }
            body = request.body
            isVersion11 = request.isVersion11
            keepsAlive = request.keepsAlive
        }
    }

    static func run(_ bytes: [UInt8]) {
        let whole = read([bytes[...]])
        for way in Cuts.ways(of: bytes) {
            let cut = read(way)
            promise(cut == whole, "the pieces decide nothing: \(way.map(\.count))\n\(whole)\n\(cut)")
        }
        var start = 0
        for happening in whole {
            switch happening {
            case .waits(let end):
                promise(end > start, "who waits has sent a head")
            case .request(let contents, let end):
                promise(end - start <= longest, "a request of \(end - start) bytes is within the limits")
                check(contents)
                start = end
            case .refused(let refusal, let contents):
                promise((400...505).contains(refusal.status), "a refusal says why: \(refusal)")
                if let contents { checkFields(contents) }
                return
            }
        }
        promise(bytes.count - start <= longest, "what is not refused in time is read no further")
    }

    private static func read(_ pieces: [ArraySlice<UInt8>]) -> [Happening] {
        var parser = RequestParser(limits: limits) { [limit = limits.body] _, _ in limit }
        var happenings: [Happening] = []
        var before = 0
        for piece in pieces {
            let bytes = Array(piece)
            var offset = 0
            reading: while true {
                switch parser.read(bytes.span, at: &offset) {
                case .incomplete:
                    promise(offset == bytes.count, "who wants more has taken all there was")
                    break reading
                case .expectsContinue:
                    happenings.append(.waits(end: before + offset))
                case .request(let request):
                    happenings.append(.request(Contents(request), end: before + offset))
                case .refused(let refusal):
                    return happenings + [.refused(refusal, of: parser.unfinished.map { Contents($0) })]
                }
            }
            before += bytes.count
        }
        return happenings
    }

    private static func check(_ contents: Contents) {
        checkFields(contents)
        let names = contents.fields.map { $0[0].lowercased() }
        let hosts = names.count { $0 == "host" }
        promise(hosts == 1 || hosts == 0 && !contents.isVersion11, "a request has one Host: \(contents)")
        let framing = names.filter { $0 == "content-length" || $0 == "transfer-encoding" }
        promise(framing.count <= 1, "a request has one framing: \(contents)")
        promise(!framing.isEmpty || contents.body.isEmpty, "without a framing there is no body: \(contents)")
        promise(contents.body.count <= limits.body, "a body is within its limit")
        checkAgain(contents, framing: framing.first)
    }

    private static func checkFields(_ contents: Contents) {
        promise(contents.fields.count <= limits.fields, "the fields are within their limit")
        promise(contents.target.utf8.count <= limits.target, "the target is within its limit")
        promise(!contents.method.isEmpty && !contents.target.isEmpty, "a request has a method and a target")
        let texts = contents.fields.flatMap { $0 } + [contents.method, contents.target]
        for text in texts {
            promise(
                !text.utf8.contains { $0 < 0x20 && $0 != 9 || $0 == 0x7F }, "nothing has control characters: \(text)")
        }
        for field in contents.fields {
            promise(
                !field[0].isEmpty && !field[0].utf8.contains { $0 <= 0x20 || $0 > 0x7E }, "a name is a token: \(field)")
        }
    }

    /// Written anew with a length, it is read as the same one request.
    private static func checkAgain(_ contents: Contents, framing: String?) {
        let fields = contents.fields.filter { $0[0].lowercased() != framing && $0[0].lowercased() != "expect" }
        let lines = fields.map { "\($0[0]): \($0[1])\r\n" }.joined()
        let first = "\(contents.method) \(contents.target) HTTP/1.\(contents.isVersion11 ? 1 : 0)\r\n"
        let length = framing == nil ? "" : "Content-Length: \(contents.body.count)\r\n"
        let bytes = Array((first + lines + length + "\r\n").utf8) + contents.body
        var parser = RequestParser(limits: WebServer.Limits()) { _, _ in 1000 }
        var offset = 0
        guard case .request(let request) = parser.read(bytes.span, at: &offset), offset == bytes.count else {
            return promise(false, "a request written anew is a request: \(contents)")
        }
        let again = Contents(request)
        promise(
            again.body == contents.body && again.target == contents.target && again.path == contents.path
                && again.method == contents.method && again.keepsAlive == contents.keepsAlive
                && again.fields.dropLast(framing == nil ? 0 : 1) == fields[...],
            "a request written anew is the same request:\n\(contents)\n\(again)")
    }
}
