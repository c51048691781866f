/// Tells which of many rules a text could match at all, in one pass over the text.
package struct Prefilter: Sendable {
    /// What a text must contain for a rule to match: of every set at least one string, each in UTF-8.
    ///
    /// Without a set nothing is known, and the rule is always nominated.
    package struct Need: Sendable, Equatable {
        package var sets: [[[UInt8]]]

        package init(sets: [[[UInt8]]] = []) {
            self.sets = sets
        }
    }

    private let count: Int

    package init(_ needs: [Need]) {
        count = needs.count
    }

    /// The positions of the rules that could match, in order.
    package func nominated(in text: [UInt8]) -> [Int] {
        Array(0..<count)
    }
}
