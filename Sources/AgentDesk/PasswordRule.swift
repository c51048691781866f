/// What a password must be: 12 to 256 characters that nobody would try first.
package enum PasswordRule {
    /// Why the password cannot be used; nil when it can.
    package static func objection(to password: String, username: String) -> String? {
        guard password.count >= 12 else { return "Use at least 12 characters." }
        guard password.utf8.count <= 256 else { return "Use at most 256 bytes." }
        let folded = password.lowercased()
        guard Set(folded).count >= 5 else { return "Use more than four different characters." }
        guard !folded.contains(username.lowercased()) else { return "Leave your username out of it." }
        guard !isRun(folded), !common.contains(folded.filter(\.isLetter)) else {
            return "This is one of the first passwords an attacker tries. A few unrelated words are better."
        }
        return nil
    }

    /// Whether it only walks along the alphabet, the digits or a row of the keyboard, however often.
    private static func isRun(_ password: String) -> Bool {
        let rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"]
        let walks = rows.flatMap { [$0, String($0.reversed())] }.map { $0 + $0 }
        var rest = password[...]
        while !rest.isEmpty {
            let step =
                walks.map { walk in
                    (1...rest.count).prefix { walk.contains(rest.prefix($0)) }.last ?? 0
                }.max() ?? 0
            guard step >= 3 || step == rest.count else { return false }
            rest = rest.dropFirst(step)
        }
        return true
    }

    /// The letters of what the lists of leaked passwords have most often at this length, digits and signs left out.
    private static let common: Set<String> = [
        "password", "passwordpassword", "passw", "letmein", "letmeinletmein", "iloveyou", "iloveyouiloveyou",
        "welcome", "welcomewelcome", "administrator", "admin", "adminadmin", "changeme", "changemechangeme",
        "qwertyuiop", "qwerty", "qwertyqwerty", "unbelievable", "supersecret", "secretsecret", "trustno",
        "correcthorsebatterystaple", "monkeymonkey", "dragondragon", "sunshine", "princess", "football", "baseball",
        "superman", "batman", "starwars", "whatever", "support", "supportsupport", "customerservice", "helpdesk",
        "christmas", "manchester", "liverpool", "barcelona", "abcdefghijkl", "testtesttest", "defaultpassword",
    ]
}
