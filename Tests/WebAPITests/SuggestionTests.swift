import AgentDesk
import BotFlow
import FAQ
import Foundation
import Testing
import WebAPI

/// The answers that a desk offers for a reply.
@Suite(.timeLimit(.minutes(1))) struct SuggestionTests {
    private let service: Service
    private let guest: Service.Guest
    private let agent: Service.Identity

    init() async throws {
        service = try Service()
        guest = try await service.guest(#""locale":"en""#)
        agent = try await service.agent("ana")
    }

    private func suggestions() async throws -> [String: Any] {
        try await service.call("GET", guest.deskPath + "/suggestions", as: agent).object
    }

    private func say(_ words: String) async {
        _ = await service.call("POST", guest.path + "/messages", #"{"content":"\#(words)"}"#, as: guest.identity)
    }

    @Test func beforeTheCustomersFirstMessageThereIsNothingToSuggestFor() async throws {
        let answer = try await suggestions()
        #expect(answer["message_seq"] is NSNull)
        #expect((answer["suggestions"] as? [Any])?.isEmpty == true)
        #expect(answer["answer_above"] as? Double == Service.edition?.bot.ranker.answerAbove)
    }

    @Test func theNewestMessageOfTheCustomerCountsInEveryPhase() async throws {
        await say("this is a complaint")
        await say("what are your hours")
        _ = await service.call("POST", guest.deskPath + "/claim", as: agent)
        _ = await service.call("POST", guest.deskPath + "/messages", #"{"content":"One moment."}"#, as: agent)
        for phase in ["claimed", "closed"] {
            let answer = try await suggestions()
            let seq = try #require(answer["message_seq"] as? Int)
            let messages = await service.call("GET", guest.deskPath + "/messages?after=\(seq - 1)&limit=1", as: agent)
            let message = try #require((try messages.object["messages"] as? [[String: Any]])?.first)
            #expect(message["content"] as? String == "what are your hours", "\(phase)")
            let first = try #require((answer["suggestions"] as? [[String: Any]])?.first)
            #expect(first["slug"] as? String == "opening-hours")
            #expect(first["title"] as? String == "When are you open?")
            #expect(first["content"] as? String == "Every day from nine to six.")
            #expect((first["rich"] as? [Any])?.isEmpty == false)
            #expect(first["score"] as? Double == 1)
            _ = await service.call("POST", guest.deskPath + "/close", as: agent)
        }
    }

    @Test func nothingIsSuggestedForWordsThatWereErased() async throws {
        await say("what are your hours")
        #expect(await service.call("DELETE", guest.path, as: guest.identity).status == 204)
        let answer = try await suggestions()
        #expect(answer["message_seq"] is NSNull)
        #expect((answer["suggestions"] as? [Any])?.isEmpty == true)
    }

    @Test func atMostThreeAreSuggestedAndTheLikeliestStandsFirst() async throws {
        var texts: [SourceFile] = []
        for (number, kind) in ["lamp", "lamps", "red lamp", "blue lamp", "old lamp"].enumerated() {
            texts.append(
                SourceFile(path: "l\(number).md", text: "---\nquestion: Where is my \(kind)?\n---\nHere.\n"))
        }
        let day = Day(millisecondsSince1970: Service.dawn.milliseconds)
        let service = try Service(edition: Loading(files: texts, on: day).edition)
        let (guest, agent) = (try await service.guest(), try await service.agent("ana"))
        _ = await service.call(
            "POST", guest.path + "/messages", #"{"content":"where is that red lamp of mine"}"#, as: guest.identity)
        let answer = try await service.call("GET", guest.deskPath + "/suggestions", as: agent).object
        let suggestions = try #require(answer["suggestions"] as? [[String: Any]])
        let scores = suggestions.compactMap { $0["score"] as? Double }
        #expect(scores.count == 3)
        #expect(scores == scores.sorted(by: >))
        #expect(suggestions.first?["title"] as? String == "Where is my red lamp?")
    }

    @Test(arguments: [Role.agent, .supervisor, .editor, .admin])
    func everyRoleFindsTheAnswers(role: Role) async throws {
        let identity = try await service.agent("other", role)
        let answer = await service.call("GET", "/api/v1/agent/answers?q=OPEN", as: identity)
        let items = try #require(try answer.object["items"] as? [[String: Any]])
        #expect(items.first?["slug"] as? String == "opening-hours")
        #expect(items.first?["score"] is NSNull)
    }

    @Test func theAnswersAreAsManyAsWanted() async throws {
        func call(_ query: String) async -> Answer {
            await service.call("GET", "/api/v1/agent/answers" + query, as: agent)
        }
        #expect((try await call("").object["items"] as? [Any])?.count == 2)
        #expect((try await call("?limit=1").object["items"] as? [Any])?.count == 1)
        for query in ["?limit=0", "?limit=51", "?limit=x", "?q=" + String(repeating: "a", count: 201)] {
            #expect(await call(query).status == 400)
        }
    }
}
