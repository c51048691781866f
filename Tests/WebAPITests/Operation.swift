/// Every operation that `docs/protocol.md` promises, with a body it takes.
///
/// In the order of a plausible life, so that each can be called after those before it: `{id}` is a conversation,
/// `{message}` the greeting in it, `{colleague}` another agent; of a canned reply `{id}` is `reply`.
struct Operation: Sendable {
    enum Caller: Sendable {
        case everybody
        case customer
        case agent
        case supervisor
        case editor
        case admin
    }

    let method: String
    let path: String
    let query: [String]
    let caller: Caller
    let body: String

    private init(_ method: String, _ path: String, _ query: [String] = [], by caller: Caller, _ body: String = "") {
        self.method = method
        self.path = path
        self.query = query
        self.caller = caller
        self.body = body
    }

    private static let customer = "/api/v1/customer"
    private static let agent = "/api/v1/agent"
    private static let faq = agent + "/faq"
    private static let one = customer + "/conversations/{id}"
    private static let desk = agent + "/conversations/{id}"

    static let all: [Operation] = [
        Operation("GET", customer + "/quick-questions", ["lang"], by: .everybody),
        Operation("GET", customer + "/availability", by: .everybody),
        Operation("POST", customer + "/conversations/start", by: .everybody),
        Operation(
            "PUT", customer + "/profile", by: .customer, #"{"email":"freja@example.com","attributes":{"plan":"gold"}}"#),
        Operation("GET", one, by: .customer),
        Operation(
            "POST", one + "/messages", by: .customer, #"{"content":"When are you open?","client_message_id":"m"}"#),
        Operation(
            "POST", one + "/messages", by: .customer, #"{"content":"May my cat come?","client_message_id":"n"}"#),
        Operation("POST", one + "/quick-replies/{slug}", by: .customer),
        Operation("POST", one + "/feedback", by: .customer, #"{"message_id":"{message}","helpful":true}"#),
        Operation("POST", one + "/escalate", by: .customer, #"{"reason":"Please."}"#),
        Operation("GET", one + "/messages", ["after", "limit"], by: .customer),
        Operation("POST", one + "/read", by: .customer, #"{"seq":2}"#),
        Operation("POST", one + "/typing", by: .customer, #"{"is_typing":true}"#),
        Operation("POST", one + "/page", by: .customer, #"{"page":"https://shop.test/lamps"}"#),
        Operation("POST", customer + "/realtime/ticket", by: .customer, #"{"conversation_id":"{id}"}"#),

        Operation("POST", agent + "/presence", by: .agent, #"{"presence":"online"}"#),
        Operation("GET", agent + "/me", by: .agent),
        Operation("GET", agent + "/agents", by: .agent),
        Operation(
            "GET", agent + "/conversations", ["status", "assigned", "customer", "q", "after", "limit"], by: .agent),
        Operation("GET", agent + "/queue", by: .agent),
        Operation("POST", agent + "/queue/claim-next", by: .agent),
        Operation("GET", desk, by: .agent),
        Operation("GET", desk + "/suggestions", by: .agent),
        Operation("GET", agent + "/answers", ["q", "lang", "limit"], by: .agent),
        Operation("POST", desk + "/read", by: .agent, #"{"seq":2}"#),
        Operation("POST", desk + "/claim", by: .agent),
        Operation("POST", desk + "/notes", by: .agent, #"{"content":"Between us."}"#),
        Operation("POST", desk + "/messages", by: .agent, #"{"content":"I am here.","client_message_id":"r"}"#),
        Operation("GET", desk + "/messages", ["after", "limit"], by: .agent),
        Operation("GET", desk + "/events", ["after", "limit"], by: .agent),
        Operation("POST", desk + "/typing", by: .agent, #"{"is_typing":false}"#),
        Operation("POST", desk + "/release", by: .agent),
        Operation("POST", desk + "/transfer", by: .supervisor, #"{"agent_id":"{colleague}"}"#),
        Operation("POST", desk + "/hand-back", by: .supervisor),
        Operation("POST", desk + "/close", by: .supervisor, #"{"reason":"Done."}"#),
        Operation("GET", desk + "/transcript", ["format"], by: .agent),
        Operation("GET", agent + "/search", ["q", "limit"], by: .agent),
        Operation("POST", agent + "/canned-replies", by: .agent, #"{"shortcut":"hi","text":"Hello!"}"#),
        Operation("GET", agent + "/canned-replies", by: .agent),
        Operation("PUT", agent + "/canned-replies/{id}", by: .agent, #"{"shortcut":"hi","text":"Hello again!"}"#),
        Operation("DELETE", agent + "/canned-replies/{id}", by: .agent),
        Operation("GET", agent + "/stats", ["from", "to", "by"], by: .supervisor),
        Operation("GET", agent + "/export", ["from", "to", "format"], by: .supervisor),
        Operation("POST", agent + "/broadcasts", by: .supervisor, #"{"content":"Back in an hour."}"#),
        Operation("POST", agent + "/realtime/ticket", by: .agent),

        Operation("GET", faq + "/entries", ["since"], by: .editor),
        Operation("GET", faq + "/files", by: .editor),
        Operation("GET", faq + "/file", ["path"], by: .editor),
        Operation("POST", faq + "/check", by: .editor, #"{"files":[{"path":"cat.md","text":"no entry"}]}"#),
        Operation("POST", faq + "/try", by: .editor, #"{"text":"when are you open","locale":"en"}"#),
        Operation("POST", faq + "/diff", by: .editor, #"{"files":[{"path":"cat.md","text":"{cat}"}]}"#),
        Operation("GET", faq + "/unanswered", ["since", "limit"], by: .editor),
        Operation("GET", faq + "/report", ["since"], by: .editor),
        Operation("GET", faq + "/why", ["conversation_id", "seq"], by: .editor),
        Operation(
            "PUT", faq + "/file", ["path"], by: .editor,
            #"{"text":"{hours}","version":"{version}","message":"Cats"}"#),
        Operation(
            "POST", faq + "/publish", by: .editor, #"{"files":[{"path":"cat.md","text":"{cat}","version":null}]}"#),
        Operation("GET", faq + "/history", ["after", "limit"], by: .editor),

        Operation("GET", one + "/events", ["after", "limit"], by: .customer),
        Operation("POST", one + "/end", by: .customer),
        Operation("POST", one + "/rating", by: .customer, #"{"score":5,"comment":"Good."}"#),
        Operation("GET", one + "/transcript", ["format"], by: .customer),
        Operation("DELETE", one, by: .customer),

        Operation(
            "POST", agent + "/register", by: .admin,
            #"{"username":"dora","display_name":"Dora","password":"plum-tractor-9-lid","role":"agent"}"#),
        Operation(
            "POST", agent + "/auth/login", by: .everybody, #"{"username":"dora","password":"plum-tractor-9-lid"}"#),
        Operation(
            "POST", agent + "/me/password", by: .agent,
            #"{"current_password":"plum-tractor-9-lid","new_password":"quince-lorry-4-pot"}"#),
        Operation("POST", agent + "/auth/logout", by: .agent),
    ]

    /// The path with what stands for its parameters, and a query where it needs one.
    func target(_ names: [String: String]) -> String {
        let reply = path.contains("/canned-replies/") ? names["reply"] : nil
        return filled(path + neededQuery, reply.map { ["id": $0] } ?? names)
    }

    private var neededQuery: String {
        switch path.split(separator: "/").last {
        case "search": "?q=hello"
        case "stats": "?by=day"
        case "file": "?path=opening.md"
        case "why": "?conversation_id={id}&seq=4"
        default: ""
        }
    }

    func body(_ names: [String: String]) -> String {
        filled(body, names)
    }

    private func filled(_ text: String, _ names: [String: String]) -> String {
        names.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
