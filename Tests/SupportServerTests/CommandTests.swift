import Foundation
import SQLite
import TestSupport
import Testing

/// The commands beside the server.
@Suite(.serialized, .timeLimit(.minutes(2))) struct CommandTests {
    private static let password = "purple anvil sings 42"

    @Test func whatCannotBeMeantIsRefusedWithExitCodeTwo() throws {
        #expect(try Program.run("serv").code == 2)
        #expect(try Program.run("serve", "--listn", "127.0.0.1:0").complaint.contains("Did you mean --listen?"))
        #expect(try Program.run("replay", "not-an-id").code == 2)
        #expect(try Program.run().code == 0)
        #expect(try Program.run("--version").output.hasPrefix("support-server "))
    }

    @Test func aVariableThatIsNearlyOneOfOursIsPointedOut() throws {
        let environment = ["SUPPORT_LISTN": "127.0.0.1:0", "SUPPORT_SERVER": "/elsewhere"]
        let outcome = try Program.run("version", environment: environment)
        #expect(outcome.code == 0)
        #expect(outcome.complaint.contains("SUPPORT_LISTN means nothing here. Did you mean SUPPORT_LISTEN?"))
        #expect(!outcome.complaint.contains("SUPPORT_SERVER"))
    }

    @Test func anAccountIsAddedListedChangedAndDisabledBesideTheServer() throws {
        let serving = try Serving()
        func logIn(_ password: String) throws -> Int {
            try serving.request(
                "/api/v1/agent/auth/login", json: "{\"username\":\"zoe\",\"password\":\"\(password)\"}"
            ).status
        }
        let added = try Program.run(
            "agent", "add", "zoe", "--display-name", "Zoë", "--role", "supervisor", "--max-active-chats", "3",
            "--data", serving.data, input: Self.password + "\n")
        #expect(added.code == 0, "\(added.complaint)")
        #expect(try logIn(Self.password) == 200)

        let list = try Program.run("agent", "list", "--json", "--data", serving.data).output
        let accounts = try #require(try JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: Any]])
        #expect(accounts.count == 1)
        #expect(accounts[0]["display_name"] as? String == "Zoë")
        #expect(accounts[0]["role"] as? String == "supervisor")
        #expect(accounts[0]["max_active_chats"] as? Int == 3)

        let taken = try Program.run("agent", "add", "zoe", "--data", serving.data, input: Self.password + "\n")
        #expect(taken.code == 1)
        let other = "yellow hammer hums 43"
        #expect(try Program.run("agent", "password", "zoe", "--data", serving.data, input: other + "\n").code == 0)
        #expect(try logIn(Self.password) == 401)
        #expect(try logIn(other) == 200)

        #expect(try Program.run("agent", "disable", "zoe", "--data", serving.data).code == 0)
        #expect(try logIn(other) == 401)
        let missing = try Program.run("agent", "disable", "zo", "--data", serving.data)
        #expect(missing.code == 1)
        #expect(missing.complaint.contains("Did you mean zoe?"))
    }

    @Test(arguments: ["short", "zoe zoe zoe zoe", "passwordpassword", ""])
    func aPasswordThatWouldBeGuessedIsRefusedAndAddsNobody(password: String) throws {
        let folder = try Folder()
        let data = "\(folder.path)/data"
        let outcome = try Program.run("agent", "add", "zoe", "--data", data, input: password + "\n")
        #expect(outcome.code == 2)
        #expect(try Program.run("agent", "list", "--data", data).output.contains("There is no account."))
    }

    @Test func aConversationIsReplayedExportedAndVerified() throws {
        let serving = try Serving()
        let id = try serving.conversation(saying: "when are you open?")
        let replay = try Program.run("replay", id, "--data", serving.data)
        #expect(replay.code == 0)
        #expect(replay.output.contains("  customer: when are you open?\n"))
        #expect(replay.output.contains("  bot answers with hours: From nine to five.\n"))
        #expect(replay.output.contains("replaying 4 events gives what is kept"))

        let export = try Program.run("export", id, "--data", serving.data).output
        let copy = try #require(try JSONSerialization.jsonObject(with: Data(export.utf8)) as? [String: Any])
        let events = try #require(copy["events"] as? [[String: Any]])
        #expect(events.map { $0["seq"] as? Int } == [1, 2, 3, 4])
        #expect(events.map { $0["kind"] as? String } == ["started", "greeted", "said", "answered"])
        #expect(events[2]["words"] as? String == "when are you open?")

        let unknown = "0198f3c2-7a10-7cc3-98c4-dc0c0c07398f"
        #expect(try Program.run("replay", unknown, "--data", serving.data).code == 1)
        #expect(
            try Program.run("verify", "--data", serving.data).output.contains("is sound: 1 conversation, 4 events."))
    }

    @Test func listsThatDoNotAgreeWithTheLogAreFoundAndMadeAnew() throws {
        let serving = try Serving()
        let id = try serving.conversation(saying: "when are you open?")
        #expect(try Program.run("verify", "--rebuild", "--data", serving.data).code == 3)
        serving.send(SIGTERM)
        try #require(serving.exitCode() == 0)

        let database = try Database(path: "\(serving.data)/support.db", access: .readWrite)
        try database.execute("UPDATE conversations SET last_event = last_event + 1")
        let report = try Program.run("verify", "--json", "--data", serving.data)
        #expect(report.code == 1)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any])
        #expect(object["is_sound"] as? Bool == false)
        let breach = try #require((object["breaches"] as? [[String: Any]])?.first)
        #expect(breach["conversation_id"] as? String == id)
        #expect(breach["is_in_log"] as? Bool == false)

        #expect(try Program.run("verify", "--rebuild", "--data", serving.data).code == 0)
        #expect(try Program.run("verify", "--data", serving.data).code == 0)
    }

    @Test func aBackupBesideTheServerIsWholeAndOverwritesNothing() throws {
        let serving = try Serving()
        let id = try serving.conversation(saying: "when are you open?")
        let file = "\(serving.folder.path)/copy.db"
        #expect(try Program.run("backup", file, "--data", serving.data).code == 0)
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        let again = try Program.run("backup", file, "--data", serving.data)
        #expect(again.code == 3)
        #expect(again.complaint.contains("is not overwritten"))

        // Restored as the help says.
        let folder = try Folder()
        try FileManager.default.copyItem(atPath: file, toPath: "\(folder.path)/support.db")
        #expect(try Program.run("verify", file).code == 0)
        #expect(try Program.run("replay", id, "--data", folder.path).code == 0)
    }

    @Test func aFolderIsCheckedWithEveryPlaceNamed() throws {
        let folder = try Folder()
        try folder.write(Serving.entry, to: "hours.md")
        #expect(try Program.run("faq", "check", folder.path).code == 0)
        try folder.write(Serving.entry.replacing("slug: hours", with: "review_by: 2020-01-01"), to: "hours.md")
        #expect(try Program.run("faq", "check", folder.path).code == 0)
        #expect(try Program.run("faq", "check", folder.path, "--strict").code == 1)
        try folder.write(Serving.entry.replacing("slug:", with: "slgu:"), to: "hours.md")
        let broken = try Program.run("faq", "check", "--format", "json", environment: ["SUPPORT_FAQ": folder.path])
        #expect(broken.code == 1)
        let report = try JSONSerialization.jsonObject(with: Data(broken.output.utf8))
        let diagnostic = try #require((report as? [[String: Any]])?.first)
        #expect(diagnostic["line"] as? Int == 2)
        #expect(diagnostic["code"] as? String == "unknown-key")
        #expect(try Program.run("faq", "check", "\(folder.path)/nowhere").code == 3)
    }

    @Test func aTrialSaysWhatWouldBeAnsweredAndWhy() throws {
        let folder = try Folder()
        try folder.write(Serving.entry, to: "hours.md")
        let hit = try Program.run("faq", "try", "When are you OPEN?", "--faq", folder.path)
        #expect(hit.code == 0)
        for part in ["normalised  when are you open?", "hours word for word, hours.md:3", "From nine to five."] {
            #expect(hit.output.contains(part), "\(part)")
        }
        let miss = try Program.run("faq", "try", "zebras", "--json", "--faq", folder.path)
        #expect(miss.code == 1)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(miss.output.utf8)) as? [String: Any])
        #expect(report["outcome"] as? String == "misses")
        let lines = try Program.run(
            "faq", "try", "--json", "--faq", folder.path, input: "when are you open\nI want to talk to a human\n")
        let outcomes = lines.output.split(separator: "\n")
        try #require(outcomes.count == 2)
        #expect(outcomes[0].contains("\"outcome\":\"answers\""))
        #expect(outcomes[1].contains("\"outcome\":\"asks_for_person\""))
    }
}
