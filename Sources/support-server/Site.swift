import Gzip
import Sodium
import WebAPI

/// A folder of files for browsers, and where each is served.
///
/// Every file stands at `/assets/` under its plain name, and under the site's edition, which changes with any byte of any
/// file, so that browsers may keep it for ever. What shops load from other origins, the folders `widget` and `shared`,
/// stands at `/w/` under the edition as well. The pages and the loader name their parts by the edition; in them and
/// nowhere else, an address of `/assets/…`, `/w/widget/…` or `/w/shared/…` is completed with it. Modules name each other
/// by relative addresses and so stay within one edition.
struct Site {
    let pages: [Page]

    /// Where the entrances are.
    static let entrances: [String: (paths: [String], use: Page.Use)] = [
        "shop/index.html": (["/"], .page),
        "desk/agent.html": (["/agent", "/agent/login"], .page),
        "answers/answers.html": (["/agent/answers"], .page),
        "widget/chat.html": (["/chat"], .framed),
        "widget/widget.js": (["/w/widget.js"], .loader),
    ]

    init(files unsorted: [(path: String, bytes: [UInt8])]) {
        // The edition is of the files and not of the order in which they came.
        let files = unsorted.sorted { $0.path < $1.path }
        let tags = files.map { Self.tag(of: $0.bytes) }
        let edition = Self.tag(of: Array(zip(files, tags).map { "\($0.path) \($1)\n" }.joined().utf8))
        pages = zip(files, tags).flatMap { file, tag in
            guard let type = Self.contentType(of: file.path) else { return [Page]() }
            let entrance = Self.entrances[file.path]
            let slim = file.path.hasSuffix(".js") || file.path.hasSuffix(".css") ? slimmed(file.bytes) : file.bytes
            let bytes = entrance == nil ? slim : Self.complete(slim, with: edition)
            let smaller = gzip(bytes)
            let gzipped = smaller.count < bytes.count ? smaller : nil
            func page(_ path: String, _ use: Page.Use) -> Page {
                // The pages change with the edition they name.
                Page(
                    path: path, contentType: type, use: use, bytes: bytes, gzipped: gzipped,
                    tag: entrance == nil ? tag : edition)
            }
            if let entrance { return entrance.paths.map { page($0, entrance.use) } }
            var pages = [page("/assets/\(file.path)", .page), page("/assets/\(edition)/\(file.path)", .part)]
            if file.path.hasPrefix("widget/") || file.path.hasPrefix("shared/") {
                pages.append(page("/w/\(edition)/\(file.path)", .widgetPart))
            }
            return pages
        }
    }

    /// The first 16 hexadecimal digits of its hash.
    private static func tag(of bytes: [UInt8]) -> String {
        fingerprint(of: bytes).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func complete(_ bytes: [UInt8], with edition: String) -> [UInt8] {
        var text = String(decoding: bytes, as: UTF8.self)
        for (plain, complete) in [
            ("/assets/", "/assets/\(edition)/"), ("/w/widget/", "/w/\(edition)/widget/"),
            ("/w/shared/", "/w/\(edition)/shared/"),
        ] {
            text = text.replacing(plain, with: complete)
        }
        return Array(text.utf8)
    }

    /// By the end of its name; nil for a kind that no page has.
    static func contentType(of path: String) -> String? {
        path.split(separator: ".").last.flatMap { contentTypes[String($0)] }
    }

    private static let contentTypes = [
        "html": "text/html; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "json": "application/json",
        "svg": "image/svg+xml",
        "png": "image/png",
        "ico": "image/x-icon",
        "txt": "text/plain; charset=utf-8",
        "woff2": "font/woff2",
    ]
}
