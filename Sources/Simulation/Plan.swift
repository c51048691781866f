package import WebServer

/// What is to be played, and against which server.
package struct Plan: Sendable {
    /// An account that may add others, and its password.
    package struct Admin: Sendable {
        package let username: String
        package let password: String

        package init(username: String, password: String) {
            self.username = username
            self.password = password
        }
    }

    package let address: SocketAddress
    /// What stands in the Host field.
    package let host: String
    package var customers: Int
    package var agents: Int
    package var length: Duration
    package var seed: UInt64
    /// How many times faster than people everybody acts.
    package var pace: Int
    package var admin: Admin
    /// Whether everybody knows the admin's password: then the agents' may be known too, and they serve the next run again.
    package var isDemo: Bool

    package init(
        address: SocketAddress, host: String, customers: Int, agents: Int, length: Duration, seed: UInt64, pace: Int,
        admin: Admin, isDemo: Bool
    ) {
        self.address = address
        self.host = host
        self.customers = customers
        self.agents = agents
        self.length = length
        self.seed = seed
        self.pace = pace
        self.admin = admin
        self.isDemo = isDemo
    }
}

/// Why a simulation could not begin, with the remedy.
package struct CannotBegin: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
