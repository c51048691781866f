internal import YAML

/// Reads the `hours` of `bot.yaml`.
struct HoursReader {
    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    /// Every key for days that there is: `mon`, `mon-tue`, …
    static let dayKeys = weekdays.flatMap { from in weekdays.map { from == $0 ? from : "\(from)-\($0)" } }

    let source: SourceFile
    let report: Report

    func hours(_ node: YAML.Node) -> Hours? {
        let keys = ["time_zone", "closed_on", "say"]
        guard case .mapping(let pairs) = node.content else {
            _ = Fields(node, of: "`hours`", keys: keys, in: source, report)
            return nil
        }
        let dayKeys = pairs.compactMap(\.key.text).filter { Self.dayKeys.contains($0) }
        guard let fields = Fields(node, of: "`hours`", keys: keys + Self.weekdays + dayKeys, in: source, report) else {
            return nil
        }
        var openings = [[Range<Int>]](repeating: [], count: 7)
        for key in dayKeys {
            guard let value = fields.node(key) else { continue }
            let times = times(value, as: key)
            for day in days(key) { openings[day] = (openings[day] + times).sorted { $0.lowerBound < $1.lowerBound } }
        }
        let closedOn = Set(fields.list("closed_on").compactMap { fields.day($0, as: "closed_on") })
        if dayKeys.isEmpty, !fields.hasUnknownKeys {
            report.error(
                .missingKey, fields.place, "`hours` names no day on which people are there",
                "Write like `mon-fri: \"09:00-17:00\"`, or leave `hours` out.")
        }
        guard let zone = fields.text("time_zone") else {
            if fields.node("time_zone") == nil {
                report.error(
                    .missingKey, fields.place, "`hours` has no time zone",
                    "Add one like `time_zone: Europe/Copenhagen`.")
            }
            return nil
        }
        let say = fields.node("say") == nil ? "People are back {next_open}." : fields.said(placeholders: ["next_open"])
        guard let say else { return nil }
        guard let hours = Hours(timeZone: zone, openings: openings, closedOn: closedOn, say: say) else {
            report.error(
                .wrongValue, fields.place("time_zone") ?? fields.place, "there is no time zone “\(zone)”",
                "Names are like Europe/Copenhagen or America/New_York.")
            return nil
        }
        return hours
    }

    /// The weekdays of a key like `sat` or `mon-fri`; `sat-mon` goes over Sunday.
    private func days(_ key: String) -> [Int] {
        let ends = key.split(separator: "-").compactMap { Self.weekdays.firstIndex(of: String($0)) }
        guard let first = ends.first, let last = ends.last else { return [] }
        return (0...(last - first + 7) % 7).map { (first + $0) % 7 }
    }

    /// `09:00-12:00, 13:00-17:00`
    private func times(_ node: YAML.Node, as key: String) -> [Range<Int>] {
        let parts = (node.text ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        let ranges = parts.compactMap { part -> Range<Int>? in
            let ends = part.split(separator: "-").map { minute($0) }
            guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else { return nil }
            return start..<end
        }
        guard !ranges.isEmpty, ranges.count == parts.count else {
            report.error(
                .wrongValue, source.place(of: node), "`\(key)` must be times like \"09:00-17:00\"",
                "Several with commas between them; a time over midnight is two.")
            return []
        }
        return ranges
    }

    private func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            0...24 ~= hour, 0...59 ~= minute, hour < 24 || minute == 0
        else { return nil }
        return hour * 60 + minute
    }
}
