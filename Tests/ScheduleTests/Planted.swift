/// A bug that is planted on purpose, to see that the referee catches it.
enum Planted: CaseIterable {
    case acknowledgesWhatTheDiskRefused, answersBeforeTheCommit, publishesBeforeTheCommit, losesARow
    case forgetsDeliveryKeys, repeatsWithOtherNumbers, retriesUnderANewKey, answersTwice
    case keepsHalfOfWhatFailed, believesWhatWasRolledBack, writesTheClockAsItIs
    case claimsOutsideTheTransaction, sendsTheReleasedToTheBack, sweepsAwayWhoWaits, speaksOverThePerson
    case letsTheDisabledIn, takesExpiredTokens, erasesNothing
    case tellsCustomersNotes, readsBeforeItSubscribes, sendsLiveBeforeWhatWasMissed, sendsAgainWhatWasRead,
        deliversOutOfOrder
    case forgetsWhatAFailedCommitKept

    /// What is broken, and the rules of which one must show it.
    struct Row {
        let bug: Planted
        let what: String
        let caughtBy: [Rule]

        init(_ bug: Planted, _ what: String, _ caughtBy: Rule...) {
            self.bug = bug
            self.what = what
            self.caughtBy = caughtBy
        }
    }

    static let table = [
        Row(.acknowledgesWhatTheDiskRefused, "the store says that a refused commit went well", .onDisk),
        Row(.answersBeforeTheCommit, "a customer's answer leaves from within the transaction", .onDisk),
        Row(.publishesBeforeTheCommit, "events are published as they are appended", .onDisk),
        Row(.losesARow, "the medium loses a row of the log", .numbered, .sound, .onDisk, .recovers, .stream),
        Row(.forgetsDeliveryKeys, "the store keeps no delivery keys", .once),
        Row(.repeatsWithOtherNumbers, "a repeat is answered with the newest event", .sameAnswer, .kept),
        Row(.retriesUnderANewKey, "a client that knows no outcome sends under a new key", .once),
        Row(.answersTwice, "some commands are answered twice", .answeredOnce),
        Row(
            .keepsHalfOfWhatFailed, "no savepoint stands around a command", .once, .numbered, .oneList, .sound,
            .recovers, .onDisk),
        Row(
            .believesWhatWasRolledBack, "what a rolled back command made is believed", .recovers, .sound, .onDisk, .kept
        ),
        Row(.writesTheClockAsItIs, "events carry the clock's time, even when it was set back", .clock, .onDisk),
        Row(.claimsOutsideTheTransaction, "who has a conversation is looked up before the command waits", .oneWinner),
        Row(.sendsTheReleasedToTheBack, "a released conversation loses its place when the lists are read", .oneList),
        Row(.sweepsAwayWhoWaits, "the sweep ends what waited long in the queue", .lawful),
        Row(.speaksOverThePerson, "the bot answers without a look at the phase", .silentBot),
        Row(.letsTheDisabledIn, "an agent's token is not looked up with the command", .access),
        Row(.takesExpiredTokens, "a token lasts a day longer than it says", .access),
        Row(.erasesNothing, "erasing leaves the words where they are", .erased),
        Row(.tellsCustomersNotes, "a customer's socket is served as an agent's", .secret),
        Row(.readsBeforeItSubscribes, "what was missed is read before the subscription", .stream),
        Row(.sendsLiveBeforeWhatWasMissed, "what happens is sent at once to those who catch up", .stream),
        Row(.sendsAgainWhatWasRead, "what was read before it was told is sent when it is told", .stream),
        Row(.forgetsWhatAFailedCommitKept, "what a failed commit kept is never told", .numbered, .stream),
        Row(.deliversOutOfOrder, "the loop takes what was published last first", .stream),
    ]
}

/// The rules that the referee holds the product to.
enum Rule: String {
    case onDisk = "what is answered or published is on disk"
    case once = "what was sent once is written once"
    case numbered = "a conversation is numbered from 1 without a gap, in the log and in what is published"
    case sameAnswer = "a repeat gives the first answer again"
    case answeredOnce = "every command is answered exactly once"
    case kept = "what was granted has happened, and what was refused had its reason"
    case oneWinner = "a wait has one winner, and the loser is told who"
    case oneList = "who was escalated waits, is claimed or is closed, and the queue has its order"
    case lawful = "nothing happens that the phase forbids or nobody asked for"
    case silentBot = "the bot is silent once a person was asked for"
    case access = "nobody is let in whose access has ended"
    case clock = "time in a conversation never runs backwards"
    case erased = "erased words are nowhere"
    case stream = "a watcher gets every event it may see once and in order"
    case secret = "customers are told nothing that is for agents"
    case sound = "the lists and what is believed are what the log makes of them"
    case recovers = "only a failing disk fails a command, and once it is well all is served"
}
