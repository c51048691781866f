/// The contract as a page for people: every operation with what it takes and gives.
struct ContractPage {
    let routes: [Route]
    let version: String

    var html: String {
        let sections = Route.Tag.allCases.map { tag in
            let rows = routes.filter { $0.tag == tag && !$0.summary.isEmpty }.map(row).joined()
            return "<h2>\(tag.name)</h2>\n<dl>\n\(rows)</dl>\n"
        }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>support-server: the contract</title>
            <link rel="icon" href="/assets/favicon.svg">
            <link rel="stylesheet" href="/assets/shared/tokens.css">
            <link rel="stylesheet" href="/assets/shared/base.css">
            <link rel="stylesheet" href="/assets/docs.css">
            </head>
            <body class="contract">
            <main>
            <h1>The contract <small>\(version)</small></h1>
            <p>HTTP/1.1 and JSON. Customers send <code>X-Customer-Session-Id</code>, agents
            <code>Authorization: Bearer</code>. Errors are problem details (RFC 9457) with a stable <code>code</code>.
            The same for programs: <a href="/openapi.json">openapi.json</a>.</p>
            \(sections.joined())<h2>Objects</h2>
            <dl>
            \(objects)</dl>
            <h2>Problem codes</h2>
            <p>\(Problem.Code.allCases.map { "<code>\($0.rawValue)</code>" }.joined(separator: " "))</p>
            </main>
            </body>
            </html>

            """
    }

    private func row(_ route: Route) -> String {
        let query = route.query.isEmpty ? "" : "?" + route.query.map { $0 + "=" }.joined(separator: "&amp;")
        return "<dt><b>\(route.method)</b> <code>\(route.path)\(query)</code></dt>\n<dd>\(route.summary)"
            + fields("Body", route.body) + fields("Answer \(route.status)", route.answer) + "</dd>\n"
    }

    private var objects: String {
        let agent = Schema.agent.fields.map { [("Agent", $0.needed, $0.optional)] } ?? []
        return (Schema.shared + agent).map { name, needed, optional in
            "<dt><code>\(name)</code></dt>\n<dd>\(Self.list(needed, optional))</dd>\n"
        }.joined()
    }

    private func fields(_ title: String, _ schema: Schema?) -> String {
        guard let schema else { return "" }
        guard let (needed, optional) = schema.fields else {
            return schema.mediaTypes == ["application/json"] ? "<br>\(title): <code>\(schema.name)</code>" : ""
        }
        return "<br>\(title): \(Self.list(needed, optional))"
    }

    private static func list(_ needed: String, _ optional: String) -> String {
        let parts =
            needed.split(separator: ", ").map { "<code>\($0)</code>" }
            + optional.split(separator: ", ").map { "<code>\($0)</code> (optional)" }
        return parts.joined(separator: ", ")
    }
}
