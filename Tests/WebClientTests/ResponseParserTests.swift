import Testing
import WebClient

/// Answers and refusals in `pieces`, read one after the other as a connection would.
private func read(_ pieces: [ArraySlice<UInt8>]) -> [String] {
    var parser = ResponseParser()
    var reading: [String] = []
    for piece in pieces {
        let bytes = Array(piece)
        var offset = 0
        while let event = parser.read(bytes.span, at: &offset) {
            switch event {
            case .response(let response):
                let body = String(decoding: response.body, as: UTF8.self)
                reading.append("\(response.status) \(body)\(response.keepsAlive ? "" : " close")")
            case .refused: return reading + ["refused"]
            }
        }
    }
    return reading
}

/// Bytes of a server and what must become of them, however they are cut.
struct AnswerCase: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let expected: [String]

    init(_ name: String, _ text: String, _ expected: String...) {
        self.name = name
        self.text = text
        self.expected = expected
    }

    var testDescription: String { name }
}

@Suite struct ResponseParserTests {
    static let cases = [
        AnswerCase("a body", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "200 abc"),
        AnswerCase("an empty body", "HTTP/1.1 404 Not Found\r\ncontent-length:0\r\n\r\n", "404 "),
        AnswerCase("none after 204", "HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n", "204 "),
        AnswerCase("no reason", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na", "200 a"),
        AnswerCase(
            "one that is the last", "HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 1\r\n\r\na",
            "503 a close"),
        AnswerCase(
            "an interim one first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            "200 a"),
        AnswerCase(
            "one behind the other",
            "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", "204 ", "200 ab"),
        AnswerCase("another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n", "refused"),
        AnswerCase("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", "refused"),
        AnswerCase("no length", "HTTP/1.1 200 OK\r\n\r\nabc", "refused"),
        AnswerCase("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "refused"),
        AnswerCase("a length below zero", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "refused"),
        AnswerCase("a length beyond all", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "refused"),
        AnswerCase("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "refused"),
        AnswerCase("a folded line", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n", "refused"),
        AnswerCase("a line without a colon", "HTTP/1.1 200 OK\r\nabc\r\nContent-Length: 0\r\n\r\n", "refused"),
    ]

    @Test(arguments: cases)
    func anAnswerIsTheSameHoweverItIsCut(answer: AnswerCase) {
        let bytes = Array(answer.text.utf8)
        let splits =
            [[bytes[...]], bytes.indices.map { bytes[$0...$0] }] + bytes.indices.map { [bytes[..<$0], bytes[$0...]] }
        for split in splits { #expect(read(split) == answer.expected) }
    }

    @Test func whatFollowsAnUpgradeIsLeftToOthers() throws {
        let bytes = Array("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\u{1}\u{2}".utf8)
        var parser = ResponseParser()
        var offset = 0
        let event = parser.read(bytes.span, at: &offset)
        guard case .response(let response) = event else {
            Issue.record("no answer")
            return
        }
        #expect(response.status == 101)
        #expect(response.field("UPGRADE") == "websocket")
        #expect(offset == bytes.count - 2)
    }
}
