import Foundation
import Testing
import WebAPI
import support_server

@Suite struct PagesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Sources/support-server/Web").standardizedFileURL

    @Test func everyFileOfTheFolderIsBuiltInAsItIs() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { !$0.hasPrefix(".") }
        let ofFolder = try Pages.read(from: Self.folder.path)
        let builtIn = Dictionary(uniqueKeysWithValues: Pages.builtIn.map { ($0.path, $0) })
        #expect(!names.isEmpty)
        #expect(Set(ofFolder.map(\.path)).symmetricDifference(builtIn.keys) == [])
        for page in ofFolder {
            let isTheSame = builtIn[page.path]?.bytes == page.bytes
            #expect(isTheSame, "\(page.path)")
            #expect(builtIn[page.path]?.contentType == page.contentType)
        }
        // Nothing was left out for want of a content type.
        for name in names where !name.hasSuffix(".html") { #expect(builtIn["/assets/\(name)"] != nil, "\(name)") }
    }

    @Test func thePagesStandWhereLinksLeadToThem() {
        let paths = Set(Pages.builtIn.map(\.path))
        #expect(paths.isSuperset(of: ["/", "/agent", "/agent/login"]))
    }

    /// A name in a page that no file has would be a broken page.
    @Test func everyAssetAPageNamesIsThere() throws {
        let paths = Set(Pages.builtIn.map(\.path))
        for page in Pages.builtIn where page.contentType.hasPrefix("text/html") {
            let text = String(decoding: page.bytes, as: UTF8.self)
            for match in text.matches(of: /(?:href|src)="(\/(?:assets|w)\/[^"#?]+)/) {
                #expect(paths.contains(String(match.output.1)), "\(page.path) names \(match.output.1)")
            }
        }
    }

    @Test func everyModuleAScriptImportsIsThere() throws {
        let paths = Set(Pages.builtIn.map(\.path))
        for page in Pages.builtIn where page.path.hasPrefix("/assets/") && page.path.hasSuffix(".js") {
            let text = String(decoding: page.bytes, as: UTF8.self)
            for match in text.matches(of: /(?:from|import)\s*\(?\s*'\.\/([^']+)'/) {
                #expect(paths.contains("/assets/\(match.output.1)"), "\(page.path) imports \(match.output.1)")
            }
        }
    }

    @Test func aFolderThatIsNotThereIsRefused() {
        #expect(throws: Failure.self) { try Pages.read(from: "/nowhere/at/all") }
    }
}
