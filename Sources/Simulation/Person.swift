import JSON
import WebClient

/// What customers and agents have in common: dice, names for their messages, and asking until there is an answer.
final class Person {
    /// What came of asking.
    enum Reply {
        /// Done; no body where the answer has none.
        case done(JSONView?)
        /// Not done, with the problem's code.
        case refused(code: String, JSONView?)
        /// The simulation ended before there was an answer: nobody knows.
        case unknown
    }

    struct Request {
        var method = "POST"
        let path: String
        var body: [UInt8] = []
    }

    let stage: Stage
    let bell: Bell
    /// Unlike anybody else's of this run: `c12`, `a3`.
    let name: String
    var dice: Dice
    /// The line of the head that says who asks.
    var credential = ""
    private var lastMessage = 0

    init(_ name: String, number: Int, on stage: Stage) {
        self.name = name
        self.stage = stage
        bell = stage.makeBell()
        dice = Dice(seed: stage.plan.seed, person: number)
    }

    func newMessageID() -> String {
        lastMessage += 1
        return "sim-\(stage.plan.seed)-\(name)-\(lastMessage)"
    }

    /// Thinks about as long as people do before they act; wakes when something happens to them.
    func think(_ mean: Duration) async {
        guard !stage.isOver else { return }
        await bell.wait(stage.paced(dice.pause(mean: mean)))
    }

    // MARK: Asking

    /// Asks, and asks the same again until there is an answer; `explained` are the refusals that may come.
    ///
    /// Now and then the connection is dropped in the middle, and what is `repeatable` is sent twice at once.
    func ask(
        _ operation: Operation, _ request: Request, in conversation: String = "", repeatable: Bool = false,
        explained: Set<String> = []
    ) async -> Reply {
        let bytes = written(request)
        var cut = operation == .other ? nil : drawCut()
        let twin = repeatable && cut == nil && dice.chance(4) ? stage.pool.begin(bytes) : nil
        var tries = 0
        while true {
            let exchange = stage.pool.begin(bytes, cut: cut)
            cut = nil
            switch await exchange.end() {
            case .lost:
                stage.figures.lostAnswers += 1
            case .answered(let response):
                if let reply = read(response, of: operation, in: conversation, explained) {
                    if case .done = reply { stage.figures.time(operation, exchange.duration) }
                    if let twin { await compare(twin, with: reply, in: conversation) }
                    return reply
                }
            }
            if stage.isClosed || !stage.hasBegun && tries > 5 { return .unknown }
            tries += 1
            await pauseBeforeAgain(tries)
        }
    }

    /// Waits longer each time, and never as long as the others.
    func pauseBeforeAgain(_ tries: Int) async {
        let longest = min(1000, 20 << min(tries, 6))
        await stage.pass(.milliseconds(dice.number(longest / 2...longest)))
    }

    private func drawCut() -> Exchange.Cut? {
        guard !stage.isOver else { return nil }
        switch dice.number(0...199) {
        case 0: return .sending
        case 1, 2: return .waiting(.milliseconds(dice.number(0...4)))
        default: return nil
        }
    }

    /// What an answer means; nil for one that says to come again.
    private func read(
        _ response: IncomingResponse, of operation: Operation, in conversation: String, _ explained: Set<String>
    ) -> Reply? {
        let json = JSONView(response.body)
        if (200..<300).contains(response.status) { return .done(json) }
        let code = json?["code"]?.text ?? "\(response.status)"
        switch response.status {
        case 503:
            if code == "too_many_connections" { stage.refusedConnection() } else { stage.figures.busyAnswers += 1 }
            return nil
        case 429:
            stage.figures.limitedAnswers += 1
            return stage.hasBegun && !stage.isOver ? nil : .refused(code: code, json)
        case 400..<500 where explained.contains(code):
            if code == "claimed_by_another" { checkWinner(json, in: conversation) }
            return .refused(code: code, json)
        default:
            stage.ledger.add(
                Trouble(
                    .unexpected, in: conversation,
                    "\(operation.rawValue) of \(name) was answered with \(response.status) \(code)"))
            return .refused(code: code, json)
        }
    }

    private func checkWinner(_ problem: JSONView?, in conversation: String) {
        if problem?["claimed_by"]?["id"]?.text == nil {
            stage.ledger.add(Trouble(.unexpected, in: conversation, "a lost claim does not say who has it"))
        }
    }

    /// The same message sent twice at once is one message.
    private func compare(_ twin: Exchange, with reply: Reply, in conversation: String) async {
        guard case .answered(let response) = await twin.end(), response.status == 200, case .done(let json) = reply,
            let other = JSONView(response.body)
        else { return }
        let (one, another) = (Self.messageSeq(json), Self.messageSeq(other))
        if let one, let another, one != another {
            stage.ledger.add(
                Trouble(.doubled, in: conversation, at: another, "the same sent twice at once also became \(one)"))
        }
    }

    /// The number of the message that an answer tells of.
    static func messageSeq(_ answer: JSONView?) -> Int? {
        (answer?["customer_message"] ?? answer?["message"])?["seq"]?.number
    }

    private func written(_ request: Request) -> [UInt8] {
        var text = "\(request.method) /api/v1/\(request.path) HTTP/1.1\r\nHost: \(stage.plan.host)\r\n\(credential)"
        if !request.body.isEmpty || request.method == "POST" {
            text += "Content-Length: \(request.body.count)\r\n"
        }
        if !request.body.isEmpty { text += "Content-Type: application/json\r\n" }
        return Array((text + "\r\n").utf8) + request.body
    }
}
