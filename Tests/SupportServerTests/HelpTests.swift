import Foundation
import Testing
import support_server

@Suite struct HelpTests {
    @Test(arguments: Subcommand.all)
    func aPageExplainsEveryOptionAndShowsHowItIsUsed(subcommand: Subcommand) {
        let page = Help.text(([subcommand], subcommand.name))
        #expect(page.contains(subcommand.usage))
        #expect(!subcommand.examples.isEmpty)
        for option in subcommand.options {
            #expect(page.contains("--\(option.name)"))
            #expect(page.split(whereSeparator: \.isWhitespace).contains("\(option.variable)."))
            #expect(option.fallback.isEmpty || page.contains("Default \(option.fallback)."))
        }
        #expect(page.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func theOverviewNamesEverything() {
        let overview = Help.text((Subcommand.all, ""))
        for subcommand in Subcommand.all { #expect(overview.contains("  \(subcommand.name) ")) }
    }

    @Test(arguments: Subcommand.all.flatMap(\.examples).map(\.line))
    func everyExampleIsALineThatIsUnderstood(line: String) throws {
        let invocation = try Invocation(Array(Self.words(of: line).dropFirst()), environment: [:])
        guard case .run = invocation else {
            Issue.record("\(line) only shows help")
            return
        }
    }

    /// As a shell cuts a line: quotes hold together, a redirection is not for the program.
    private static func words(of line: String) -> [String] {
        var words: [String] = []
        for (place, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            words += place.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
        return Array(words.prefix { $0 != "<" && $0 != ">" })
    }

    @Test func theDefaultsAreValuesTheOptionsTake() throws {
        for subcommand in Subcommand.all {
            let operands = subcommand.operands.filter(\.isRequired).map { _ in "x" }
            let variables = Dictionary(
                uniqueKeysWithValues: subcommand.options.filter { !$0.fallback.isEmpty }.map {
                    ($0.variable, $0.fallback)
                })
            _ = try Arguments(operands, for: subcommand, environment: variables)
        }
    }

    @Test func anOptionOfOneNameIsOneOption() {
        var sentences: [String: String] = [:]
        for option in Subcommand.all.flatMap(\.options) {
            #expect(sentences.updateValue(option.help, forKey: option.name) ?? option.help == option.help)
        }
    }

    /// RECORD=1 rewrites the file.
    @Test func theEnvironmentExampleIsMadeOfTheTable() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../.env.example").standardizedFileURL.resolvingSymlinksInPath()
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try EnvironmentExample.text.write(to: file, atomically: false, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == EnvironmentExample.text)
    }
}
