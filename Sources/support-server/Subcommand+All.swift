extension Subcommand {
    /// All of them, in the order in which help lists them.
    package static let all = [
        serve, agentAdd, agentList, agentDisable, agentPassword, faqCheck, faqTry, faqFormat, faqDiff, faqUnanswered,
        faqReport, faqImport, faqExport, verify, replay, export, backup, doctor, simulate, version,
    ]

    private static let version = Subcommand(
        "version", summary: "Prints which version this is.", examples: [("version", "also --version")]
    ) { _ in
        Console.say(Version.text + "\n")
        return .done
    }
}
