import BotFlow
import JSON
import Sodium
import Switchboard
import WebServer

/// What a customer can call; section 3 of the protocol.
extension API {
    static let customerRoutes: [Route] = {
        let base = "/api/v1/customer"
        let one = base + "/conversations/{id}"
        func route(
            _ method: String, _ path: String, _ summary: String, query: [String] = [], body: Schema? = nil,
            needsBody: Bool = true, answer: Schema? = nil, access: Route.Access = .customer,
            _ handler: @escaping Route.Handler
        ) -> Route {
            Route(
                method: method, path: path, tag: .customer, summary: summary, access: access, query: query,
                body: body, needsBody: needsBody, answer: answer, status: answer == nil ? 204 : 200, handler: handler)
        }
        return [
            route(
                "GET", base + "/quick-questions", "The opening quick replies, in order.", query: ["lang"],
                answer: .quickQuestions, access: .everybody
            ) { try $0.quickQuestions($1) },
            route(
                "GET", base + "/availability", "Whether people are there, and how soon they answer.",
                answer: .availability, access: .everybody
            ) { try await $0.availability($1) },
            route(
                "POST", base + "/conversations/start",
                "Resumes the session's open conversation, else its last one, else begins one.",
                body: .start, needsBody: false, answer: .started, access: .everybody
            ) { try await $0.start($1) },
            route("PUT", base + "/profile", "Says who the customer is.", body: .profile, answer: .identity) {
                try await $0.identify($1)
            },
            route("GET", one, "The conversation.", answer: .conversation) { try await $0.conversation($1) },
            route(
                "GET", one + "/messages", "Messages, the oldest first.", query: ["after", "limit"],
                answer: .customerMessages
            ) { try await $0.messages($1) },
            route(
                "GET", one + "/events", "All that the customer may see, for resuming without a socket.",
                query: ["after", "limit"], answer: .events
            ) { try await $0.events($1) },
            route("POST", one + "/messages", "Says something.", body: .messageDraft, answer: .customerTurn) {
                try await $0.say($1)
            },
            route(
                "POST", one + "/quick-replies/{slug}", "Picks a quick reply.", body: .deliveryID, needsBody: false,
                answer: .customerTurn
            ) { try await $0.pick($1) },
            route(
                "POST", one + "/escalate", "Asks for a person.", body: .escalate, needsBody: false,
                answer: .customerTurn
            ) { try await $0.escalate($1) },
            route("POST", one + "/read", "Says how far the customer has read.", body: .read) {
                try await $0.read($1)
            },
            route("POST", one + "/typing", "Says whether the customer is typing.", body: .typing) {
                try await $0.type($1)
            },
            route("POST", one + "/page", "Says which page the customer is on.", body: .visit) {
                try await $0.visit($1)
            },
            route("POST", one + "/feedback", "Says whether an answer helped.", body: .feedback) {
                try await $0.judge($1)
            },
            route("POST", one + "/end", "Ends the conversation.", answer: .customerConversation) {
                try await $0.end($1)
            },
            route("POST", one + "/rating", "Rates the conversation.", body: .rating) { try await $0.rate($1) },
            route(
                "GET", one + "/transcript", "The customer's own copy.", query: ["format"], answer: .transcript
            ) { try await $0.transcript($1) },
            route("DELETE", one, "Erases all words of the conversation; counts stay.") { try await $0.erase($1) },
            route(
                "POST", base + "/realtime/ticket", "A one-time ticket for a socket.", body: .ticketRequest,
                answer: .ticket
            ) { try await $0.customerTicket($1) },
        ]
    }()
}
