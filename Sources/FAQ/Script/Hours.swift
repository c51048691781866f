internal import Foundation

/// When people are there.
package struct Hours: Sendable {
    /// An IANA name, like `Europe/Copenhagen`.
    package let timeZone: String
    /// Minutes of the day, for each weekday from Monday; sorted, apart from each other.
    let openings: [[Range<Int>]]
    let closedOn: Set<Day>
    /// What a customer hears out of hours, with `{next_open}`.
    package let say: String
    private let zone: TimeZone

    /// Nil when there is no such time zone.
    init?(timeZone: String, openings: [[Range<Int>]], closedOn: Set<Day>, say: String) {
        guard let zone = TimeZone(identifier: timeZone) else { return nil }
        self.timeZone = timeZone
        self.openings = openings
        self.closedOn = closedOn
        self.say = say
        self.zone = zone
    }

    /// Whether people are there at a time in milliseconds since 1970.
    package func isOpen(at milliseconds: Int64) -> Bool {
        let (day, minute) = local(milliseconds)
        return ranges(on: day).contains { $0.contains(minute) }
    }

    /// When people are next there, in words for `{next_open}`: `today 9:00`, `Monday 9:00` or `Monday 4 January 9:00`.
    ///
    /// Nil when they are not there for a year.
    package func nextOpen(after milliseconds: Int64) -> String? {
        let (today, minute) = local(milliseconds)
        for distance in 0...366 {
            let day = Day(daysSince1970: today.daysSince1970 + distance)
            let next = ranges(on: day).first { distance > 0 || $0.lowerBound > minute }
            guard let start = next?.lowerBound else { continue }
            let time = "\(start / 60):" + (start % 60 < 10 ? "0" : "") + "\(start % 60)"
            let name = Self.weekdays[day.weekday]
            switch distance {
            case 0: return "today \(time)"
            case 1..<7: return "\(name) \(time)"
            default: return "\(name) \(day.day) \(Self.months[day.month - 1]) \(time)"
            }
        }
        return nil
    }

    /// What a customer hears out of hours.
    package func said(at milliseconds: Int64) -> String {
        say.replacing("{next_open}", with: nextOpen(after: milliseconds) ?? "later")
    }

    /// The day it is where the shop is, at a time in milliseconds since 1970.
    func day(at milliseconds: Int64) -> Day {
        local(milliseconds).day
    }

    private func ranges(on day: Day) -> [Range<Int>] {
        closedOn.contains(day) ? [] : openings[day.weekday]
    }

    private func local(_ milliseconds: Int64) -> (day: Day, minute: Int) {
        let seconds = (Double(milliseconds) / 1_000).rounded(.down)
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
        let local = Int64(seconds) + Int64(offset)
        let day = Day(millisecondsSince1970: local * 1_000)
        return (day, Int(local - Int64(day.daysSince1970) * 86_400) / 60)
    }

    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
