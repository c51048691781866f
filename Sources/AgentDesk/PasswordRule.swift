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

    /// Whether it only walks along the alphabet, the digits or the keyboard, however often: along its rows, down its columns,
    /// or to and fro between two rows.
    private static func isRun(_ password: String) -> Bool {
        let rows = [
            "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
            "a1s2d3f4g5h6j7k8l9", "1a2s3d4f5g6h7j8k9l", "z1x2c3v4b5n6m7", "1z2x3c4v5b6n7m",
        ]
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

    /// The letters of what the lists of leaked passwords have most often at this length, digits and signs left out. Of the
    /// 3,000 commonest (the list of zxcvbn, D. Wheeler, USENIX Security 2016) only twelve have 12 characters.
    private static let common: Set<String> = [
        "password", "passwordpassword", "passw", "letmein", "letmeinletmein", "iloveyou", "iloveyouiloveyou",
        "welcome", "welcomewelcome", "administrator", "admin", "adminadmin", "changeme", "changemechangeme",
        "qwertyuiop", "qwerty", "qwertyqwerty", "unbelievable", "supersecret", "secretsecret", "trustno",
        "correcthorsebatterystaple", "monkeymonkey", "dragondragon", "sunshine", "princess", "football", "baseball",
        "superman", "batman", "starwars", "whatever", "support", "supportsupport", "customerservice", "helpdesk",
        "christmas", "manchester", "liverpool", "barcelona", "abcdefghijkl", "testtesttest", "defaultpassword",
        "mailcreated", "polniypizdec", "sojdlgaljg", "leavemealone", "gfhjkmgfhjkm", "ghbdtnghbdtn", "sonyericsson",
        "finalfantasy", "justinbieber", "needforspeed", "counterstrike", "whosyourdaddy", "iseedeadpeople", "jamesbond",
        "playstation", "christopher", "ingodwetrust", "minecraft", "peanutbutter", "temppassword", "ticketmaster",
        "sanfrancisco", "greenlantern", "michaeljackson", "ilovemyfamily", "mortalkombat", "thecakeisalie",
        "sonnenschein", "weihnachtsbaum", "newproject", "websolutions",
    ]
}
