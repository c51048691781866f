import JSON

/// The contract as an OpenAPI 3.1 document, made of the routes themselves.
struct OpenAPI {
    let routes: [Route]
    let version: String

    var bytes: [UInt8] {
        JSONWriter.object { document in
            document.member("openapi", "3.1.0")
            document.member(
                "info",
                object: {
                    $0.member("title", "support-server")
                    $0.member("version", version)
                    $0.member(
                        "license",
                        object: {
                            $0.member("name", "MIT")
                            $0.member("identifier", "MIT")
                        })
                })
            document.member(
                "paths",
                object: { paths in
                    for (path, routes) in Dictionary(grouping: routes, by: \.path).sorted(by: { $0.key < $1.key }) {
                        paths.member(
                            path,
                            object: { item in
                                for route in routes {
                                    item.member(route.method.lowercased(), object: { $0.operation(route) })
                                }
                            })
                    }
                })
            document.member(
                "components",
                object: { components in
                    components.member(
                        "schemas",
                        object: { schemas in
                            for (name, needed, optional) in Schema.shared {
                                schemas.member(name, object: { $0.fields(needed, optional) })
                            }
                            for schema in Schema.allCases {
                                if let (needed, optional) = schema.fields {
                                    schemas.member(schema.name, object: { $0.fields(needed, optional) })
                                }
                            }
                            schemas.member("QuickQuestions", object: { $0.type("QuickReply[]") })
                        })
                    components.member(
                        "securitySchemes",
                        object: { schemes in
                            schemes.member(
                                "customer",
                                object: {
                                    $0.member("type", "apiKey")
                                    $0.member("in", "header")
                                    $0.member("name", "X-Customer-Session-Id")
                                })
                            schemes.member(
                                "agent",
                                object: {
                                    $0.member("type", "http")
                                    $0.member("scheme", "bearer")
                                })
                        })
                })
            document.member("x-problem-codes", strings: Problem.Code.allCases.map(\.rawValue))
        }
    }
}

extension JSONWriter {
    fileprivate mutating func operation(_ route: Route) {
        member("operationId", route.operationID)
        member("summary", route.summary)
        member("tags", strings: [route.tag.rawValue])
        member(
            "security",
            array: { list in
                if route.access != .everybody { list.object { $0.member("\(route.access)", array: { _ in }) } }
            })
        let names = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
        member(
            "parameters",
            array: { list in
                for name in names { list.parameter(String(name), in: "path") }
                for name in route.query { list.parameter(name, in: "query") }
            })
        if let body = route.body {
            member(
                "requestBody",
                object: {
                    $0.member("required", route.needsBody)
                    $0.content(body)
                })
        }
        member(
            "responses",
            object: { responses in
                responses.member(
                    String(route.status),
                    object: {
                        $0.member("description", route.answer == nil ? "Done." : route.summary)
                        if let answer = route.answer { $0.content(answer) }
                    })
                if route.mayBeEmpty {
                    responses.member("204", object: { $0.member("description", "There is nothing.") })
                }
                responses.member(
                    "default",
                    object: {
                        $0.member("description", "A problem (RFC 9457).")
                        $0.member(
                            "content",
                            object: {
                                $0.member(
                                    "application/problem+json",
                                    object: {
                                        $0.member("schema", object: { $0.type("Problem") })
                                    })
                            })
                    })
            })
    }

    private mutating func parameter(_ name: String, in place: String) {
        object {
            $0.member("name", name)
            $0.member("in", place)
            $0.member("required", place == "path")
            $0.member("schema", object: { $0.type("string") })
        }
    }

    private mutating func content(_ schema: Schema) {
        member(
            "content",
            object: { content in
                for type in schema.mediaTypes {
                    content.member(
                        type,
                        object: { media in
                            guard schema.mediaTypes == ["application/json"] else { return }
                            media.member("schema", object: { $0.type(schema.name) })
                        })
                }
            })
    }

    fileprivate mutating func fields(_ needed: String, _ optional: String) {
        func parts(_ text: String) -> [(name: String, type: String)] {
            text.split(separator: ", ").map { part in
                let sides = part.split(separator: ": ")
                return (String(sides[0]), String(sides[1]))
            }
        }
        member("type", "object")
        member(
            "properties",
            object: { properties in
                for (name, type) in parts(needed) + parts(optional) {
                    properties.member(name, object: { $0.type(type) })
                }
            })
        member("required", strings: parts(needed).map(\.name))
    }

    /// A type of ``Schema/fields``: `?` for what may be null, `[]` for an array.
    fileprivate mutating func type(_ type: String) {
        if type.hasSuffix("?") {
            member(
                "anyOf",
                array: { list in
                    list.object { $0.type(String(type.dropLast())) }
                    list.object { $0.member("type", "null") }
                })
        } else if type.hasSuffix("[]") {
            member("type", "array")
            member("items", object: { $0.type(String(type.dropLast(2))) })
        } else if type == "time" || type == "id" {
            member("type", "string")
            member("format", type == "time" ? "date-time" : "uuid")
        } else if type.first?.isUppercase == true {
            member("$ref", "#/components/schemas/\(type)")
        } else {
            member("type", type)
        }
    }
}
