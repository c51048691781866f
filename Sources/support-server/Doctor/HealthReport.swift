import JSON

/// What `doctor` found: a diagnosis for each check.
package struct HealthReport: Sendable {
    package let diagnoses: [(check: HealthCheck, diagnosis: Diagnosis)]

    package init(on house: Installation) {
        diagnoses = HealthCheck.allCases.map { ($0, $0.diagnosis(on: house)) }
    }

    /// No for a trouble; warnings are allowed.
    package var exitCode: ExitCode { count(.trouble) > 0 ? .no : .done }

    private func count(_ state: Diagnosis.State) -> Int { diagnoses.count { $0.diagnosis.state == state } }

    /// One line for each check, by group; below what is not well, what to do.
    package var text: String {
        let widest = HealthCheck.allCases.map(\.rawValue.count).max() ?? 0
        let groups = HealthCheck.Group.allCases.map { group in
            let lines = diagnoses.filter { $0.check.group == group }.map { check, diagnosis in
                let word = diagnosis.state == .unseen ? "-" : diagnosis.state.rawValue
                let line =
                    "  \(padded(word, 7))  \(padded(check.rawValue, widest))  "
                    + Visible.text("\(diagnosis.place): \(diagnosis.sentence)")
                let indent = String(repeating: " ", count: widest + 13)
                return line + (diagnosis.remedy.map { "\n\(indent)do: \(Visible.text($0))" } ?? "") + "\n"
            }
            return "\(group.rawValue)\n\(lines.joined())"
        }
        return groups.joined(separator: "\n") + "\n\(summary)\n"
    }

    private var summary: String {
        let (troubles, warnings) = (count(.trouble), count(.warning))
        if troubles == 0, warnings == 0 { return "All is well." }
        return "\(troubles.counting("trouble")), \(warnings.counting("warning"))."
    }

    package var json: String {
        var writer = JSONWriter(capacity: 8192)
        writer.object { report in
            report.member("is_well", count(.trouble) == 0)
            report.member("troubles", count(.trouble))
            report.member("warnings", count(.warning))
            report.member(
                "checks",
                array: { list in
                    for (check, diagnosis) in diagnoses {
                        list.object { object in
                            object.member("check", check.rawValue)
                            object.member("group", check.group.rawValue)
                            object.member("looks_at", check.looksAt)
                            object.member("state", diagnosis.state.rawValue)
                            object.member("place", diagnosis.place)
                            object.member("sentence", diagnosis.sentence)
                            object.member("remedy", diagnosis.remedy)
                        }
                    }
                })
        }
        return writer.text
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
