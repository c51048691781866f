import AgentDesk
import Testing

/// Which passwords an account may have.
@Suite struct PasswordRuleTests {
    @Test(arguments: [
        "correct horse battery", "vier lange Wörter!", "Tr0ub4dor&3-and-more", "plum-tractor-9-lid", "日本語のとても長い合言葉です",
        String(repeating: "abcdefgh-1", count: 25),
    ])
    func aPasswordNobodyWouldTryFirstIsTaken(password: String) {
        #expect(PasswordRule.objection(to: password, username: "ana") == nil)
    }

    @Test(arguments: [
        ("", "12 characters"),
        ("elevenchars", "12 characters"),
        ("👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒", "12 characters"),
        (String(repeating: "plumtree-7", count: 26), "256 bytes"),
        ("aaaaaaaaaaaa", "four different"),
        ("abababababab", "four different"),
        ("AaBbAaBbAaBb", "four different"),
        ("my-name-is-Ana-ok", "username"),
        ("abcdefghijklm", "first passwords"),
        ("12345678901234", "first passwords"),
        ("qwertyuiopasdfghjkl", "first passwords"),
        ("zxcvbnmzxcvbnm", "first passwords"),
        ("0987654321098765", "first passwords"),
        ("mlkjihgfedcba", "first passwords"),
        ("qwertyuiop123456", "first passwords"),
        ("password12345", "first passwords"),
        ("P-a-s-s-w-o-r-d-1", "first passwords"),
        ("Correct Horse Battery Staple", "first passwords"),
        ("LetMeIn!LetMeIn!", "first passwords"),
        ("administrator1", "first passwords"),
    ])
    func oneAnAttackerTriesEarlyIsRefusedWithTheReason(password: String, reason: String) throws {
        let objection = try #require(PasswordRule.objection(to: password, username: "ana"))
        #expect(objection.contains(reason))
    }

    /// All with twelve characters or more among the 3,000 commonest of leaked passwords, by the list of zxcvbn.
    @Test(arguments: [
        "123qweasdzxc", "1qaz2wsx3edc", "q1w2e3r4t5y6", "1q2w3e4r5t6y", "mailcreated5240", "qazwsxedcrfv",
        "123456qwerty", "qwerty123456", "polniypizdec0211", "sojdlg123aljg", "leavemealone", "123456654321",
    ])
    func theCommonestAreRefused(password: String) {
        #expect(PasswordRule.objection(to: password, username: "ana") != nil)
    }

    @Test func twelveCharactersAreEnoughAndElevenAreNot() {
        #expect(PasswordRule.objection(to: "plum-tractor", username: "ana") == nil)
        #expect(PasswordRule.objection(to: "plum-tracto", username: "ana") != nil)
    }

    @Test func twoHundredFiftySixBytesAreTakenAndOneMoreIsNot() {
        let long = String(String(repeating: "plum-tractor-9-lid ", count: 14).prefix(256))
        #expect(long.utf8.count == 256)
        #expect(PasswordRule.objection(to: long, username: "ana") == nil)
        #expect(PasswordRule.objection(to: long + "x", username: "ana") != nil)
    }

    @Test func theUsernameIsFoundInAnyCase() {
        #expect(PasswordRule.objection(to: "plum-ANAtole-9-lid", username: "ana") != nil)
        #expect(PasswordRule.objection(to: "plum-ANAtole-9-lid", username: "ben") == nil)
    }
}
