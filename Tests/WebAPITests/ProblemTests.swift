import AgentDesk
import BotFlow
import Switchboard
import Testing
import WebAPI
import WebServer

/// What a stranger reads of what went wrong.
@Suite struct ProblemTests {
    private static let now = Moment(milliseconds: 1_700_000_000_000)
    private static let ana = Agent(id: AgentID(at: now, random: (1, 2)), displayName: "Ana")

    /// Written as a switch, so that a new refusal cannot be forgotten here.
    private static func expectation(_ refusal: Refusal) -> (status: Int, code: String) {
        switch refusal {
        case .conversationClosed: (409, "conversation_closed")
        case .withAgent: (409, "with_agent")
        case .notEscalated: (409, "not_escalated")
        case .notClaimed: (409, "not_claimed")
        case .claimedByAnother: (409, "claimed_by_another")
        case .stillOpen: (409, "still_open")
        case .supervisorOnly: (403, "forbidden")
        case .noSuchMessage: (404, "not_found")
        case .notSaidYet: (422, "invalid")
        }
    }

    private static func expectation(_ denial: Denial) -> (status: Int, code: String) {
        switch denial {
        case .notFound: (404, "not_found")
        case .unauthenticated: (401, "unauthenticated")
        case .forbidden: (403, "forbidden")
        case .keyReused: (422, "key_reused")
        case .emailVerified: (422, "invalid")
        case .usernameTaken: (409, "username_taken")
        case .shortcutTaken: (409, "shortcut_taken")
        case .colleagueUnavailable: (409, "colleague_unavailable")
        case .overloaded: (503, "overloaded")
        case .storeUnavailable: (503, "store_unavailable")
        }
    }

    @Test(arguments: [
        Refusal.conversationClosed, .withAgent, .notEscalated, .notClaimed,
        .claimedByAnother(Claim(by: ana, since: now)), .stillOpen, .supervisorOnly, .noSuchMessage,
        .notSaidYet(lastSeq: 4),
    ])
    func everyRefusalHasItsStatusAndCode(refusal: Refusal) {
        let problem = Problem(refusal, now: Self.now)
        #expect(problem.status == Self.expectation(refusal).status)
        #expect(problem.code.rawValue == Self.expectation(refusal).code)
        #expect(problem.detail.hasSuffix("."))
    }

    @Test(arguments: [
        Denial.notFound, .unauthenticated, .forbidden(.keepAccounts), .keyReused, .emailVerified, .usernameTaken,
        .shortcutTaken,
        .colleagueUnavailable, .overloaded, .storeUnavailable,
    ])
    func everyDenialHasItsStatusAndCode(denial: Denial) {
        let problem = Problem(denial, now: Self.now)
        #expect(problem.status == Self.expectation(denial).status)
        #expect(problem.code.rawValue == Self.expectation(denial).code)
        let names = problem.response(requestID: "r").headers.map(\.0)
        #expect(names.contains("Retry-After") == (problem.status == 503))
        #expect(names.contains("WWW-Authenticate") == (problem.status == 401))
    }

    private struct Leak: Error, CustomStringConvertible {
        let description = "SQLite: disk I/O error at /secret/place/support.db near 'my words'"
    }

    @Test func nothingOfAnUnknownErrorIsShown() throws {
        let problem = Problem(Leak(), now: Self.now)
        #expect(problem.status == 500)
        #expect(problem.code == .internal)
        let response = problem.response(requestID: "r1")
        let answer = Answer(status: response.status, fields: response.headers, body: response.body)
        let all = answer.text + response.headers.map { $0.0 + $0.1 }.joined()
        for part in ["Leak", "SQLite", "secret", "words", "ProblemTests"] { #expect(!all.contains(part)) }
        #expect(try Set(answer.object.keys) == ["type", "title", "status", "code", "detail", "request_id"])
    }

    @Test(arguments: [
        (0, "just now"), (999, "just now"), (1000, "1 second ago"), (59_999, "59 seconds ago"),
        (60_000, "1 minute ago"), (119_999, "1 minute ago"), (120_000, "2 minutes ago"), (3_600_000, "1 hour ago"),
        (7_200_000, "2 hours ago"), (-5000, "just now"),
    ])
    func theLoserHearsWhoHasItAndSinceWhen(milliseconds: Int, words: String) throws {
        let claim = Claim(by: Self.ana, since: Self.now)
        let problem = Problem(
            Refusal.claimedByAnother(claim), now: Self.now.advanced(by: .milliseconds(milliseconds)))
        #expect(problem.detail == "Ana took this conversation \(words).")
        let response = problem.response(requestID: "r")
        let object = try Answer(status: 409, fields: [], body: response.body).object
        #expect(object["claimed_by"] as? [String: String] == ["id": Self.ana.id.description, "display_name": "Ana"])
        #expect(object["claimed_at"] as? String == Self.now.description)
    }

    @Test func aProblemOfTheServerKeepsItsStatusAndFields() throws {
        let service = try Service()
        let response = service.api.problem(
            status: 431, code: "head_too_large", detail: "Too many fields.", headers: [("Connection", "close")],
            to: nil)
        let answer = Answer(status: response.status, fields: response.headers, body: response.body)
        #expect(answer.status == 431)
        #expect(answer.code == "head_too_large")
        #expect(answer["Connection"] == "close")
        #expect(answer["Content-Type"] == "application/problem+json")
        #expect(try answer.object["title"] as? String == "Request Header Fields Too Large")
    }
}
