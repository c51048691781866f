import AgentDesk
import BotFlow
import TestSupport
import Testing

/// Who is next, and how many stand before.
@Suite struct QueueTests {
    private func order(_ queue: AgentDesk.Queue, in workspace: Workspace = .default) -> [ConversationID] {
        queue.places(in: workspace).map(\.conversation)
    }

    private func ids(_ numbers: Int...) -> [ConversationID] {
        numbers.map { Cast.conversationID($0) }
    }

    @Test func higherPriorityComesFirstHoweverLateItCame() {
        let queue = Queue([
            Cast.place(1, since: 0), Cast.place(2, since: 900, priority: 1), Cast.place(3, since: 5, priority: -1),
        ])
        #expect(order(queue) == ids(2, 1, 3))
    }

    @Test func withinAPriorityTheEarlierEscalationComesFirst() {
        let queue = Queue([Cast.place(1, since: 30), Cast.place(2, since: 10), Cast.place(3, since: 20)])
        #expect(order(queue) == ids(2, 3, 1))
        #expect(queue.next(in: .default) == Cast.conversationID(2))
    }

    @Test func withinAMillisecondTheSmallerIDComesFirst() {
        let queue = Queue([Cast.place(3), Cast.place(1), Cast.place(2)])
        #expect(order(queue) == ids(1, 2, 3))
    }

    @Test func whoIsReleasedStandsWhereTheyStoodBefore() {
        var queue = Queue()
        var conversations = (0..<3).map { Cast.conversation($0) }
        let agent = Cast.account(1).agent
        func perform(_ command: Command, _ number: Int, after seconds: Int) {
            let before = conversations[number].phase
            conversations[number].perform(command, at: Cast.dawn.advanced(by: .seconds(seconds)))
            queue.update(from: before, to: conversations[number])
        }
        for number in 0..<3 { perform(.customer(.askForPerson(remark: nil)), number, after: number) }
        perform(.agent(agent, .agent, .claim), 0, after: 100)
        #expect(order(queue) == ids(1, 2))
        perform(.agent(agent, .agent, .release), 0, after: 500)
        #expect(order(queue) == ids(0, 1, 2))
        #expect(queue.position(of: conversations[0]) == 1)
    }

    @Test func positionsCountFromOneAndOnlyThoseWhoWait() {
        var waiting = (0..<3).map { Cast.conversation($0) }
        for number in waiting.indices {
            waiting[number].perform(
                .customer(.askForPerson(remark: nil)), at: Cast.dawn.advanced(by: .seconds(number)))
        }
        let queue = Queue(
            waiting.compactMap { conversation in
                conversation.phase.queuedWaiting.map { Queue.Place(conversation.id, in: conversation.workspace, $0) }
            })
        #expect(waiting.map { queue.position(of: $0) } == [1, 2, 3])
        #expect(queue.position(of: Cast.conversation(9)) == nil)
        waiting[1].perform(.agent(Cast.account(1).agent, .agent, .claim), at: Cast.dawn)
        #expect(queue.position(of: waiting[1]) == nil)
    }

    @Test func aNewcomerIsToldThePlaceTheyThenGet() {
        var generator = SplitMix64(seed: 4)
        for _ in 0..<200 {
            let places = (0..<Int.random(in: 0...8, using: &generator)).map {
                Cast.place(
                    $0, since: Int.random(in: 0...5, using: &generator),
                    priority: Int.random(in: -1...1, using: &generator))
            }
            let queue = Queue(places)
            var newcomer = Cast.conversation(100)
            let moment = Cast.dawn.advanced(by: .seconds(Int.random(in: 5...6, using: &generator)))
            let told = queue.positionForNewcomer(in: .default, at: moment)
            newcomer.perform(.customer(.askForPerson(remark: nil)), at: moment)
            var after = queue
            after.update(from: .automated(misses: 0), to: newcomer)
            #expect(after.position(of: newcomer) == told)
        }
    }

    @Test func nothingCrossesFromOneWorkspaceToAnother() {
        let other = Workspace("other")
        let queue = Queue([Cast.place(1, since: 9), Cast.place(2, since: 0, priority: 5, in: other)])
        #expect(order(queue) == ids(1))
        #expect(order(queue, in: other) == ids(2))
        #expect(queue.next(in: .default) == Cast.conversationID(1))
        #expect(queue.next(in: Workspace("third")) == nil)
        #expect(queue.positionForNewcomer(in: .default, at: Cast.dawn.advanced(by: .seconds(99))) == 2)
        #expect(queue.positionForNewcomer(in: Workspace("third"), at: Cast.dawn) == 1)
    }

    /// Any commands in any conversations: the queue kept up to date is the one built and sorted from scratch.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func aQueueKeptUpToDateIsTheOneSortedFromScratch(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let workspaces = [Workspace.default, Workspace("other")]
        var conversations = (0..<12).map { Cast.conversation($0, in: workspaces[$0 % 2]) }
        var queue = Queue()
        for _ in 0..<300 {
            let number = Int.random(in: conversations.indices, using: &generator)
            let before = conversations[number].phase
            // Few moments, so that many places are equal in time.
            let moment = Cast.dawn.advanced(by: .seconds(Int.random(in: 0...3, using: &generator)))
            conversations[number].perform(command(using: &generator), at: moment)
            queue.update(from: before, to: conversations[number])

            for workspace in workspaces {
                let sorted = conversations.filter { $0.workspace == workspace }.compactMap { conversation in
                    conversation.phase.queuedWaiting.map { (conversation.id, $0) }
                }.sorted { left, right in
                    (-left.1.priority, left.1.since, left.0) < (-right.1.priority, right.1.since, right.0)
                }.map(\.0)
                #expect(order(queue, in: workspace) == sorted)
                #expect(queue.next(in: workspace) == sorted.first)
            }
            for conversation in conversations {
                let place = order(queue, in: conversation.workspace).firstIndex(of: conversation.id)
                #expect(queue.position(of: conversation) == place.map { $0 + 1 })
            }
        }
    }

    private func command(using generator: inout SplitMix64) -> Command {
        let agent = Cast.account(Int.random(in: 1...2, using: &generator)).agent
        let answer = BotMessage(text: "Yes.", edition: "e")
        let priority = Int.random(in: 0...2, using: &generator)
        return switch Int.random(in: 0..<8, using: &generator) {
        case 0: .customer(.askForPerson(remark: nil))
        case 1, 2: .customer(.say("Hm.", Hearing(.answerThenPerson(answer, why: "w", priority: priority))))
        case 3: .agent(agent, .supervisor, .claim)
        case 4, 5: .agent(agent, .supervisor, .release)
        case 6: .agent(agent, .supervisor, .handBack)
        default: .agent(agent, .supervisor, .transfer(to: Cast.account(3).agent))
        }
    }
}
