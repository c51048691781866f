/// What the verdict counts and times.
struct Figures {
    private(set) var latencies: [Operation: Latencies] = [:]
    /// What customers said or picked, and the bot or nobody answered.
    var turns = 0
    /// Messages of anybody that were acknowledged.
    var acknowledged = 0
    /// Answers that never came; their requests were sent again.
    var lostAnswers = 0
    /// Sockets that were opened again after an end of any kind.
    var reconnects = 0
    /// Claims that another agent had won.
    var lostRaces = 0
    /// Answers that said to come again later: 503.
    var busyAnswers = 0
    /// Answers that said the caller asks too often: 429.
    var limitedAnswers = 0
    /// Connections that were one too many for the server.
    var refusedConnections = 0

    mutating func time(_ operation: Operation, _ duration: Duration) {
        latencies[operation, default: Latencies()].add(duration)
    }
}
