import BotFlow
import Foundation
import Sodium
import Switchboard
import Testing
import WebAPI

/// Who a customer is, as their page says it and as the shop signs it.
@Suite(.timeLimit(.minutes(1))) struct ProfileTests {
    private static let secret = "the shop's secret"
    private static let path = "/api/v1/customer/profile"

    private func signature(_ email: String) -> String {
        hmacSHA256(of: Array(email.utf8), key: Array(Self.secret.utf8)).map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }.joined()
    }

    private func put(_ service: Service, _ guest: Service.Guest, _ members: String) async -> Answer {
        await service.call("PUT", Self.path, "{\(members)}", as: guest.identity)
    }

    private func customer(_ service: Service, _ guest: Service.Guest, seenBy desk: Service.Identity) async throws
        -> [String: Any]
    {
        let answer = await service.call("GET", guest.deskPath, as: desk)
        return try #require(try answer.object["customer"] as? [String: Any])
    }

    @Test func theShopsSignatureVerifiesAnEmail() async throws {
        let service = try Service { $0.identitySecret = Self.secret }
        let desk = try await service.agent("ana")
        let guest = try await service.guest()
        let plain = try await put(service, guest, #""email":"zoe@shop.test""#).object
        #expect(plain["verified"] as? Bool == false)
        let signed = #""email":" zoe@shop.test ","signature":"\#(signature("zoe@shop.test").uppercased())""#
        let answer = try await put(service, guest, signed).object
        #expect(answer["email"] as? String == "zoe@shop.test")
        #expect(answer["verified"] as? Bool == true)
        #expect(try await customer(service, guest, seenBy: desk)["verified"] as? Bool == true)
    }

    @Test func aWrongSignatureIsRefusedAndChangesNothing() async throws {
        let service = try Service { $0.identitySecret = Self.secret }
        let guest = try await service.guest(#""profile":{"name":"Zoë"}"#)
        let right = signature("zoe@shop.test")
        for members in [
            #""email":"zoe@shop.test","signature":"\#(signature("eve@shop.test"))""#,
            #""email":"eve@shop.test","signature":"\#(right)","name":"Eve""#,
            #""email":"zoe@shop.test","signature":"\#(right.dropLast())""#,
            #""email":"zoe@shop.test","signature":"""#, #""signature":"\#(right)""#,
        ] {
            let answer = await put(service, guest, members)
            #expect(answer.status == 422)
            #expect(answer.pointers == ["/signature"])
        }
        let start = await service.call(
            "POST", "/api/v1/customer/conversations/start",
            #"{"profile":{"email":"zoe@shop.test","signature":"00"}}"#)
        #expect(start.pointers == ["/profile/signature"])
        let now = try await put(service, guest, "").object
        #expect(now["name"] as? String == "Zoë")
        #expect(now["email"] is NSNull)
    }

    @Test func withoutTheSecretASignatureSaysNothing() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let answer = try await put(service, guest, #""email":"zoe@shop.test","signature":"whatever""#).object
        #expect(answer["email"] as? String == "zoe@shop.test")
        #expect(answer["verified"] as? Bool == false)
    }

    @Test func aVerifiedEmailGivesWayToAnotherSignedOneAlone() async throws {
        let service = try Service { $0.identitySecret = Self.secret }
        let first = #""email":"zoe@shop.test","signature":"\#(signature("zoe@shop.test"))""#
        let guest = try await service.guest(#""profile":{\#(first)}"#)
        let other = await put(service, guest, #""name":"Eve","email":"eve@shop.test""#)
        #expect(other.status == 422)
        #expect(other.pointers == ["/email"])
        // The same one, and a start, go on; neither loses what was signed.
        #expect(await put(service, guest, #""email":"zoe@shop.test""#).status == 200)
        let start = await service.call(
            "POST", "/api/v1/customer/conversations/start", #"{"profile":{"name":"Zoë","email":"eve@shop.test"}}"#,
            as: guest.identity)
        #expect(start.status == 200)
        let kept = try await put(service, guest, "").object
        #expect(kept["name"] as? String == "Zoë")
        #expect(kept["email"] as? String == "zoe@shop.test")
        #expect(kept["verified"] as? Bool == true)
        let second = #""email":"zoe@post.test","signature":"\#(signature("zoe@post.test"))""#
        let changed = try await put(service, guest, second).object
        #expect(changed["email"] as? String == "zoe@post.test")
        #expect(changed["verified"] as? Bool == true)
    }

    @Test func attributesAreReplacedAsAWholeAndKeepTheirNames() async throws {
        let service = try Service()
        let desk = try await service.agent("ana")
        let guest = try await service.guest(#""profile":{"attributes":{"plan_name":"gold","orderCount":"7"}}"#)
        #expect(
            try await customer(service, guest, seenBy: desk)["attributes"] as? NSDictionary
                == ["plan_name": "gold", "orderCount": "7"])
        #expect(await put(service, guest, #""name":"Zoë""#).status == 200)
        let both = try await customer(service, guest, seenBy: desk)
        #expect((both["attributes"] as? NSDictionary)?.count == 2)
        #expect(both["name"] as? String == "Zoë")
        #expect(await put(service, guest, #""attributes":{"city":""}"#).status == 200)
        #expect(try await customer(service, guest, seenBy: desk)["attributes"] as? NSDictionary == ["city": ""])
        #expect(await put(service, guest, #""attributes":{}"#).status == 200)
        #expect(try await customer(service, guest, seenBy: desk)["attributes"] as? NSDictionary == [:])
    }

    @Test(arguments: [
        (#""name":"\#(String(repeating: "n", count: 80))""#, nil),
        (#""name":"\#(String(repeating: "n", count: 81))""#, "/name"), (#""name":" ""#, "/name"),
        (#""email":"zoe""#, "/email"), (#""email":"@shop.test""#, "/email"), (#""email":"zoe@shop""#, "/email"),
        (#""email":"zoe@shop..test""#, "/email"), (#""email":"z oe@shop.test""#, "/email"),
        (#""email":"zoe@a@shop.test""#, "/email"), (#""email":"z+o.e@post.shop.test""#, nil),
        (#""attributes":{"\#(String(repeating: "k", count: 40))":"\#(String(repeating: "v", count: 200))"}"#, nil),
        (#""attributes":{"\#(String(repeating: "k", count: 41))":"v"}"#, "/attributes"),
        (#""attributes":{"k":"\#(String(repeating: "v", count: 201))"}"#, "/attributes"),
        (#""attributes":{"":"v"}"#, "/attributes"), (#""attributes":{"k":"\u0000"}"#, "/attributes"),
        (#""attributes":{"k":7}"#, "/attributes/k"), (#""attributes":["k"]"#, "/attributes"),
        (#""attributes":{\#((0..<20).map { "\"k\($0)\":\"\"" }.joined(separator: ","))}"#, nil),
        (#""attributes":{\#((0..<21).map { "\"k\($0)\":\"\"" }.joined(separator: ","))}"#, "/attributes"),
    ])
    func eachFieldHasItsLimitsLaterAndAtTheStart(members: String, pointer: String?) async throws {
        let service = try Service()
        let guest = try await service.guest()
        let later = await put(service, guest, members)
        #expect(later.status == (pointer == nil ? 200 : 422))
        #expect(later.pointers.first == pointer)
        let start = await service.call(
            "POST", "/api/v1/customer/conversations/start", "{\"profile\":{\(members)}}")
        #expect(start.status == later.status)
        #expect(start.pointers.first == pointer.map { "/profile" + $0 })
    }

    // MARK: The page

    @Test func theNewestPageIsTheOneAgentsSee() async throws {
        let service = try Service()
        let desk = try await service.agent("ana")
        let guest = try await service.guest(#""page":"https://shop.test/""#)
        let count = service.happenings.count
        #expect(try await customer(service, guest, seenBy: desk)["page"] as? String == "https://shop.test/")
        let visit = await service.call(
            "POST", guest.path + "/page", #"{"page":"HTTPS://shop.test/lamps?size=2#top"}"#, as: guest.identity)
        #expect(visit.status == 204)
        let lamps = "HTTPS://shop.test/lamps?size=2#top"
        #expect(try await customer(service, guest, seenBy: desk)["page"] as? String == lamps)
        _ = await service.call(
            "POST", "/api/v1/customer/conversations/start", #"{"page":"https://shop.test/cart"}"#, as: guest.identity)
        #expect(try await customer(service, guest, seenBy: desk)["page"] as? String == "https://shop.test/cart")
        _ = await service.call("POST", "/api/v1/customer/conversations/start", as: guest.identity)
        #expect(try await customer(service, guest, seenBy: desk)["page"] as? String == "https://shop.test/cart")
        // None of it is an event.
        #expect(service.happenings.count == count)
    }

    @Test(arguments: [
        "javascript:alert(1)", "https:", "https://", "shop.test/lamps", "//shop.test", "ftp://shop.test",
        "https://shop.test/a b", " ", "https://shop.test/" + String(repeating: "a", count: 1983),
    ])
    func whatIsNoAddressIsRefused(page: String) async throws {
        let service = try Service()
        let desk = try await service.agent("ana")
        let guest = try await service.guest()
        let visit = await service.call("POST", guest.path + "/page", "{\"page\":\"\(page)\"}", as: guest.identity)
        #expect(visit.status == 422)
        #expect(visit.pointers == ["/page"])
        #expect(try await customer(service, guest, seenBy: desk)["page"] is NSNull)
    }

    @Test func whatHappensNextIsToldOfTheCustomerAsTheyAreNow() async throws {
        let service = try Service()
        let guest = try await service.guest()
        // The writer remembers the conversation with whoever began it.
        _ = await service.call("POST", guest.path + "/escalate", as: guest.identity)
        #expect(await put(service, guest, #""name":"Zoë","attributes":{"plan":"gold"}"#).status == 200)
        _ = await service.call("POST", guest.path + "/messages", #"{"content":"Hello?"}"#, as: guest.identity)
        let customer = try #require(service.happenings.last?.listing.customer)
        #expect(customer.name == "Zoë")
        #expect(customer.attributes == ["plan": "gold"])
    }
}
