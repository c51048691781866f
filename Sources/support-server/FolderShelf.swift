import FAQ
import Switchboard

/// The editors' files in their folder.
struct FolderShelf: FAQShelf {
    private let folder: String

    init(_ folder: String) {
        self.folder = folder
    }

    func files() throws -> [SourceFile] {
        try FAQDirectory.files(in: folder)
    }

    func write(_ texts: [String: String?]) throws {
        let changes = texts.sorted { $0.key < $1.key }.map { path, text in
            FAQDirectory.Change(path: path, bytes: text.map { Array($0.utf8) })
        }
        try FAQDirectory.write(changes, in: folder)
    }
}
