import FAQ

extension Spelling {
    /// ` Did you mean X?`, to stand behind a sentence; empty when nothing is near.
    package static func suggestion(
        for word: String, among words: some Sequence<String>, written prefix: String = ""
    ) -> String {
        nearest(to: word, among: words).map { " Did you mean \(prefix)\($0)?" } ?? ""
    }
}
