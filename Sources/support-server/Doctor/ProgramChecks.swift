/// The program and the libraries it runs with.
extension Installation {
    var libraries: Diagnosis {
        let names = "SQLite \(linked.sqlite), PCRE2 \(linked.pcre), libsodium \(linked.sodium)"
        let remedy = "apt-get install --only-upgrade libsqlite3-0 libpcre2-8-0 libsodium23"
        if !linked.isSQLiteNewEnough {
            return .trouble("SQLite \(linked.sqlite) is too old.", at: names, remedy: remedy)
        }
        if !linked.hasUnicode {
            return .trouble(
                "PCRE2 was built without Unicode: no pattern of the FAQ can be compiled.", at: names, remedy: remedy)
        }
        if !linked.isSodiumReady {
            return .trouble(
                "libsodium cannot start: the system’s random generator cannot be read.", at: names,
                remedy: "ls -l /dev/urandom")
        }
        if !linked.hasJIT {
            return .warning(
                "PCRE2 was built without its compiler: patterns match the same, several times slower.", at: names,
                remedy: remedy)
        }
        return .ok("have what is needed", at: names)
    }

    var pages: Diagnosis {
        guard missingPages.isEmpty else {
            return .trouble(
                "\(missingPages.joined(separator: ", ")) would not be found by a browser.", at: "the pages",
                remedy: "leave --web-dir out, or build the program anew: swift build -c release")
        }
        return .ok("the shop, the desk, the answers and the widget are there", at: "the pages")
    }
}
