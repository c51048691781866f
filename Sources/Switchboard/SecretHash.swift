/// The hash of a session id, token or ticket: what is kept and compared in its place.
package struct SecretHash: Hashable, Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}

/// The name a sender gives to one message, so that sending it twice writes it once.
package struct DeliveryKey: Hashable, Sendable {
    /// `c` for the customer, else the agent's id: each side names its own.
    package let sender: String
    package let name: String
    /// A hash of what was sent; the same name with other contents is a mistake of the client's.
    package let fingerprint: SecretHash

    package init(sender: String, name: String, fingerprint: SecretHash) {
        self.sender = sender
        self.name = name
        self.fingerprint = fingerprint
    }
}

/// What became of one delivery: the numbers of the events it led to, and the hash of what was sent.
package struct Delivery: Hashable, Sendable {
    package let fingerprint: SecretHash
    package let events: ClosedRange<Int>

    package init(fingerprint: SecretHash, events: ClosedRange<Int>) {
        self.fingerprint = fingerprint
        self.events = events
    }
}
