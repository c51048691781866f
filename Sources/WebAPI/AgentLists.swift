import AgentDesk
import BotFlow
import JSON
import Switchboard
import WebServer

/// The desk's lists: of conversations, of who waits, and of what a search found.
extension API {
    /// Whose conversations a list shows; nil where the caller's own are wanted.
    private static func assigned(_ word: String?) throws(Problem) -> ListFilter.Assigned? {
        switch word {
        case "me": return nil
        case "none": return .nobody
        case "any", nil: return .any
        case let word?:
            guard let agent = AgentID(word) else {
                throw Problem(400, .malformed, "“assigned” is one of me, none, any, or the id of an agent.")
            }
            return .to(agent)
        }
    }

    func list(_ call: Call) async throws -> Response {
        let query = try call.query("status", "assigned", "customer", "q", "after", "limit")
        let limit = try Call.number(query, "limit", in: 1...200, default: 50)
        let status: ListFilter.Status? = try Call.word(query, "status")
        let assigned = try Self.assigned(query["assigned"])
        let customer = try query["customer"].map { text throws(Problem) in
            guard let customer = CustomerID(text) else {
                throw Problem(400, .malformed, "“customer” is the id of a customer.")
            }
            return customer
        }
        let cursor = query["after"]
        let words = query["q"].flatMap { $0.isEmpty ? nil : $0 }
        let page = try await read(call, as: .readConversations) { archive, account in
            let filter = ListFilter(
                status: status, assigned: assigned ?? .to(account.id), customer: customer, query: words)
            return try archive.page(filter, in: account.workspace, after: cursor, limit: limit)
        }
        return .json(
            JSONWriter.object { answer in
                answer.member(
                    "items",
                    array: { list in
                        for listing in page.listings { list.conversation(agentView(of: listing)) }
                    })
                answer.member("next_after", page.next)
            })
    }

    func queue(_ call: Call) async throws -> Response {
        _ = try call.query()
        let (listings, skips) = try await read(call, as: .readConversations) { archive, account in
            let filter = ListFilter(status: .agent, assigned: .nobody)
            let page = try archive.page(filter, in: account.workspace, after: nil, limit: 100)
            let waiting = page.listings.compactMap { listing in
                listing.conversation.phase.queuedWaiting.map { (listing, $0) }
            }
            return (waiting.map(\.0), try archive.skips(waiting.map(\.1), in: account.workspace))
        }
        let now = call.now
        let places = switchboard.queue.places(in: settings.workspace)
        let longest = places.map { now.since($0.waiting.since).milliseconds / 1000 }.max()
        return .json(
            JSONWriter.object { answer in
                answer.member(
                    "items",
                    array: { list in
                        for (listing, skippedBy) in zip(listings, skips) {
                            list.conversation(agentView(of: listing, skippedBy: skippedBy))
                        }
                    })
                answer.member("waiting", places.count)
                answer.member("longest_wait_seconds", Int(max(0, longest ?? 0)))
            })
    }

    func search(_ call: Call) async throws -> Response {
        let query = try call.query("q", "limit")
        let limit = try Call.number(query, "limit", in: 1...100, default: 20)
        guard let words = query["q"], !words.isEmpty else {
            throw Problem(400, .malformed, "“q” is what to search for.")
        }
        let hits = try await read(call, as: .readConversations) { archive, account in
            try archive.search(words, in: account.workspace, limit: limit).map { hit in
                let isBots = hit.recorded.event.botMessage != nil
                return (hit, judgements: isBots ? try archive.judgements(of: hit.listing.conversation.id) : [:])
            }
        }
        return .json(
            JSONWriter.object { answer in
                answer.member(
                    "items",
                    array: { list in
                        for (hit, judgements) in hits {
                            list.object {
                                $0.member(
                                    "conversation", raw: Self.written { $0.conversation(agentView(of: hit.listing)) })
                                $0.member(
                                    "message",
                                    raw: Self.written {
                                        $0.message(
                                            hit.recorded, in: hit.listing.conversation.id, for: .agents, judgements)
                                    })
                                $0.member("snippet", hit.snippet)
                            }
                        }
                    })
            })
    }
}
