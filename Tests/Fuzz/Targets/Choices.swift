/// Decisions taken from the bytes of a fuzzer: the same bytes decide the same, and when they are used up all is zero.
struct Choices {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// Below `bound`, which is at most 256.
    mutating func number(below bound: Int) -> Int {
        Int(rest.popFirst() ?? 0) % bound
    }

    mutating func element<Element>(of elements: [Element]) -> Element {
        elements[number(below: elements.count)]
    }

    /// One in so many.
    mutating func happens(onceIn count: Int) -> Bool {
        number(below: count) == count - 1
    }

    /// As UTF-8, with what is not repaired.
    mutating func text(upTo count: Int) -> String {
        let bytes = rest.prefix(count)
        rest = rest.dropFirst(count)
        return String(decoding: bytes, as: UTF8.self)
    }
}
