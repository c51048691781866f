import AgentDesk
import BotFlow
import Foundation
import JSON
import Sodium
import Switchboard
import WebServer

/// What a page tells about its customer: in a start, and later.
struct ProfileBody: Decodable {
    var name: Words?
    var email: Words?
    /// HMAC-SHA256 of the email under the shop's secret, in hexadecimal.
    var signature: String?
    var attributes: [String: String]?

    /// Throws 422 naming the field behind `pointer`. Without a secret nobody can have signed, and a signature says
    /// nothing.
    func checked(_ pointer: String = "", secret: String?) throws(Problem) -> Profile {
        var profile = Profile(
            name: try name?.checked(pointer + "/name", limit: 80),
            email: try email?.checked(pointer + "/email", limit: 320))
        if let email = profile.email, !Self.looksLikeEmail(email) {
            throw Problem(invalid: pointer + "/email", "This does not look like an email address.")
        }
        if let secret, let signature {
            guard let email = profile.email, Self.signed(email, secret, signature) else {
                throw Problem(
                    invalid: pointer + "/signature",
                    "This does not sign the email. It is HMAC-SHA256 of the email under the shop’s secret, in hexadecimal."
                )
            }
            profile.isSigned = true
        }
        profile.attributes = try attributes.map { attributes throws(Problem) in
            try Self.checked(attributes, pointer + "/attributes")
        }
        return profile
    }

    private static func looksLikeEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !text.contains(where: \.isWhitespace) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
    }

    private static func signed(_ email: String, _ secret: String, _ signature: String) -> Bool {
        let code = hmacSHA256(of: Array(email.utf8), key: Array(secret.utf8))
        let text = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return constantTimeEquals(Array(text.utf8), Array(signature.lowercased().utf8))
    }

    private static func checked(
        _ attributes: [String: String], _ pointer: String
    ) throws(Problem) -> [String: String] {
        guard attributes.count <= 20 else { throw Problem(invalid: pointer, "There can be at most 20 attributes.") }
        for (name, value) in attributes {
            let scalars = (name + value).unicodeScalars
            guard (1...40).contains(name.unicodeScalars.count), value.unicodeScalars.count <= 200 else {
                throw Problem(
                    invalid: pointer, "An attribute’s name has 1 to 40 characters, and its value at most 200.")
            }
            guard scalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
                throw Problem(invalid: pointer, "Attributes have no control characters.")
            }
        }
        return attributes
    }
}

extension API {
    func identify(_ call: Call) async throws -> Response {
        let session = try call.session(adopting: settings.adoptsSessionIDs)
        try limit(.message, call, session: session, aside: true)
        let body = try Body.read(ProfileBody.self, from: call.request)
        let profile = try body.checked(secret: settings.identitySecret)
        let customer = try await switchboard.identify(profile, session: session)
        return .json(JSONWriter.object { $0.identity(of: customer) })
    }

    private struct PageBody: Decodable {
        var page: Words
    }

    func visit(_ call: Call) async throws -> Response {
        let session = try call.session(adopting: settings.adoptsSessionIDs)
        try limit(.message, call, session: session, aside: true)
        let page = try Body.read(PageBody.self, from: call.request).page.checked("/page", limit: 2000)
        let scheme = page.prefix { $0 != ":" }
        let behind = page.dropFirst(scheme.count)
        guard ["http", "https"].contains(scheme.lowercased()), behind.hasPrefix("://"), behind.count > 3,
            !page.contains(where: \.isWhitespace)
        else { throw Problem(invalid: "/page", "This is no address that begins with https:// or http://.") }
        try await switchboard.visit(page, in: call.conversation, session: session)
        return .noContent
    }

    /// To the agents who look at the conversation, to whoever has it, and to all while it waits for any of them.
    func tellCustomer(of listing: Listing) {
        let conversation = listing.conversation
        let isQueued = conversation.phase.queuedWaiting != nil
        let owner = conversation.phase.owner?.id
        let audience = rooms.agents.values.filter { member in
            guard let account = member.account, account.workspace == conversation.workspace else { return false }
            return isQueued || account.id == owner || member.isLive(in: conversation.id)
        }
        guard !audience.isEmpty else { return }
        let frame = Frames.frame("customer.updated", channel: "conversation:\(conversation.id)", at: now) { payload in
            payload.member("conversation_id", conversation.id.description)
            payload.member("customer", object: { $0.customer(agentView(of: listing)) })
        }
        for member in audience { send(TextFrame(frame), to: member) }
    }
}

extension JSONWriter {
    /// What is known of who a customer is.
    mutating func identity(of customer: Customer) {
        member("name", customer.name)
        member("email", customer.email)
        member("verified", customer.isVerified)
        member(
            "attributes",
            object: { object in
                for (name, value) in customer.attributes.sorted(by: { $0.key < $1.key }) { object.member(name, value) }
            })
    }

    /// The customer of a conversation as agents see them.
    mutating func customer(_ view: AgentView) {
        let conversation = view.listing.conversation
        member("id", view.listing.customer.id.description)
        identity(of: view.listing.customer)
        member("locale", conversation.locale)
        member("online", view.isOnline)
        member("page", view.listing.customer.page ?? conversation.page)
    }
}
