import Testing
import support_server

@Suite struct InvocationTests {
    private static let port = Option("port", "N", fallback: "1", "A number.", read: OptionValues.integer(1...9))
    private static let word = Option("word", "TEXT", isRepeatable: true, "Words.", read: OptionValues.text)
    private static let loud = Option<Bool>("loud", "A switch.")
    private static let subcommands = [
        Subcommand(
            "fetch", "NAME", "[WHERE]", summary: "Fetches.", options: [port, word, loud], examples: [("fetch x", "it")]
        ) { _ in .done },
        Subcommand("box open", summary: "Opens.", examples: [("box open", "it")]) { _ in .done },
        Subcommand("box close", summary: "Closes.", examples: [("box close", "it")]) { _ in .done },
    ]

    private func arguments(_ line: String, _ environment: [String: String] = [:]) throws -> Arguments {
        let invocation = try Invocation(
            line.split(separator: " ").map(String.init), among: Self.subcommands, environment: environment)
        guard case .run(_, let arguments) = invocation else { throw WrongUsage("not run") }
        return arguments
    }

    private func complaint(_ line: String, _ environment: [String: String] = [:]) -> String? {
        do {
            _ = try Invocation(
                line.split(separator: " ").map(String.init), among: Self.subcommands, environment: environment)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func bothSpellingsOfAFlagReadTheSame() throws {
        #expect(try arguments("fetch x --port 7").value(of: Self.port) == 7)
        #expect(try arguments("fetch --port=7 x").value(of: Self.port) == 7)
        #expect(try arguments("fetch x --word=a=b").value(of: Self.word) == "a=b")
    }

    @Test func aFlagBeatsItsVariableWhichBeatsTheDefault() throws {
        #expect(try arguments("fetch x").value(of: Self.port) == 1)
        #expect(try arguments("fetch x", ["SUPPORT_PORT": "2"]).value(of: Self.port) == 2)
        #expect(try arguments("fetch x --port 3", ["SUPPORT_PORT": "2"]).value(of: Self.port) == 3)
        #expect(try arguments("fetch x", ["SUPPORT_PORT": ""]).value(of: Self.port) == 1)
    }

    @Test func aSwitchIsOffUnlessGivenAndAVariableTurnsItOn() throws {
        #expect(try arguments("fetch x").value(of: Self.loud) == false)
        #expect(try arguments("fetch --loud x").value(of: Self.loud))
        #expect(try arguments("fetch x", ["SUPPORT_LOUD": "1"]).value(of: Self.loud))
        #expect(try arguments("fetch x --loud=0", ["SUPPORT_LOUD": "1"]).value(of: Self.loud) == false)
        #expect(complaint("fetch x", ["SUPPORT_LOUD": "perhaps"])?.contains("SUPPORT_LOUD") == true)
    }

    @Test func onlyWhatMayBeRepeatedIs() throws {
        #expect(try arguments("fetch x --word a --word b").value(of: Self.word) == "a,b")
        #expect(complaint("fetch x --port 1 --port 2")?.contains("--port is given twice") == true)
    }

    @Test func everythingBehindTwoDashesIsAnOperand() throws {
        #expect(try arguments("fetch -- --port -h").operands == ["--port", "-h"])
    }

    @Test(arguments: [
        ("fech x", "Did you mean fetch?"), ("box opne", "Did you mean box open?"),
        ("fetch x --prot 3", "Did you mean --port?"), ("fetch x --zzz", "There is no option --zzz in `fetch`."),
        ("zzz", "`support-server help` lists them."), ("fetch", "NAME is missing."),
        ("fetch a b c", "cannot use “c”"), ("fetch x --port", "--port needs a value: --port N"),
        ("fetch x --port --loud", "--port needs a value"), ("fetch x --port 12", "a whole number from 1 to 9"),
        ("fetch x -p", "There is no option -p"),
    ])
    func aLineThatCannotBeMeantIsRefusedWithTheWayOut(line: String, sentence: String) {
        #expect(complaint(line)?.contains(sentence) == true)
    }

    @Test func aWrongVariableIsRefusedByItsOwnName() {
        #expect(complaint("fetch x", ["SUPPORT_PORT": "many"])?.hasPrefix("SUPPORT_PORT cannot be “many”") == true)
    }

    @Test(arguments: [
        ("", 3), ("help", 3), ("--help", 3), ("-h", 3), ("box", 2), ("help box", 2), ("box --help", 2),
        ("fetch --help", 1), ("help fetch", 1), ("fetch --port -h", 1), ("box open -h", 1),
    ])
    func helpIsGivenForAsMuchAsWasNamed(line: String, count: Int) throws {
        let invocation = try Invocation(
            line.split(separator: " ").map(String.init), among: Self.subcommands, environment: [:])
        guard case .help(let subcommands, _) = invocation else {
            Issue.record("\(line) was not taken for a question")
            return
        }
        #expect(subcommands.count == count)
    }

    @Test func versionHasTheSpellingOfOtherPrograms() throws {
        guard case .run(let subcommand, _) = try Invocation(["--version"], environment: [:]) else {
            Issue.record("--version was not run")
            return
        }
        #expect(subcommand.name == "version")
    }
}
