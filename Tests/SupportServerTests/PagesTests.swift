import Foundation
import TestSupport
import Testing
import WebAPI
import support_server

@Suite struct PagesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Sources/support-server/Web").standardizedFileURL

    private static var names: [String] {
        get throws {
            try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: "\(folder.path)/\(path)", isDirectory: &isFolder)
                    && !isFolder.boolValue && !path.hasPrefix(".")
            }
        }
    }

    @Test func everyFileOfTheFolderIsBuiltInAsItIs() throws {
        let ofFolder = try Pages.read(from: Self.folder.path)
        let builtIn = Dictionary(uniqueKeysWithValues: Pages.builtIn.map { ($0.path, $0) })
        #expect(!ofFolder.isEmpty)
        #expect(Set(ofFolder.map(\.path)).symmetricDifference(builtIn.keys) == [])
        for page in ofFolder {
            let isTheSame = builtIn[page.path]?.bytes == page.bytes
            #expect(isTheSame, "\(page.path)")
            #expect(builtIn[page.path]?.contentType == page.contentType)
        }
        // Nothing was left out for want of a content type. The entrances stand elsewhere.
        for name in try Self.names where !name.hasSuffix(".html") && name != "widget/widget.js" {
            #expect(builtIn["/assets/\(name)"] != nil, "\(name)")
        }
    }

    @Test func thePagesStandWhereLinksLeadToThem() {
        let paths = Set(Pages.builtIn.map(\.path))
        #expect(paths.isSuperset(of: ["/", "/agent", "/agent/login", "/agent/answers", "/chat", "/w/widget.js"]))
    }

    /// A name in a page that no file has would be a broken page.
    @Test func everyAssetAPageNamesIsThere() throws {
        let paths = Set(Pages.builtIn.map(\.path))
        for page in Pages.builtIn where page.contentType.hasPrefix("text/html") || page.use == .loader {
            let text = String(decoding: page.bytes, as: UTF8.self)
            for match in text.matches(of: /["'](\/(?:assets|w)\/[^"'#?]+)/) {
                #expect(paths.contains(String(match.output.1)), "\(page.path) names \(match.output.1)")
            }
        }
    }

    @Test func everyModuleAScriptImportsIsThere() throws {
        let paths = Set(Pages.builtIn.map(\.path))
        for page in Pages.builtIn where page.use != .loader && page.path.hasSuffix(".js") {
            let text = String(decoding: page.bytes, as: UTF8.self)
            for match in text.matches(of: /(?:from|import)\s*\(?\s*'(\.[^']+)'/) {
                let named = URL(string: String(match.output.1), relativeTo: URL(string: page.path))?.absoluteURL.path
                #expect(paths.contains(named ?? ""), "\(page.path) imports \(match.output.1)")
            }
        }
    }

    @Test func whatBrowsersKeepForEverChangesItsAddressWithAnyFile() throws {
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        defer { try? FileManager.default.removeItem(at: copy) }  // A folder for temporary files forgives what is left.
        try FileManager.default.copyItem(at: Self.folder, to: copy)
        let before = try Pages.read(from: copy.path)
        try Data("p { color: red }".utf8).write(to: copy.appendingPathComponent("shared/base.css"))
        let after = try Pages.read(from: copy.path)
        func lasting(_ pages: [Page]) -> Set<String> {
            Set(pages.filter { $0.use == .part || $0.use == .widgetPart }.map(\.path))
        }
        #expect(!lasting(before).isEmpty)
        #expect(lasting(before).isDisjoint(with: lasting(after)))
        let tags = [before, after].map { pages in pages.first { $0.path == "/agent" }?.tag }
        #expect(tags[0] != nil && tags[0] != tags[1], "A page is asked for anew and names the new parts.")
    }

    @Test func aFolderThatIsNotThereIsRefused() {
        #expect(throws: Failure.self) { try Pages.read(from: "/nowhere/at/all") }
    }

    @Test func aFolderWithoutAPageIsRefused() throws {
        let folder = try Folder()
        try folder.write("body {}", to: "shop/shop.css")
        #expect(throws: Failure.self) { try Pages.read(from: folder.path) }
    }
}
