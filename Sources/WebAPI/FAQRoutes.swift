import AgentDesk
import FAQ
import JSON
import Switchboard
import WebServer

/// What an editor can call about the FAQ; section 7 of the protocol.
extension API {
    static let faqBase = "/api/v1/agent/faq"

    static let faqRoutes: [Route] = {
        func route(
            _ method: String, _ path: String, _ summary: String, query: [String] = [], body: Schema? = nil,
            answer: Schema, _ handler: @escaping Route.Handler
        ) -> Route {
            Route(
                method: method, path: faqBase + path, tag: .agent, summary: summary, access: .agent, query: query,
                body: body, answer: answer, handler: handler)
        }
        return [
            route(
                "GET", "/entries", "The folder as it is on disk, entry by entry.", query: ["since"], answer: .faqEntries
            ) { try await $0.faqEntries($1) },
            route("GET", "/files", "The files of the folder.", answer: .faqFiles) { try await $0.faqFiles($1) },
            route("GET", "/file", "One file with what is wrong in it.", query: ["path"], answer: .faqFile) {
                try await $0.faqFile($1)
            },
            route(
                "PUT", "/file", "Publishes one file.", query: ["path"], body: .faqFileDraft, answer: .faqPublished
            ) { try await $0.putFAQFile($1) },
            route(
                "POST", "/publish", "Publishes several files, all or none.", body: .faqPublication,
                answer: .faqPublished
            ) { try await $0.publishFAQ($1) },
            route("POST", "/check", "What is wrong with a draft; saves nothing.", body: .faqDraft, answer: .faqChecked)
            {
                try await $0.checkFAQ($1)
            },
            route("POST", "/try", "What the bot would answer, and why.", body: .faqQuestion, answer: .faqTrial) {
                try await $0.tryFAQ($1)
            },
            route(
                "POST", "/diff", "What a draft would change for what customers wrote.", body: .faqComparison,
                answer: .faqDiff
            ) { try await $0.diffFAQ($1) },
            route(
                "GET", "/unanswered", "What customers asked and the bot did not know.", query: ["since", "limit"],
                answer: .faqUnanswered
            ) { try await $0.faqUnanswered($1) },
            route("GET", "/report", "How each entry did.", query: ["since"], answer: .faqReport) {
                try await $0.faqReport($1)
            },
            route(
                "GET", "/why", "What the engine saw when it answered.", query: ["conversation_id", "seq"],
                answer: .faqWhy
            ) { try await $0.faqWhy($1) },
            route(
                "GET", "/history", "The versions that went live, the newest first.", query: ["after", "limit"],
                answer: .faqHistory
            ) { try await $0.faqHistory($1) },
        ]
    }()

    /// Does `body` in the workshop, for somebody who may edit answers.
    func edit<Answer: Sendable>(
        _ call: Call, _ body: @escaping @Sendable (Bench) throws -> Answer
    ) async throws -> Answer {
        _ = try await read(call, as: .editAnswers) { _, _ in }
        return try await workshop.work(body)
    }
}
