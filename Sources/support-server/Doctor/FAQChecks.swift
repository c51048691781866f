/// What the bot knows.
extension Installation {
    var faqFolder: Diagnosis {
        let check = "support-server faq check \(quoted(choices.faq))"
        if let failure = faqRead.failure {
            return .trouble(
                failure, at: choices.faq, remedy: "name the folder with --faq, or mend it and run: \(check)")
        }
        if faqRead.errors > 0 {
            return .trouble(
                "\(faqRead.errors.counting("error")): a server that starts refuses the folder, and one that runs "
                    + "keeps the version it has. The first: \(faqRead.firstError ?? "")",
                at: choices.faq, remedy: check)
        }
        if faqRead.warnings > 0 {
            return .warning(
                "\(faqRead.entries.counting("entry", "entries")) can be used, with "
                    + "\(faqRead.warnings.counting("warning")).",
                at: choices.faq, remedy: check)
        }
        return .ok("\(faqRead.entries.counting("entry", "entries")), nothing is wrong", at: choices.faq)
    }

    private var noFAQ: Diagnosis { .unseen("the folder cannot be read", at: choices.faq) }
    private var noServer: Diagnosis { .unseen("no server answers at \(choices.listen)", at: choices.faq) }

    var faqLinks: Diagnosis {
        guard let first = faqRead.linksOut.first else {
            return faqRead.failure == nil ? .ok("no link leads out of it", at: choices.faq) : noFAQ
        }
        let file = quoted("\(choices.faq)/\(first)")
        return .trouble(
            "\(faqRead.linksOut.count.counting("link")) out of the folder: what stands elsewhere is not read, and a folder "
                + "with such a link is refused. The first is \(first).",
            at: choices.faq, remedy: "there=$(readlink -f \(file)) && rm \(file) && cp -r \"$there\" \(file)")
    }

    var faqPublication: Diagnosis {
        guard faqRead.failure == nil else { return noFAQ }
        guard let first = faqRead.leftovers.first else { return .ok("nothing is half published", at: choices.faq) }
        return .trouble(
            "A publication was interrupted, and may have replaced only some of its files: "
                + "\(faqRead.leftovers.count.counting("file")) of it \(faqRead.leftovers.count == 1 ? "is" : "are") left, "
                + "the first \(first). `.old` is what stood there before, `.new` what was to come.",
            at: choices.faq,
            remedy: "compare, mend, and take them away: find \(quoted(choices.faq)) -name '.*.old' -o -name '.*.new'")
    }

    var faqLive: Diagnosis {
        guard let running else { return noServer }
        if let problem = running.faqProblem {
            return .trouble(
                "The server answers with an older version: \(problem)", at: choices.faq,
                remedy:
                    "support-server faq check \(quoted(choices.faq)); when it is mended the server takes it by itself")
        }
        guard faqRead.failure == nil, faqRead.version == running.faqVersion else {
            return .warning(
                "The server answers with version \(running.faqVersion), and the folder has \(faqRead.version). Another "
                    + "folder was given to the server, or it did not notice a change.",
                at: choices.faq,
                remedy: "kill -HUP \(holder.map { "\($0)" } ?? "PID"), then support-server doctor again")
        }
        return .ok("the server answers with version \(running.faqVersion), as the folder says", at: choices.faq)
    }

    var faqPatterns: Diagnosis {
        guard let running else { return noServer }
        guard let first = running.patternsOff.first else { return .ok("none is switched off", at: choices.faq) }
        return .warning(
            "\(running.patternsOff.count.counting("pattern")) took too long three times and "
                + "\(running.patternsOff.count == 1 ? "is" : "are") not run any more. The first is \(first).",
            at: choices.faq, remedy: "support-server faq check \(quoted(choices.faq)) says how to write it otherwise")
    }
}
