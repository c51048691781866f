/// What went wrong while a test read something strictly.
struct Unreadable: Error {
    let why: String
}

/// A strict reader of RFC 4180: CRLF after every record, quotes only around whole cells.
enum CSV {
    static func records(_ bytes: [UInt8]) throws -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var place = 0
        func at(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }
        while place < bytes.count {
            var cell: [UInt8] = []
            if at(place) == UInt8(ascii: "\"") {
                place += 1
                while true {
                    guard let byte = at(place) else { throw Unreadable(why: "a quote does not end") }
                    place += 1
                    if byte == UInt8(ascii: "\"") {
                        guard at(place) == byte else { break }
                        place += 1
                    }
                    cell.append(byte)
                }
            } else {
                while let byte = at(place), byte != UInt8(ascii: ","), byte != 0x0D {
                    guard byte != UInt8(ascii: "\""), byte != 0x0A else { throw Unreadable(why: "a bare \(byte)") }
                    cell.append(byte)
                    place += 1
                }
            }
            record.append(String(decoding: cell, as: UTF8.self))
            if at(place) == UInt8(ascii: ",") {
                place += 1
                continue
            }
            guard at(place) == 0x0D, at(place + 1) == 0x0A else { throw Unreadable(why: "no CRLF after a record") }
            place += 2
            records.append(record)
            record = []
        }
        guard record.isEmpty else { throw Unreadable(why: "the last record does not end") }
        return records
    }
}

/// HTML as far as a tokenizer goes (WHATWG HTML section 13.2.5): tags, and the text between them.
enum Markup {
    /// The names of everything a browser would take for a tag, lower case, `/` before closing ones.
    static func tags(_ html: String) -> Set<String> {
        var tags: Set<String> = []
        let scalars = Array(html.unicodeScalars)
        for (place, scalar) in scalars.enumerated() where scalar == "<" {
            let rest = scalars[(place + 1)...]
            let isTag = rest.first.map {
                $0.properties.isAlphabetic && $0.isASCII || $0 == "/" || $0 == "!" || $0 == "?"
            }
            guard isTag == true else { continue }
            let name = rest.prefix { $0 != " " && $0 != ">" && $0 != "\n" }
            tags.insert(String(String.UnicodeScalarView(name)).lowercased())
        }
        return tags
    }

    /// The text without its tags, the five references of XML read.
    static func text(_ html: String) -> String {
        var text = String.UnicodeScalarView()
        var isInTag = false
        for scalar in html.unicodeScalars {
            if scalar == "<" {
                isInTag = true
            } else if scalar == ">" {
                isInTag = false
            } else if !isInTag {
                text.append(scalar)
            }
        }
        var plain = String(text)
        for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            plain = String(
                decoding: replaced(Array(plain.utf8), Array(reference.utf8), Array(character.utf8)), as: UTF8.self)
        }
        return plain
    }

    private static func replaced(_ bytes: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            if rest.starts(with: old) {
                result += new
                rest = rest.dropFirst(old.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }
}

/// A strict reader of Prometheus' text format, version 0.0.4.
///
/// Each metric is described once, before its samples, which stand together; labels are escaped; a histogram's buckets
/// rise to its count.
enum Prometheus {
    struct Sample {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    static func read(_ text: String) throws -> [Sample] {
        guard text.hasSuffix("\n") else { throw Unreadable(why: "the last line does not end") }
        var types: [String: String] = [:]
        var helped: Set<String> = []
        var current = ""
        var samples: [Sample] = []
        var seen: Set<String> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            if line.hasPrefix("# HELP ") {
                guard words.count == 4, helped.insert(words[2]).inserted else { throw Unreadable(why: String(line)) }
                current = words[2]
            } else if line.hasPrefix("# TYPE ") {
                guard words.count == 4, words[2] == current, types[current] == nil,
                    ["counter", "gauge", "histogram"].contains(words[3])
                else { throw Unreadable(why: String(line)) }
                types[current] = words[3]
            } else {
                let sample = try sample(line)
                let suffixes = types[current] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
                guard suffixes.contains(where: { sample.name == current + $0 }) else {
                    throw Unreadable(why: String(line))
                }
                let key =
                    sample.name + sample.labels.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ",")
                guard seen.insert(key).inserted else { throw Unreadable(why: "twice: \(line)") }
                guard types[current] != "counter" || sample.name.hasSuffix("_total") else {
                    throw Unreadable(why: String(line))
                }
                samples.append(sample)
            }
        }
        try checkHistograms(samples, types)
        return samples
    }

    private static func sample(_ line: Substring) throws -> Sample {
        var rest = line.unicodeScalars[...]
        func name() throws -> String {
            let name = rest.prefix {
                $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0))
            }
            guard let first = name.first, !("0"..."9").contains(first) else { throw Unreadable(why: String(line)) }
            rest = rest.dropFirst(name.count)
            return String(name)
        }
        func take(_ scalar: Unicode.Scalar) throws {
            guard rest.popFirst() == scalar else { throw Unreadable(why: String(line)) }
        }
        let metric = try name()
        var labels: [String: String] = [:]
        if rest.first == "{" {
            try take("{")
            while rest.first != "}" {
                if !labels.isEmpty { try take(",") }
                let label = try name()
                try take("=")
                try take("\"")
                var value = String.UnicodeScalarView()
                while let scalar = rest.popFirst(), scalar != "\"" {
                    guard scalar == "\\" else {
                        value.append(scalar)
                        continue
                    }
                    switch rest.popFirst() {
                    case "n": value.append("\n")
                    case "\\": value.append("\\")
                    case "\"": value.append("\"")
                    default: throw Unreadable(why: String(line))
                    }
                }
                guard labels.updateValue(String(value), forKey: label) == nil else {
                    throw Unreadable(why: String(line))
                }
            }
            try take("}")
        }
        try take(" ")
        guard let value = Double(String(rest)) else { throw Unreadable(why: String(line)) }
        return Sample(name: metric, labels: labels, value: value)
    }

    private static func checkHistograms(_ samples: [Sample], _ types: [String: String]) throws {
        for name in types.filter({ $0.value == "histogram" }).keys {
            let counts = samples.filter { $0.name == name + "_count" }
            guard !counts.isEmpty else { throw Unreadable(why: "\(name) has no count") }
            for count in counts {
                let buckets = samples.filter { sample in
                    sample.name == name + "_bucket" && sample.labels.filter { $0.key != "le" } == count.labels
                }
                let bounds = try buckets.map { bucket in
                    let bound = bucket.labels["le"] ?? ""
                    guard let value = bound == "+Inf" ? .infinity : Double(bound) else { throw Unreadable(why: bound) }
                    return value
                }
                guard bounds == bounds.sorted(), bounds.last == .infinity, buckets.last?.value == count.value,
                    buckets.map(\.value) == buckets.map(\.value).sorted(),
                    samples.contains(where: { $0.name == name + "_sum" && $0.labels == count.labels })
                else { throw Unreadable(why: "\(name) is no histogram") }
            }
        }
    }
}
