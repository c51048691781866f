import AgentDesk
import BotFlow
import Foundation
import Switchboard
import Testing
import WebAPI

/// What each side of a conversation is told of what happened in it.
@Suite(.timeLimit(.minutes(1))) struct FramesTests {
    /// A frame as a client reads it.
    private struct Frame {
        let event: String
        let seq: Int
        let previous: Int
        let payload: [String: Any]
        let text: String

        init(_ bytes: [UInt8]) throws {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            #expect(Set(object.keys) == ["event", "channel", "payload", "sent_at", "seq", "previous_seq"])
            event = try #require(object["event"] as? String)
            seq = try #require(object["seq"] as? Int)
            previous = try #require(object["previous_seq"] as? Int)
            payload = try #require(object["payload"] as? [String: Any])
            text = String(decoding: bytes, as: UTF8.self)
        }

        init(_ object: [String: Any]) throws {
            try self.init([UInt8](JSONSerialization.data(withJSONObject: object)))
        }
    }

    /// The frame that tells of an event, and what stands in it.
    private func expectation(_ event: Event) -> (name: String, fields: Set<String>) {
        switch event {
        case .greeted, .said, .picked, .answered, .askedBack, .missed, .told, .replied, .noted:
            ("message.created", ["conversation_id", "message"])
        case .claimed, .transferred: ("agent.assigned", ["conversation", "agent"])
        case .closed: ("chat.closed", ["conversation", "closed_by", "reason"])
        case .read: ("message.read", ["conversation_id", "reader", "up_to"])
        case .started, .escalated, .released, .handedBack, .rated, .judged, .erased:
            ("conversation.updated", ["conversation"])
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func eachEventASideMaySeeIsOneFrameThatNamesTheOneBefore(seed: UInt64) async throws {
        let service = try Service()
        var history = History(seed: seed)
        for _ in 0..<60 { history.step() }
        for side in [Side.customer, .agents] {
            var frames: [Frame] = []
            for happening in history.happenings {
                let written = await service.api.frames(of: happening, for: side)
                let read = try written.map { try Frame($0.bytes) }
                #expect(read.map(\.seq) == written.map(\.seq))
                frames += read
            }
            let visible = history.events.filter { $0.event.isVisible(to: side) }
            #expect(frames.map(\.seq) == visible.map(\.seq))
            #expect(frames.map(\.previous) == [0] + visible.dropLast().map(\.seq))
            for (frame, recorded) in zip(frames, visible) {
                let (name, fields) = expectation(recorded.event)
                #expect(frame.event == name)
                #expect(Set(frame.payload.keys) == fields)
            }
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func aCustomerNeverReadsANoteATraceOrTheEdition(seed: UInt64) async throws {
        let service = try Service()
        var history = History(seed: seed)
        for _ in 0..<60 { history.step() }
        var agents = ""
        for happening in history.happenings {
            for frame in await service.api.frames(of: happening, for: .customer) {
                let text = String(decoding: frame.bytes, as: UTF8.self)
                for secret in History.secrets { #expect(!text.contains(secret)) }
                for field in ["faq_version", "why", "internal", "escalation", "email", "skipped_by"] {
                    #expect(!text.contains("\"\(field)\""))
                }
            }
            for frame in await service.api.frames(of: happening, for: .agents) {
                agents += String(decoding: frame.bytes, as: UTF8.self)
            }
        }
        // The agents do read them, or there was nothing to hide.
        for secret in History.secrets { #expect(agents.contains(secret)) }
        #expect(!agents.contains("customer_session_id"))
        #expect(!agents.contains(History.trace))
    }

    /// The same over HTTP, from disk, in pages of any size: what a socket tells live, a resume tells too.
    @Test func whatIsReadLaterIsWhatWasToldLive() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let desk = try await service.agent("ana")
        let written = #"{"content":"Hello?"}"#
        let named = #"{"content":"Hello?","client_message_id":"mine"}"#
        for (path, body, identity) in [
            (guest.path + "/messages", named, guest.identity), (guest.deskPath + "/notes", written, desk),
            (guest.path + "/escalate", "", guest.identity), (guest.deskPath + "/notes", written, desk),
            (guest.deskPath + "/messages", named, desk), (guest.path + "/read", #"{"seq":8}"#, guest.identity),
            (guest.deskPath + "/read", #"{"seq":8}"#, desk), (guest.path + "/messages", written, guest.identity),
            (guest.deskPath + "/close", "", desk), (guest.path + "/rating", #"{"score":4}"#, guest.identity),
        ] {
            service.wait(.milliseconds(1))
            #expect(await service.call("POST", path, body, as: identity).status < 300)
        }
        for (side, path, identity) in [
            (Side.customer, guest.path, guest.identity), (.agents, guest.deskPath, desk),
        ] {
            var live: [Frame] = []
            for happening in service.happenings {
                live += try await service.api.frames(of: happening, for: side).map { try Frame($0.bytes) }
            }
            for limit in [1, 3, 200] {
                var pages: [Frame] = []
                while true {
                    let after = pages.last?.seq ?? 0
                    let answer = await service.call(
                        "GET", "\(path)/events?after=\(after)&limit=\(limit)", as: identity)
                    let events = try #require(try answer.object["events"] as? [[String: Any]])
                    pages += try events.map { try Frame($0) }
                    if events.count < limit { break }
                }
                #expect(pages.map(\.seq) == live.map(\.seq))
                #expect(pages.map(\.previous) == live.map(\.previous))
                #expect(pages.map(\.event) == live.map(\.event))
                // Messages are word for word the same; a conversation is shown as it is when it is read.
                for (page, live) in zip(pages, live) where live.event == "message.created" {
                    #expect(page.payload["message"] as? NSDictionary == live.payload["message"] as? NSDictionary)
                }
            }
        }
    }
}
