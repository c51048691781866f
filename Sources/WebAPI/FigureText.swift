import Switchboard

/// Figures in Prometheus' text format, version 0.0.4.
///
/// <https://prometheus.io/docs/instrumenting/exposition_formats/>
struct FigureText {
    typealias Labels = [String: String]

    private(set) var text = ""

    mutating func counter(_ name: String, _ help: String, _ value: Int) {
        samples(name, "counter", help, [([:], Double(value))])
    }

    mutating func counter(_ name: String, _ help: String, _ samples: [(Labels, Double)]) {
        self.samples(name, "counter", help, samples)
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        samples(name, "gauge", help, [([:], Double(value))])
    }

    mutating func gauge(_ name: String, _ help: String, _ samples: [(Labels, Double)]) {
        self.samples(name, "gauge", help, samples)
    }

    /// Nothing at all when the value is not known.
    mutating func gauge(_ name: String, _ help: String, ifKnown value: Double?) {
        if let value { samples(name, "gauge", help, [([:], value)]) }
    }

    mutating func histogram(_ name: String, _ help: String, _ histograms: [(labels: Labels, histogram: Histogram)]) {
        begin(name, "histogram", help)
        for (labels, histogram) in histograms {
            for bucket in histogram.buckets {
                sample("\(name)_bucket", labels.merging(["le": "\(bucket.bound)"]) { $1 }, Double(bucket.count))
            }
            sample("\(name)_bucket", labels.merging(["le": "+Inf"]) { $1 }, Double(histogram.count))
            sample("\(name)_sum", labels, histogram.sum)
            sample("\(name)_count", labels, Double(histogram.count))
        }
    }

    /// `[label: value]` for each key, in the order of the keys.
    static func labelled(_ label: String, _ counts: [String: Int]) -> [(Labels, Double)] {
        counts.sorted { $0.key < $1.key }.map { ([label: $0.key], Double($0.value)) }
    }

    private mutating func samples(_ name: String, _ type: String, _ help: String, _ samples: [(Labels, Double)]) {
        begin(name, type, help)
        for (labels, value) in samples { sample(name, labels, value) }
    }

    private mutating func begin(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func sample(_ name: String, _ labels: Labels, _ value: Double) {
        let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
        let number = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        text += name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(number)\n"
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
