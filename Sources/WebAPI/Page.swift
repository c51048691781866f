import WebServer

/// A file for browsers, served from memory.
package struct Page: Sendable {
    /// What a file is for, which decides who may load it and how long a browser may keep it.
    package enum Use: Sendable, Equatable {
        /// One of our own pages, or a part of one by its plain name: asked for anew each time.
        case page
        /// A page that allowed shops may show inside theirs.
        case framed
        /// A part of our own pages, under an address that changes with its content.
        case part
        /// The same for pages of shops.
        case widgetPart
        /// The script that shops embed.
        case loader
    }

    /// Where it is served: `/agent`.
    package let path: String
    package let contentType: String
    package let use: Use
    package let bytes: [UInt8]
    /// The same as gzip, where that is shorter.
    package let gzipped: [UInt8]?
    /// A name for the content, without quotes: `5d41402abc4b`.
    package let tag: String

    package init(
        path: String, contentType: String, use: Use = .page, bytes: [UInt8], gzipped: [UInt8]? = nil, tag: String = "0"
    ) {
        self.path = path
        self.contentType = contentType
        self.use = use
        self.bytes = bytes
        self.gzipped = gzipped
        self.tag = tag
    }
}

extension API {
    static func route(for page: Page) -> Route {
        Route(
            method: "GET", path: page.path, tag: .system, summary: "", access: .everybody, answer: .plain
        ) { api, call in api.answer(page, to: call.request) }
    }

    /// The page, compressed for a browser that can read it so; 304 for one that has it already (RFC 9110 section 13.1.2).
    private func answer(_ page: Page, to request: Request) -> Response {
        let isGzipped = page.gzipped != nil && Self.accepts("gzip", request)
        let tag = isGzipped ? "\"\(page.tag)-gzip\"" : "\"\(page.tag)\""
        var headers = Self.headers(page.contentType, policy: contentPolicy(of: page))
        headers += [("ETag", tag), ("Cache-Control", page.use.cacheControl)]
        if page.gzipped != nil { headers.append(("Vary", "Accept-Encoding")) }
        if page.use == .widgetPart || page.use == .loader {
            // A shop's page imports across origins, and may measure how long that took.
            headers += [
                ("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin"),
                ("Timing-Allow-Origin", "*"),
            ]
        }
        let known = request.headers.all("If-None-Match").flatMap { $0.split(separator: ",") }
        if known.contains(where: { Self.isSame(tag, $0) }) { return Response(status: 304, headers: headers) }
        if isGzipped { headers.append(("Content-Encoding", "gzip")) }
        return Response(status: 200, headers: headers, body: isGzipped ? page.gzipped ?? page.bytes : page.bytes)
    }

    /// Whether one of `If-None-Match` names the tag; the weak comparison of RFC 9110 section 8.8.3.2.
    private static func isSame(_ tag: String, _ candidate: Substring) -> Bool {
        var word = candidate.drop(while: { $0 == " " })
        while word.last == " " { word.removeLast() }
        return word == "*" || word == tag || word == "W/\(tag)"
    }

    /// Whether the other end reads this coding: named, and not with a weight of zero (RFC 9110 section 12.5.3).
    private static func accepts(_ coding: String, _ request: Request) -> Bool {
        request.headers.all("Accept-Encoding").flatMap { $0.lowercased().split(separator: ",") }.contains { item in
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " } }
            guard parts.first == coding || parts.first == "x-\(coding)" else { return false }
            return !parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        }
    }

    /// Nothing inline, nothing from elsewhere, no HTML made from text.
    static func contentPolicy(frameAncestors: String = "'none'") -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors \(frameAncestors); "
            + "require-trusted-types-for 'script'; trusted-types 'none'"
    }

    private func contentPolicy(of page: Page) -> String {
        guard page.use == .framed else { return Self.contentPolicy() }
        return Self.contentPolicy(frameAncestors: (["'self'"] + settings.allowedOrigins).joined(separator: " "))
    }

    /// What every page says of itself, made or read.
    static func headers(_ contentType: String, policy: String = contentPolicy()) -> [(String, String)] {
        [
            ("Content-Type", contentType), ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
        ]
    }
}

extension Page.Use {
    fileprivate var cacheControl: String {
        switch self {
        case .page, .framed: "no-cache"
        case .part, .widgetPart: "public, max-age=31536000, immutable"
        case .loader: "public, max-age=300"
        }
    }
}
