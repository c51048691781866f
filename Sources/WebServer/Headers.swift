/// The fields of a request's head: names in any case, order kept.
///
/// The fields stay the bytes they came as; a `String` is made of a value when somebody asks for it.
package struct Headers: Sendable {
    private struct Field {
        let name: Range<Int32>
        let value: Range<Int32>
    }

    private var bytes: [UInt8]
    private var fields: [Field] = []

    package init(_ pairs: [(name: String, value: String)] = []) {
        bytes = []
        for pair in pairs {
            let start = bytes.count
            bytes.append(contentsOf: pair.name.utf8)
            let middle = bytes.count
            bytes.append(contentsOf: pair.value.utf8)
            add(name: start..<middle, value: middle..<bytes.count)
        }
    }

    /// Fields that lie in `head`; the places are added one by one.
    init(head: [UInt8]) {
        bytes = head
        fields.reserveCapacity(16)
    }

    mutating func add(name: Range<Int>, value: Range<Int>) {
        fields.append(
            Field(
                name: Int32(name.lowerBound)..<Int32(name.upperBound),
                value: Int32(value.lowerBound)..<Int32(value.upperBound)))
    }

    package var count: Int { fields.count }

    /// All fields, in the order they came.
    package var pairs: [(name: String, value: String)] {
        fields.map { (text($0.name), text($0.value)) }
    }

    /// The value of the first field of this name.
    package subscript(name: String) -> String? {
        fields.first { isNamed($0, name) }.map { text($0.value) }
    }

    /// The values of all fields of this name.
    package func all(_ name: String) -> [String] {
        fields.filter { isNamed($0, name) }.map { text($0.value) }
    }

    /// Whether a field of this name has `token` in its comma-separated list, in any case; `token` is lower case.
    package func has(_ token: String, in name: String) -> Bool {
        all(name).contains { value in
            value.utf8.split(separator: UInt8(ascii: ",")).contains { part in
                let word = part.drop { $0 == Octet.space || $0 == Octet.tab }
                let end = word.lastIndex { $0 != Octet.space && $0 != Octet.tab }
                guard let end else { return false }
                return word[...end].lazy.map(Octet.lowered).elementsEqual(token.utf8)
            }
        }
    }

    private func isNamed(_ field: Field, _ name: String) -> Bool {
        guard field.name.count == name.utf8.count else { return false }
        return zip(bytes[Int(field.name.lowerBound)..<Int(field.name.upperBound)], name.utf8)
            .allSatisfy { Octet.lowered($0) == Octet.lowered($1) }
    }

    private func text(_ range: Range<Int32>) -> String {
        bytes.span.text(in: Int(range.lowerBound)..<Int(range.upperBound))
    }
}
