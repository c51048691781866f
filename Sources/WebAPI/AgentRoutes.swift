import AgentDesk
import BotFlow
import JSON
import Switchboard
import WebServer

/// What an agent can call about conversations; section 4 of the protocol.
extension API {
    static let agentRoutes: [Route] = {
        let base = "/api/v1/agent"
        let one = base + "/conversations/{id}"
        func route(
            _ method: String, _ path: String, _ summary: String, query: [String] = [], body: Schema? = nil,
            needsBody: Bool = true, answer: Schema? = nil, mayBeEmpty: Bool = false,
            _ handler: @escaping Route.Handler
        ) -> Route {
            Route(
                method: method, path: path, tag: .agent, summary: summary, access: .agent, query: query, body: body,
                needsBody: needsBody, answer: answer, status: answer == nil ? 204 : 200, mayBeEmpty: mayBeEmpty,
                handler: handler)
        }
        func command(_ name: String, _ summary: String, _ command: AgentCommand) -> Route {
            route("POST", one + "/" + name, summary, answer: .agentConversation) {
                $0.conversationAnswer(try await $0.perform(command, $1))
            }
        }
        return [
            route(
                "GET", base + "/conversations", "A page of conversations, waiting ones first.",
                query: ["status", "assigned", "customer", "q", "after", "limit"], answer: .agentConversations
            ) { try await $0.list($1) },
            route("GET", base + "/queue", "Who waits, the next one first.", answer: .queue) { try await $0.queue($1) },
            route(
                "POST", base + "/queue/claim-next", "Claims the conversation that is next; 204 when nobody waits.",
                answer: .agentMessages, mayBeEmpty: true
            ) { try await $0.claimNext($1) },
            route("GET", one, "The conversation.", answer: .agentView) { try await $0.agentConversation($1) },
            route(
                "GET", one + "/messages", "Messages and notes, the oldest first.", query: ["after", "limit"],
                answer: .agentMessages
            ) { try await $0.agentMessages($1) },
            route(
                "GET", one + "/events", "Everything that happened.", query: ["after", "limit"], answer: .events
            ) { try await $0.agentEvents($1) },
            route(
                "GET", one + "/suggestions", "What the FAQ has for the customer's newest message.",
                answer: .suggestions
            ) { try await $0.suggestions($1) },
            route(
                "GET", base + "/answers", "Answers of the FAQ, for a reply.", query: ["q", "lang", "limit"],
                answer: .answers
            ) { try await $0.answers($1) },
            command("claim", "Takes the conversation; exactly one wins.", .claim),
            route(
                "POST", one + "/messages", "Replies; claims a queued one.", body: .messageDraft, answer: .agentReply
            ) { try await $0.reply($1) },
            route("POST", one + "/notes", "Writes a note that no customer sees.", body: .messageDraft, answer: .note) {
                try await $0.note($1)
            },
            command("release", "Puts it back at its old place in the queue.", .release),
            command("hand-back", "Gives it back to the bot.", .handBack),
            route(
                "POST", one + "/transfer", "Gives it to a colleague.", body: .transfer, answer: .agentConversation
            ) { try await $0.transfer($1) },
            route(
                "POST", one + "/close", "Closes it.", body: .close, needsBody: false, answer: .agentClosed
            ) { try await $0.close($1) },
            route("POST", one + "/read", "Says how far agents have read.", body: .read) { try await $0.agentRead($1) },
            route("POST", one + "/typing", "Says whether the agent is typing.", body: .typing) {
                try await $0.agentType($1)
            },
            route(
                "GET", one + "/transcript", "The whole conversation.", query: ["format"], answer: .transcript
            ) { try await $0.agentTranscript($1) },
            route("GET", base + "/search", "Messages with these words.", query: ["q", "limit"], answer: .searchHits) {
                try await $0.search($1)
            },
        ]
    }()
}
