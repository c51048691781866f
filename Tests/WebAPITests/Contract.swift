import Foundation
import Testing

/// The OpenAPI document as a client reads it.
struct Contract {
    let document: [String: Any]

    init(_ service: Service) async throws {
        let answer = await service.call("GET", "/openapi.json")
        #expect(answer.status == 200)
        document = try answer.object
    }

    /// Every operation, with its method and path.
    var operations: [(method: String, path: String, contents: [String: Any])] {
        (document["paths"] as? [String: [String: [String: Any]]] ?? [:]).flatMap { path, item in
            item.map { ($0.key.uppercased(), path, $0.value) }
        }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    func operation(_ method: String, _ path: String) -> [String: Any]? {
        operations.first { $0.method == method && $0.path == path }?.contents
    }

    /// What an answer breaks of what the operation promises for its status; each with its place.
    func breaches(_ answer: Answer, of operation: [String: Any]) -> [String] {
        let responses = operation["responses"] as? [String: [String: Any]] ?? [:]
        guard let response = responses[String(answer.status)] ?? (answer.status >= 400 ? responses["default"] : nil)
        else { return ["\(answer.status) is not promised"] }
        guard let content = response["content"] as? [String: [String: Any]] else {
            return answer.body.isEmpty ? [] : ["no body is promised"]
        }
        let type = (answer["Content-Type"] ?? "").prefix { $0 != ";" }
        guard let media = content[String(type)] else { return ["\(type) is not promised"] }
        guard let schema = media["schema"] as? [String: Any] else { return [] }
        // A body that cannot be read is a breach like others.
        guard let value = try? answer.json else { return ["no JSON"] }
        return breaches(value, of: schema, at: "")
    }

    /// What a value breaks of a schema of this name.
    func breaches(_ value: Any, of name: String) -> [String] {
        breaches(value, of: ["$ref": "#/components/schemas/\(name)"], at: "")
    }

    /// What a value breaks of a schema: nothing may be missing, of another type, or more than is promised.
    private func breaches(_ value: Any, of schema: [String: Any], at place: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let components = document["components"] as? [String: [String: Any]]
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let target = components?["schemas"]?[name] as? [String: Any] else { return ["\(place): no \(name)"] }
            return breaches(value, of: target, at: place)
        }
        if let choices = schema["anyOf"] as? [[String: Any]] {
            let each = choices.map { breaches(value, of: $0, at: place) }
            return each.contains([]) ? [] : each.first ?? []
        }
        let wrong = ["\(place): \(schema["type"] ?? "?") is promised"]
        switch schema["type"] as? String {
        case "null": return value is NSNull ? [] : wrong
        case "string":
            guard let text = value as? String else { return wrong }
            switch schema["format"] as? String {
            case "uuid": return UUID(uuidString: text) != nil && text == text.lowercased() ? [] : ["\(place): no uuid"]
            case "date-time":
                let isMoment = text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil
                return isMoment ? [] : ["\(place): no date-time"]
            default: return []
            }
        case "boolean":
            return (value as? NSNumber).map { isTruth($0) } == true ? [] : wrong
        case "integer":
            return (value as? NSNumber).map { !isTruth($0) && $0.doubleValue == $0.doubleValue.rounded() }
                == true ? [] : wrong
        case "number": return (value as? NSNumber).map { !isTruth($0) } == true ? [] : wrong
        case "array":
            guard let list = value as? [Any] else { return wrong }
            guard let items = schema["items"] as? [String: Any] else { return [] }
            return list.enumerated().flatMap { breaches($1, of: items, at: "\(place)/\($0)") }
        case "object":
            guard let object = value as? [String: Any] else { return wrong }
            guard let properties = schema["properties"] as? [String: [String: Any]] else { return [] }
            let missing = Set(schema["required"] as? [String] ?? []).subtracting(object.keys)
            let extra = Set(object.keys).subtracting(properties.keys)
            return missing.sorted().map { "\(place)/\($0) is missing" }
                + extra.sorted().map { "\(place)/\($0) is more" }
                + object.flatMap { name, value in
                    properties[name].map { breaches(value, of: $0, at: "\(place)/\(name)") } ?? []
                }
        default: return ["\(place): an unknown type \(schema["type"] ?? "?")"]
        }
    }

    /// Foundation reads truths and numbers as one class.
    private func isTruth(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c"
    }
}
