import WebServer

/// Any bytes from a client of a WebSocket, in any pieces.
enum FrameFuzz {
    // Small, so that inputs reach them.
    private static let messageLimit = 200
    private static let fragmentLimit = 4
    /// No message can be longer, with the headers of its fragments.
    private static let longest = messageLimit + fragmentLimit * 14

    private struct Happening: Equatable {
        let event: FrameParser.Event
        /// Bytes taken by then; nil for the last, after which the rest is thrown away.
        let end: Int?
    }

    static func run(_ bytes: [UInt8]) {
        let whole = read([bytes[...]])
        for way in Cuts.ways(of: bytes) {
            let cut = read(way)
            promise(cut == whole, "the pieces decide nothing: \(way.map(\.count))\n\(whole)\n\(cut)")
        }
        for (number, happening) in whole.enumerated() {
            check(happening.event)
            promise((happening.end == nil) ? number == whole.count - 1 : true, "after the end there is nothing")
        }
        let sizes = zip(whole, [Happening(event: .pong([]), end: 0)] + whole).map { ($0.end ?? 0) - ($1.end ?? 0) }
        // Pings and pongs may stand between the fragments of a message, so only their sum is bounded.
        let texts = whole.count { if case .text = $0.event { true } else { false } }
        let controls = whole.count - texts
        promise(
            sizes.reduce(0, +) <= (texts + 1) * longest + controls * (125 + 6),
            "what came was told or is within the limits: \(whole)")
        if whole.last?.end != nil || whole.isEmpty {
            let told = whole.last?.end ?? 0
            promise(bytes.count - told <= longest + 125 + 6, "what is not refused in time is read no further")
        }
        checkAgain(whole.map(\.event))
    }

    private static func read(_ pieces: [ArraySlice<UInt8>]) -> [Happening] {
        var parser = FrameParser(messageLimit: messageLimit, fragmentLimit: fragmentLimit)
        var happenings: [Happening] = []
        var before = 0
        for piece in pieces {
            let bytes = Array(piece)
            var offset = 0
            while let event = parser.read(bytes.span, at: &offset) {
                switch event {
                case .text, .ping, .pong: happenings.append(Happening(event: event, end: before + offset))
                case .closed, .refused: happenings.append(Happening(event: event, end: nil))
                }
            }
            promise(offset == bytes.count, "who wants more has taken all there was")
            before += bytes.count
        }
        return happenings
    }

    private static func check(_ event: FrameParser.Event) {
        switch event {
        case .text(let text):
            promise(text.utf8.count <= messageLimit, "a message is within its limit")
        case .ping(let payload), .pong(let payload):
            promise(payload.count <= 125, "a ping is within its limit")
        case .closed(let code, let reason):
            promise(reason.utf8.count <= 123, "a reason is within its limit")
            promise(code != nil || reason.isEmpty, "a reason has a code")
            promise(code.map { $0 >= 1000 && ![1004, 1005, 1006, 1015].contains($0) } ?? true, "\(event) may be sent")
        case .refused(let code, let reason):
            promise([1002, 1003, 1007, 1008, 1009].contains(code), "a refusal has a code that says why: \(code)")
            promise(!reason.isEmpty, "a refusal says why")
        }
    }

    /// Written anew, each as one frame, the events are read as the same.
    private static func checkAgain(_ events: [FrameParser.Event]) {
        var bytes: [UInt8] = []
        var expected: [FrameParser.Event] = []
        for event in events {
            switch event {
            case .text(let text): bytes += frame(0x81, Array(text.utf8))
            case .ping(let payload): bytes += frame(0x89, payload)
            case .pong(let payload): bytes += frame(0x8A, payload)
            case .closed(let code, let reason):
                bytes += frame(0x88, (code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? []) + Array(reason.utf8))
            case .refused: continue
            }
            expected.append(event)
        }
        let again = read([bytes[...]]).map(\.event)
        promise(again == expected, "events written anew are the same:\n\(expected)\n\(again)")
    }

    private static func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        let length = count <= 125 ? [UInt8(count)] : [126, UInt8(count >> 8), UInt8(count & 0xFF)]
        let key: [UInt8] = [0x5A, 0x00, 0xFF, 0x81]
        return [first, length[0] | 0x80] + length.dropFirst() + key
            + payload.enumerated().map { $1 ^ key[$0 % 4] }
    }
}
