import Testing
import WebServer

@Suite struct RequestTests {
    @Test func aQueryIsDecodedOnceAndInOrder() {
        let request = Request(method: "GET", target: "/a%20b?x=1&y=a%2Bb+c&x=%C3%A9&flag&=v&bad=%FF")
        #expect(request.path == "/a%20b")
        #expect(request.query.map(\.name) == ["x", "y", "x", "flag", "", "bad"])
        #expect(request.query.map(\.value) == ["1", "a+b c", "é", "", "v", "\u{FFFD}"])
    }

    @Test(arguments: [
        ("http://shop.example/a?b", "/a", "shop.example"), ("HTTP://shop.example?b", "/", "shop.example"),
        ("https://shop.example:8443", "/", "shop.example:8443"), ("/a", "/a", "field.example"),
        ("/http://x/", "/http://x/", "field.example"),
    ])
    func anAbsoluteTargetNamesItsOwnAuthority(target: String, path: String, authority: String) {
        let request = Request(method: "GET", target: target, headers: Headers([("hOST", "field.example")]))
        #expect(request.path == path)
        #expect(request.authority == authority)
    }

    @Test func fieldNamesHaveNoCaseAndValuesKeepTheirOrder() {
        let headers = Headers([("Accept", "a"), ("X-Y", "1"), ("ACCEPT", "b")])
        #expect(headers["accept"] == "a")
        #expect(headers.all("Accept") == ["a", "b"])
        #expect(headers["accep"] == nil)
        #expect(headers.pairs.map(\.name) == ["Accept", "X-Y", "ACCEPT"])
    }

    @Test func aTokenIsFoundInAListAndNotInAWord() {
        let headers = Headers([("Connection", "keep-alive ,\tUpgrade"), ("connection", "closed")])
        #expect(headers.has("upgrade", in: "connection"))
        #expect(headers.has("keep-alive", in: "Connection"))
        #expect(!headers.has("close", in: "connection"))
    }

    @Test func whatIsNoUTF8OnceDecodedIsNoPath() {
        #expect(Request.percentDecoded("a%20b+c") == "a b+c")
        #expect(Request.percentDecoded("%ff") == nil)
    }
}
