import JSON
import Switchboard
import WebServer

/// One operation of the API: where it is, who may call it, what it takes and gives, and what does it.
///
/// The router and the OpenAPI document are both made from these, so neither can know one that the other does not.
struct Route: Sendable {
    typealias Handler = @Sendable (isolated API, Call) async throws -> Response

    let method: String
    /// With parameters in braces: `/conversations/{id}`.
    let path: String
    let tag: Tag
    let summary: String
    let access: Access
    /// Names of query parameters.
    var query: [String] = []
    /// The schema of the body; nil when there is none.
    var body: Schema?
    var needsBody = true
    /// The schema of the answer; nil for 204.
    var answer: Schema?
    var status = 200
    /// Whether it can be that there is nothing to give: then 204.
    var mayBeEmpty = false
    let handler: Handler

    enum Access: Sendable {
        case everybody
        case customer
        case agent
    }

    enum Tag: String, CaseIterable {
        case customer
        case agent
        case system

        var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    }

    /// A stable name: `post_customer_conversations_id_messages`.
    var operationID: String {
        let words = path.split { "/{}-.".contains($0) }.filter { $0 != "api" && $0 != "v1" }
        return ([method.lowercased()] + words.map(String.init)).joined(separator: "_")
    }
}

/// Finds the route of a request, segment by segment.
struct Router: Sendable {
    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var routes: [String: Place] = [:]
    }

    /// A route, and its name, which is put together but once.
    private struct Place: Sendable {
        let route: Route
        let operationID: String
    }

    /// A tree in an array; the root is the first.
    private var nodes = [Node()]

    enum Match {
        case found(Route, operationID: String, parameters: [String])
        /// The path exists, but not with this method; these it has.
        case otherMethods([String])
        case nothing
    }

    init(_ routes: [Route]) {
        for route in routes { add(route) }
    }

    private mutating func add(_ route: Route) {
        var node = 0
        for segment in route.path.split(separator: "/").map(String.init) {
            let next = segment.hasPrefix("{") ? nodes[node].parameter : nodes[node].literals[segment]
            if let next {
                node = next
                continue
            }
            nodes.append(Node())
            if segment.hasPrefix("{") {
                nodes[node].parameter = nodes.count - 1
            } else {
                nodes[node].literals[segment] = nodes.count - 1
            }
            node = nodes.count - 1
        }
        precondition(nodes[node].routes[route.method] == nil, "Two routes have the same method and path.")
        nodes[node].routes[route.method] = Place(route: route, operationID: route.operationID)
    }

    func match(_ method: String, _ path: String) -> Match {
        guard path == "/" || !path.hasSuffix("/") else { return .nothing }
        var node = 0
        var parameters: [String] = []
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for segment in segments.dropFirst().map({ String(Substring($0)) }) where path != "/" {
            if let next = nodes[node].literals[segment] {
                node = next
            } else if let next = nodes[node].parameter, let text = Request.percentDecoded(segment),
                !text.isEmpty
            {
                parameters.append(text)
                node = next
            } else {
                return .nothing
            }
        }
        let routes = nodes[node].routes
        if routes.isEmpty { return .nothing }
        // HEAD answers as GET; the server leaves the body out.
        if let place = routes[method == "HEAD" ? "GET" : method] {
            return .found(place.route, operationID: place.operationID, parameters: parameters)
        }
        let methods = routes.keys.sorted()
        return .otherMethods(methods.contains("GET") ? methods + ["HEAD"] : methods)
    }
}
