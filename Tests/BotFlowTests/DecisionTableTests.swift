import BotFlow
import Testing

@Suite struct DecisionTableTests {
    @Test(arguments: DecisionTable.cells)
    func everyCellIsDecidedAsTheTableSays(cell: DecisionTable.Cell) throws {
        let conversation = try DecisionTable.talk(cell.phase).conversation
        try #require(PhaseKind(conversation.phase) == cell.phase)
        let circumstances = Circumstances(now: Cast.morning, welcomeToQueue: "You are next in line.")

        let outcome: DecisionTable.Outcome
        do throws(Refusal) {
            outcome = .events(try conversation.decide(cell.command, circumstances).map(EventKind.init))
        } catch {
            outcome = .refused(error)
        }
        #expect(outcome == cell.outcome)
    }

    @Test(arguments: CommandKind.allCases)
    func everyCommandHasARowForEverybodyWhoCanGiveIt(kind: CommandKind) {
        let parties: [DecisionTable.Party] =
            switch kind {
            case .say, .pick, .askForPerson, .end, .rate, .readByCustomer, .judge, .erase: [.customer]
            case .claim, .reply, .note, .release, .transfer, .handBack, .close, .readByAgent: [.ana, .ben, .sue]
            case .expire, .lose, .assign: [.clock]
            }
        for party in parties {
            for phase in PhaseKind.allCases {
                #expect(
                    DecisionTable.cells.contains {
                        CommandKind($0.command) == kind && $0.party == party && $0.phase == phase
                    })
            }
        }
    }
}
