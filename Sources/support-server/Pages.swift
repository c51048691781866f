import Foundation
package import WebAPI

/// The pages for browsers: the shop with the chat, the agents' desk, and what they are made of.
package enum Pages {
    /// Those of the folder `Web`, part of the program so that it can stand anywhere alone.
    package static let builtIn: [Page] = files.flatMap { pages(of: $0.name, $0.bytes) }

    private static let files: [(name: String, bytes: [UInt8])] = [
        ("agent.html", PackageResources.agent_html),
        ("api.js", PackageResources.api_js),
        ("base.css", PackageResources.base_css),
        ("chat-log.js", PackageResources.chat_log_js),
        ("chat.css", PackageResources.chat_css),
        ("chat.js", PackageResources.chat_js),
        ("conversation.js", PackageResources.conversation_js),
        ("desk-list.js", PackageResources.desk_list_js),
        ("desk-log.js", PackageResources.desk_log_js),
        ("desk-state.js", PackageResources.desk_state_js),
        ("desk.css", PackageResources.desk_css),
        ("desk.js", PackageResources.desk_js),
        ("docs.css", PackageResources.docs_css),
        ("dom.js", PackageResources.dom_js),
        ("favicon.svg", PackageResources.favicon_svg),
        ("feed.js", PackageResources.feed_js),
        ("icons.svg", PackageResources.icons_svg),
        ("index.html", PackageResources.index_html),
        ("open-talk.js", PackageResources.open_talk_js),
        ("outbox.js", PackageResources.outbox_js),
        ("realtime.js", PackageResources.realtime_js),
        ("rich.js", PackageResources.rich_js),
        ("shop.css", PackageResources.shop_css),
        ("text.js", PackageResources.text_js),
        ("tokens.css", PackageResources.tokens_css),
    ]

    /// Those of a folder, in the place of the built-in ones. Hidden files and folders in it are left out.
    package static func read(from folder: String) throws -> [Page] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                .filter { !$0.hasPrefix(".") && contentTypes[ending(of: $0)] != nil }
                .flatMap { name in
                    pages(of: name, [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))))
                }
        } catch {
            throw Failure("The pages in \(folder) cannot be read. Name another folder with --web-dir, or leave it out.")
        }
    }

    /// Where a file is served. What is no page of its own stands under both prefixes: `/w/` is for pages of shops,
    /// `/assets/` for our own, and the two share most of it.
    private static func pages(of name: String, _ bytes: [UInt8]) -> [Page] {
        let paths =
            switch name {
            case "index.html": ["/"]
            case "agent.html": ["/agent", "/agent/login"]
            default: ["/w/\(name)", "/assets/\(name)"]
            }
        let type = contentTypes[ending(of: name)] ?? "application/octet-stream"
        return paths.map { Page(path: $0, contentType: type, bytes: bytes) }
    }

    private static func ending(of name: String) -> String {
        name.split(separator: ".").last.map(String.init) ?? ""
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
