import AgentDesk
import BotFlow
import Testing
import WebAPI

/// What leaves the house as a file: rows, transcripts, figures.
@Suite(.timeLimit(.minutes(1))) struct ReportTests {
    // MARK: Rows

    private func rows(naming names: [String]) async throws -> [[String]] {
        let service = try Service()
        for name in names {
            let json = name.unicodeScalars.map { scalar in
                scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
                    ? "\\u00" + String(scalar.value + 0x100, radix: 16).suffix(2) : String(scalar)
            }.joined()
            _ = try await service.guest("\"profile\":{\"name\":\"\(json)\"}")
        }
        service.wait(.seconds(1))
        let sam = try await service.agent("sam", .supervisor)
        let answer = await service.call("GET", "/api/v1/agent/export?from=2000-01-01&format=csv", as: sam)
        #expect(answer.status == 200)
        #expect(answer["Content-Type"] == "text/csv; charset=utf-8")
        return try CSV.records(answer.body)
    }

    @Test func everyRowHasAsManyCellsAsTheHeader() async throws {
        let names = ["Zoë", "a,b", "say \"no\"", "two\nlines", ",", "\"", "\"\"", "a\tb", ",\u{301}", "\"\u{301},x"]
        let records = try await rows(naming: names)
        let header = try #require(records.first)
        #expect(records.count == names.count + 1)
        for record in records { #expect(record.count == header.count) }
        let column = try #require(header.firstIndex(of: "customer_name"))
        #expect(records.dropFirst().map { Array($0[column].utf8) } == names.map { Array($0.utf8) })
    }

    @Test func noCellIsAFormula() async throws {
        let names = [
            "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "=\u{301}1+1", "-2+3", "\"=1", "=\"a\",\"b\"",
        ]
        let records = try await rows(naming: names)
        let column = try #require(records.first?.firstIndex(of: "customer_name"))
        for (record, name) in zip(records.dropFirst(), names) {
            let first = try #require(record[column].unicodeScalars.first)
            #expect(!"=+-@\t\r".unicodeScalars.contains(first), "\(name)")
            #expect(Array(record[column].utf8).suffix(name.utf8.count) == Array(name.utf8)[...])
        }
    }

    @Test func linesOfJSONAreOneObjectEach() async throws {
        let service = try Service()
        for _ in 0..<3 { _ = try await service.guest(#""profile":{"name":"two\nlines"}"#) }
        service.wait(.seconds(1))
        let sam = try await service.agent("sam", .supervisor)
        let answer = await service.call("GET", "/api/v1/agent/export?from=2000-01-01&format=ndjson", as: sam)
        let lines = answer.body.split(separator: 0x0A)
        #expect(lines.count == 3)
        for line in lines {
            let object = try Answer(status: 200, fields: [], body: Array(line)).object
            #expect(object["customer_name"] as? String == "two\nlines")
        }
    }

    // MARK: Transcripts

    @Test(arguments: [
        "<script>alert(1)</script>", "</p><img src=x onerror=alert(1)>", "a & b &lt; c", "\"quoted\" 'single'",
        // A letter that takes the next one into its own character, and one that joins the one before.
        "\u{600}<script>alert(1)</script>", "<\u{301}script>", "\u{600}&lt;", "\r\n<b>",
    ])
    func nothingACustomerWroteIsMarkup(words: String) async throws {
        let service = try Service()
        let guest = try await service.guest(#""profile":{"name":"<i>Zoë</i>"}"#)
        let json = words.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\r\n", with: "\\r\\n")
        #expect(
            await service.call("POST", guest.path + "/messages", "{\"content\":\"\(json)\"}", as: guest.identity).status
                == 200)
        let ana = try await service.agent("ana")
        let answer = await service.call("GET", guest.deskPath + "/transcript?format=html", as: ana)
        #expect(answer["Content-Type"] == "text/html; charset=utf-8")
        #expect(answer["Content-Security-Policy"] == "default-src 'none'")
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        let allowed: Set = [
            "!doctype", "html", "meta", "title", "/title", "h1", "/h1", "p", "/p", "small", "/small", "strong",
            "/strong", "br", "/html",
        ]
        #expect(Markup.tags(answer.text).isSubset(of: allowed))
        // And it reads as it was written.
        #expect(Markup.text(answer.text).contains(words.replacing("\r\n", with: "")))
    }

    @Test func aCustomersOwnCopyHasNoNotes() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let ana = try await service.agent("ana")
        #expect(
            await service.call("POST", guest.path + "/messages", #"{"content":"My words."}"#, as: guest.identity).status
                == 200)
        #expect(
            await service.call("POST", guest.deskPath + "/notes", #"{"content":"Between us."}"#, as: ana).status == 200)
        for format in ["text", "json"] {
            let own = await service.call("GET", guest.path + "/transcript?format=" + format, as: guest.identity)
            #expect(own.text.contains("My words."))
            #expect(!own.text.contains("Between us."))
            let desk = await service.call("GET", guest.deskPath + "/transcript?format=" + format, as: ana)
            #expect(desk.text.contains("Between us."))
            #expect(desk["Content-Disposition"]?.hasPrefix("attachment; filename=\"conversation-") == true)
        }
        #expect(await service.call("GET", guest.path + "/transcript?format=html", as: guest.identity).status == 400)
    }

    // MARK: Counts

    @Test(arguments: [Role.agent, .editor, .supervisor, .admin])
    func onlyWhoLeadsSeesWhatEachAgentDid(role: Role) async throws {
        let service = try Service()
        let (guest, ana) = (try await service.guest(), try await service.agent("ana"))
        for (path, body) in [("/claim", ""), ("/messages", #"{"content":"Hello."}"#), ("/close", "")] {
            #expect(await service.call("POST", guest.deskPath + path, body, as: ana).status == 200)
        }
        #expect(
            await service.call("POST", guest.path + "/rating", #"{"score":4}"#, as: guest.identity).status == 204)
        service.wait(.seconds(1))
        let identity = try await service.agent("other", role)
        let stats = try await service.call("GET", "/api/v1/agent/stats?by=hour", as: identity).object
        #expect((stats["buckets"] as? [Any])?.count == 24 * 7)
        guard role == .supervisor || role == .admin else {
            #expect(stats["agents"] == nil)
            return
        }
        let agents = try #require(stats["agents"] as? [[String: Any]])
        #expect(agents.count == 1)
        #expect((agents.first?["agent"] as? [String: Any])?["display_name"] as? String == "Ana")
        for figure in ["claimed", "closed", "replies"] { #expect(agents.first?[figure] as? Int == 1, "\(figure)") }
        #expect(agents.first?["ratings"] as? [Int] == [0, 0, 0, 1, 0])
        let plain = try await service.call("GET", "/api/v1/agent/stats", as: identity).object
        #expect(plain["buckets"] == nil && plain["agents"] == nil)
    }

    @Test func bucketsBeginWithTheSpanAndAreAtMostAMonthOfHours() async throws {
        let service = try Service()
        let ana = try await service.agent("ana")
        func call(_ query: String) async -> Answer {
            await service.call("GET", "/api/v1/agent/stats?from=2023-10-01T00:30:00Z&" + query, as: ana)
        }
        let buckets = try #require(
            try await call("to=2023-10-03&by=day").object["buckets"] as? [[String: Any]])
        #expect(
            buckets.compactMap { $0["from"] as? String } == ["2023-10-01T00:30:00.000Z", "2023-10-02T00:30:00.000Z"])
        #expect(buckets.allSatisfy { $0["started"] as? Int == 0 })
        #expect(await call("to=2023-11-01T00:30:00Z&by=hour").status == 200)
        for query in ["to=2023-11-01T00:30:00.001Z&by=hour", "to=2026-10-01&by=day", "by=week"] {
            #expect(await call(query).status == 400, "\(query)")
        }
    }

    @Test func aChatThatNobodyHadToTakeWasSettledByTheBot() async throws {
        let service = try Service()
        for isEscalated in [false, true, false] {
            let guest = try await service.guest()
            if isEscalated { _ = await service.call("POST", guest.path + "/escalate", as: guest.identity) }
            #expect(await service.call("POST", guest.path + "/end", as: guest.identity).status == 200)
        }
        _ = try await service.guest()
        service.wait(.seconds(1))
        let ana = try await service.agent("ana")
        let stats = try await service.call("GET", "/api/v1/agent/stats", as: ana).object
        #expect(stats["started"] as? Int == 4)
        #expect(stats["settled_by_bot"] as? Int == 2)
    }

    // MARK: Figures

    @Test func theFiguresAreInPrometheusFormat() async throws {
        let service = try Service { $0.version = "1.2 \"beta\" \\ \n x" }
        let guest = try await service.guest()
        for words in ["when are you open", "blah blah", "human"] {
            _ = await service.call("POST", guest.path + "/messages", "{\"content\":\"\(words)\"}", as: guest.identity)
        }
        _ = await service.call("GET", "/nothing")
        let answer = await service.call("GET", "/metrics")
        #expect(answer.status == 200)
        #expect(answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        let samples = try Prometheus.read(answer.text)
        func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
            samples.first { $0.name == name && $0.labels == labels }?.value
        }
        #expect(value("support_build_info", ["version": "1.2 \"beta\" \\ \n x"]) == 1)
        #expect(value("support_http_requests_total", ["operation": "none", "status": "404"]) == 1)
        #expect(
            value(
                "support_http_requests_total",
                ["operation": "post_customer_conversations_id_messages", "status": "200"]) == 3)
        #expect(value("support_queue_waiting") == 1)
        #expect(value("support_store_writable") == 1)
        #expect(value("support_faq_entries") == 2)
        #expect(value("support_conversations", ["status": "queued"]) == 1)
    }
}
