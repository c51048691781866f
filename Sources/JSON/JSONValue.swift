/// One JSON text read whole, of those that this program wrote itself.
///
/// A page of two hundred conversations reads as many states, and a decoder that looks each member up by way of Swift's
/// `Codable` took nine tenths of its time. What strangers send is Foundation's part.
package enum JSONValue: Sendable, Equatable {
    case null
    case truth(Bool)
    /// Numbers are whole, as all that are stored.
    case whole(Int)
    case text(String)
    case array([JSONValue])
    /// In the order they stand; of two of a name the first counts.
    case object([Member])

    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: JSONValue
    }

    /// The text is JSON, but not what was to be read.
    package struct Misfit: Error {
        package init() {}
    }

    /// Nil for what is no JSON (RFC 8259), has a number that is not whole, or is nested more than 16 levels deep.
    package init?(_ json: String) {
        var parser = JSONParser(json)
        guard let value = parser.whole() else { return nil }
        self = value
    }

    /// The member of an object; nil when there is none, or it is null.
    package subscript(name: some RawRepresentable<String>) -> JSONValue? {
        get throws(Misfit) { try self[name.rawValue] }
    }

    package subscript(name: String) -> JSONValue? {
        get throws(Misfit) {
            guard case .object(let members) = self else { throw Misfit() }
            let value = members.first { $0.name == name }?.value
            return value == .null ? nil : value
        }
    }

    /// The member of an object that it must have.
    package func member(_ name: some RawRepresentable<String>) throws(Misfit) -> JSONValue {
        try member(name.rawValue)
    }

    package func member(_ name: String) throws(Misfit) -> JSONValue {
        guard let value = try self[name] else { throw Misfit() }
        return value
    }

    package var text: String {
        get throws(Misfit) { if case .text(let text) = self { text } else { throw Misfit() } }
    }

    package var whole: Int {
        get throws(Misfit) { if case .whole(let number) = self { number } else { throw Misfit() } }
    }

    package var truth: Bool {
        get throws(Misfit) { if case .truth(let truth) = self { truth } else { throw Misfit() } }
    }

    package var array: [JSONValue] {
        get throws(Misfit) { if case .array(let values) = self { values } else { throw Misfit() } }
    }

    package var texts: [String] {
        get throws(Misfit) {
            var texts: [String] = []
            for value in try array { texts.append(try value.text) }
            return texts
        }
    }

    package var wholes: [Int] {
        get throws(Misfit) {
            var numbers: [Int] = []
            for value in try array { numbers.append(try value.whole) }
            return numbers
        }
    }

    /// The members of an object whose values are all texts.
    package var textsByName: [String: String] {
        get throws(Misfit) {
            guard case .object(let members) = self else { throw Misfit() }
            var texts: [String: String] = [:]
            for member in members { texts[member.name] = try member.value.text }
            return texts
        }
    }
}
