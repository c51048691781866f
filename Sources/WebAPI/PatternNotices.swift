import FAQ
import Switchboard

/// What operators hear of patterns that do not keep to their limits.
extension API {
    /// A pattern has three lines at most and then a last one, as it is not run again: however many messages come, there
    /// is no flood of lines.
    func report(_ finding: Finding) {
        tallies.patternsGaveUp += finding.gaveUp.count
        for place in finding.gaveUp {
            log(LogLine(.warning, "faq.pattern_gave_up", Self.fields(of: place)))
        }
        for place in finding.switchedOff where finding.gaveUp.contains(place) {
            log(LogLine(.error, "faq.pattern_switched_off", Self.fields(of: place)))
        }
    }

    private static func fields(of place: Place) -> [(name: String, value: String)] {
        [("place", "\(place.file):\(place.line)"), ("column", "\(place.column)")]
    }
}
