import JSON

extension Loading {
    /// The report in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), for tools that collect such.
    ///
    /// Columns count Unicode code points, and a region's last column is the one behind it, as the standard says.
    package func sarif(folder: String, version: String) -> String {
        let codes = Diagnostic.Code.allCases
        var writer = JSONWriter()
        writer.object { log in
            log.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            log.member("version", "2.1.0")
            log.member(
                "runs",
                array: { runs in
                    runs.object { run in
                        run.member("tool", object: { $0.member("driver", object: { $0.driver(codes, version) }) })
                        run.member("columnKind", "unicodeCodePoints")
                        run.member(
                            "results",
                            array: { results in
                                for diagnostic in diagnostics {
                                    results.object {
                                        $0.result(diagnostic, codes.firstIndex(of: diagnostic.code), folder)
                                    }
                                }
                            })
                    }
                })
        }
        return writer.text
    }
}

extension JSONWriter {
    fileprivate mutating func driver(_ codes: [Diagnostic.Code], _ version: String) {
        member("name", "support-server")
        member("version", version)
        member("semanticVersion", version)
        member(
            "rules",
            array: { rules in
                for code in codes {
                    rules.object { rule in
                        rule.member("id", code.rawValue)
                        rule.member("shortDescription", object: { $0.member("text", code.explanation.summary) })
                        rule.member("help", object: { $0.member("text", code.explanation.remedy) })
                    }
                }
            })
    }

    fileprivate mutating func result(_ diagnostic: Diagnostic, _ rule: Int?, _ folder: String) {
        let place = diagnostic.place
        member("ruleId", diagnostic.code.rawValue)
        member("ruleIndex", rule)
        member("level", diagnostic.severity.rawValue)
        let text = ([diagnostic.message] + diagnostic.notes).joined(separator: "\n")
        member("message", object: { $0.member("text", text) })
        member(
            "locations",
            array: { locations in
                locations.object { location in
                    location.member(
                        "physicalLocation",
                        object: { physical in
                            let uri = SARIF.uri(of: diagnostic.relativePath(in: folder))
                            physical.member("artifactLocation", object: { $0.member("uri", uri) })
                            physical.member(
                                "region",
                                object: { region in
                                    region.member("startLine", place.line)
                                    region.member("startColumn", place.column)
                                    region.member("endColumn", place.column + place.length)
                                })
                        })
                }
            })
    }
}

/// What SARIF takes from other standards.
enum SARIF {
    /// A path as a URI reference (RFC 3986): every byte that may not stand in a path as `%` and two digits.
    static func uri(of path: String) -> String {
        var uri = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                uri += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return uri
    }
}
