/// What a prefilter writes down while it reads one text; kept for the next one, so that reading allocates nothing.
struct PrefilterNotes: Sendable {
    var strings: SparseSet
    var rules: OrderedMarks

    init(strings: Int, rules: Int) {
        self.strings = SparseSet(size: strings)
        self.rules = OrderedMarks(size: rules)
    }
}
