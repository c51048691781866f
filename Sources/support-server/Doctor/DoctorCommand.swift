extension Subcommand {
    static let doctor = Subcommand(
        "doctor", summary: "Looks at an installation, running or not, and says what is wrong and what to do.",
        details: """
            Takes the options and variables of `serve`, so that beside a service it needs none of its own, and looks at \
            the data folder, the database, conversations and accounts, the FAQ, addresses and limits, the libraries, and \
            the server that answers at --listen. One line for each check, below it what to do; docs/doctor.md explains \
            them. Nothing is changed, and it ends within seconds however large the store is. Exit code 0: all is well, \
            warnings allowed; 1: a trouble; 3: the folder cannot be looked at. Run it as the user of the service, or as \
            root.
            """,
        options: serve.options + [Options.json],
        examples: [
            ("doctor", "the installation in ./data and ./faq-data"),
            ("doctor --data /var/lib/support-server --faq /srv/faq", "another one"),
            ("doctor --json", "for programs"),
        ]
    ) { arguments in
        let report = HealthReport(on: try Installation(of: try ServerChoices(arguments), at: .now))
        Console.say(try arguments.value(of: Options.json) ? report.json + "\n" : report.text)
        return report.exitCode
    }
}
