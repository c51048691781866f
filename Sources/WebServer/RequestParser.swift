/// Bytes in, requests out: HTTP/1.1 as RFC 9112 has it, strict, and cut anywhere.
///
/// The outcome depends on the bytes alone, never on the pieces they come in. A parser that has refused stays refused.
package struct RequestParser: Sendable {
    package enum Outcome: Sendable {
        /// All bytes are taken and more are needed.
        case incomplete
        /// The client waits for `100 Continue` before it sends the body; read on afterwards.
        case expectsContinue
        case request(Request)
        case refused(ParseRefusal)
    }

    /// Where in a request the parser stands.
    package enum Phase: Sendable {
        case between, head, body
    }

    private enum Body {
        case length(Int)
        case chunked(ChunkedBody)
    }

    private let limits: WebServer.Limits
    private let peer: String
    private let bodyLimit: @Sendable (_ method: String, _ path: String) -> Int

    /// The head so far, when it came in pieces, and how far it was looked at.
    private var partial: [UInt8] = []
    private var search = HeadSearch()
    private var hasSkippedLine = false

    private var head: RequestHead?
    private var lengthLeft = 0
    private var chunks: ChunkedBody?
    private var body: [UInt8] = []
    private var refusal: ParseRefusal?

    /// `bodyLimit` says how many bytes of body a request may have; it is asked only when there is one.
    package init(
        limits: WebServer.Limits, peer: String = "",
        bodyLimit: @escaping @Sendable (_ method: String, _ path: String) -> Int
    ) {
        self.limits = limits
        self.peer = peer
        self.bodyLimit = bodyLimit
    }

    /// The request whose body is being read, or which was refused, as far as it was understood.
    package var unfinished: Request? { head?.request }

    package var phase: Phase {
        if head != nil { return .body }
        return partial.isEmpty && !hasSkippedLine ? .between : .head
    }

    /// Reads on from `offset` to the end of one request, or of the bytes.
    package mutating func read(_ bytes: Span<UInt8>, at offset: inout Int) -> Outcome {
        if let refusal {
            offset = bytes.count
            return .refused(refusal)
        }
        do throws(ParseRefusal) {
            if head == nil {
                guard try readHead(bytes, at: &offset), let head else { return .incomplete }
                try begin(head)
                if head.expectsContinue { return .expectsContinue }
            }
            guard try readBody(bytes, at: &offset) else { return .incomplete }
        } catch {
            self.refusal = error
            offset = bytes.count
            return .refused(error)
        }
        return finish()
    }

    private mutating func finish() -> Outcome {
        // `read` comes here only once a head is there and its body is complete.
        guard var request = head?.request else { return .incomplete }
        head = nil
        chunks = nil
        request.body = body
        body = []
        return .request(request)
    }

    // MARK: The head

    /// True when the head is whole.
    private mutating func readHead(_ bytes: Span<UInt8>, at offset: inout Int) throws(ParseRefusal) -> Bool {
        while offset < bytes.count {
            let known = partial.count
            let available = min(bytes.count - offset, limits.head - known)
            let end: HeadSearch.End
            var search = search
            if known == 0 {
                end = try search.look(bytes.extracting(offset..<offset + available))
            } else {
                bytes.append(offset..<offset + available, to: &partial)
                end = try search.look(partial.span)
            }
            self.search = search
            switch end {
            case .found(let end):
                defer { forgetHead() }
                let start = offset
                offset += end - known
                var head: RequestHead?
                defer { self.head = head }
                if known == 0 {
                    try Self.read(bytes.extracting(start..<offset - 2), limits: limits, peer: peer, to: &head)
                } else {
                    try Self.read(partial.span.extracting(0..<end - 2), limits: limits, peer: peer, to: &head)
                }
                return true
            case .emptyLine:
                // RFC 9112 section 2.2: one empty line before a request is forgiven.
                guard !hasSkippedLine else { throw .malformed("A request begins with a method and one space.") }
                offset += 2 - known
                forgetHead()
                hasSkippedLine = true
            case .missing:
                if known == 0 { partial = bytes.copy(of: offset..<offset + available) }
                offset += available
                guard partial.count < limits.head else {
                    guard search.lineStart > 0 else { throw .targetTooLong }
                    var head: RequestHead?
                    defer { self.head = head }
                    // Only to know who sent it: whatever is wrong with these lines, there are too many.
                    try? Self.read(
                        partial.span.extracting(0..<search.lineStart), limits: limits, peer: peer, to: &head)
                    throw .headTooLarge
                }
            }
        }
        return false
    }

    /// Leaves in `head` what is understood of it, also when it throws.
    private static func read(
        _ lines: Span<UInt8>, limits: WebServer.Limits, peer: String, to head: inout RequestHead?
    ) throws(ParseRefusal) {
        head = try RequestHead(lines: lines, limits: limits, peer: peer)
        try head?.readFields(of: lines, limits: limits)
    }

    private mutating func forgetHead() {
        partial = []
        search = HeadSearch()
        hasSkippedLine = false
    }

    // MARK: The body

    private mutating func begin(_ head: RequestHead) throws(ParseRefusal) {
        lengthLeft = 0
        if head.framing != .none {
            let limit = bodyLimit(head.request.method, head.request.path)
            switch head.framing {
            case .none: break
            case .length(let length):
                guard length <= limit else { throw .bodyTooLarge }
                lengthLeft = length
            case .chunked:
                chunks = ChunkedBody(limit: limit, extraLimit: limits.head)
            }
        }
    }

    private mutating func readBody(_ bytes: Span<UInt8>, at offset: inout Int) throws(ParseRefusal) -> Bool {
        if chunks != nil { return try chunks?.read(bytes, at: &offset, into: &body) ?? true }
        let count = min(lengthLeft, bytes.count - offset)
        if count > 0 {
            bytes.append(offset..<offset + count, to: &body)
            offset += count
            lengthLeft -= count
        }
        return lengthLeft == 0
    }
}

/// The search for the empty line that ends a head, which never looks at a byte twice.
private struct HeadSearch: Sendable {
    enum End {
        case found(Int)
        case emptyLine, missing
    }

    private var scanned = 0
    private(set) var lineStart = 0

    /// Looks on; `head` begins where the request does, and has grown since the last look.
    mutating func look(_ head: Span<UInt8>) throws(ParseRefusal) -> End {
        while let lineFeed = head.lineFeed(from: scanned) {
            guard lineFeed > 0, head[lineFeed - 1] == Octet.carriageReturn else { throw .bareLineFeed }
            scanned = lineFeed + 1
            if lineFeed - 1 == lineStart { return lineStart == 0 ? .emptyLine : .found(scanned) }
            lineStart = scanned
        }
        scanned = head.count
        return .missing
    }
}
