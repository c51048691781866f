package import BotFlow

/// Somebody who asks for help, and what they told about themselves.
package struct Customer: Hashable, Sendable {
    package let id: CustomerID
    package let workspace: Workspace
    package var name: String?
    package var email: String?
    /// Whether the shop has signed for the email.
    package var isVerified: Bool
    /// What the shop says of them, by name; for the desk to show.
    package var attributes: [String: String]
    /// The address of the page they were on last.
    package var page: String?

    package init(
        id: CustomerID, workspace: Workspace, name: String? = nil, email: String? = nil, isVerified: Bool = false,
        attributes: [String: String] = [:], page: String? = nil
    ) {
        self.id = id
        self.workspace = workspace
        self.name = name
        self.email = email
        self.isVerified = isVerified
        self.attributes = attributes
        self.page = page
    }

    /// Whether a profile names another email than the verified one, without the shop's word for it.
    func contradicts(_ profile: Profile) -> Bool {
        isVerified && !profile.isSigned && profile.email != nil && profile.email != email
    }

    /// Takes over what a profile says, but for an email that contradicts the verified one.
    mutating func take(_ profile: Profile) {
        name = profile.name ?? name
        attributes = profile.attributes ?? attributes
        guard let email = profile.email, !contradicts(profile) else { return }
        self.email = email
        isVerified = isVerified || profile.isSigned
    }

    /// Keeps only that there was somebody.
    mutating func forget() {
        self = Customer(id: id, workspace: workspace)
    }
}

/// What is told about a customer; nil where nothing is said, and what was known stays.
package struct Profile: Hashable, Sendable {
    package var name: String?
    package var email: String?
    /// Whether the shop has signed for the email.
    package var isSigned: Bool
    /// All of them at once.
    package var attributes: [String: String]?

    package init(
        name: String? = nil, email: String? = nil, isSigned: Bool = false, attributes: [String: String]? = nil
    ) {
        self.name = name
        self.email = email
        self.isSigned = isSigned
        self.attributes = attributes
    }
}
