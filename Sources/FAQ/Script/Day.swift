/// A calendar day, in whatever place the shop calls home.
package struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// A day as editors write it: `2026-01-31`. Nil when there is no such day.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            1...12 ~= month, day >= 1
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        guard Day(daysSince1970: daysSince1970) == self else { return nil }
    }

    /// The day of a time in milliseconds since 1970, in UTC.
    package init(millisecondsSince1970 milliseconds: Int64) {
        self.init(daysSince1970: Int((milliseconds / 86_400_000) - (milliseconds % 86_400_000 < 0 ? 1 : 0)))
    }

    /// Days are counted in the Gregorian calendar, in eras of 400 years that begin on 1 March.
    init(daysSince1970 days: Int) {
        let fromEras = days + 719_468
        let era = (fromEras >= 0 ? fromEras : fromEras - 146_096) / 146_097
        let dayOfEra = fromEras - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
        let yearOfEra = yearFromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// 0 is Monday. 1970 began on a Thursday.
    var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 }

    package var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    package static func < (left: Day, right: Day) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
