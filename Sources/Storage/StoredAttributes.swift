import JSON
import Switchboard

extension Customer {
    /// The attributes as their column holds them: one JSON object of texts.
    var storedAttributes: String {
        var writer = JSONWriter()
        writer.object { object in
            for (name, value) in attributes.sorted(by: { $0.key < $1.key }) { object.member(name, value) }
        }
        return writer.text
    }

    /// The attributes in a column's text; nil when it holds none.
    static func attributes(stored text: String) -> [String: String]? {
        // Most customers have none, and lists read many.
        guard text != "{}" else { return [:] }
        // Whatever is wrong with it, the caller can only name the column.
        return try? JSONValue(text)?.textsByName
    }
}
