package import BotFlow

/// A version of the FAQ that went live: when, by whom, and what was different in it.
package struct PublishedEdition: Hashable, Sendable {
    package let version: String
    package let at: Moment
    /// Nil when the folder itself was changed, or the server began with it.
    package let by: Agent?
    /// The editor's own words about it.
    package let message: String?
    /// By path; none when the folder was changed while no server looked.
    package let changes: [FileChange]

    package init(version: String, at moment: Moment, by: Agent?, message: String?, changes: [FileChange]) {
        self.version = version
        at = moment
        self.by = by
        self.message = message
        self.changes = changes
    }
}

/// What became of one file from one version of the FAQ to the next.
package struct FileChange: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case added, changed, removed
    }

    package let path: String
    package let kind: Kind

    package init(path: String, _ kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// What is different between two sets of files, given as what stands for the contents of each path; by path.
    package static func between(_ old: [String: String], _ new: [String: String]) -> [FileChange] {
        Set(old.keys).union(new.keys).sorted().compactMap { path in
            switch (old[path], new[path]) {
            case (nil, _): FileChange(path: path, .added)
            case (_, nil): FileChange(path: path, .removed)
            case (let before, let after): before == after ? nil : FileChange(path: path, .changed)
            }
        }
    }
}

/// Which versions of the FAQ have answered; on the same thread and in the same transactions as the ``EventLog``.
package protocol EditionLog {
    /// The one that went live last; nil when none ever did.
    func newestEdition(in workspace: Workspace) throws -> PublishedEdition?
    func record(_ edition: PublishedEdition, in workspace: Workspace) throws
}

extension Switchboard {
    /// Puts down that a version of the FAQ is live now.
    package func record(
        _ version: String, _ changes: [FileChange], by editor: Agent? = nil, message: String? = nil,
        in workspace: Workspace
    ) async throws {
        try await write { ledger in
            let edition = PublishedEdition(
                version: version, at: ledger.now, by: editor, message: message, changes: changes)
            try ledger.store.record(edition, in: workspace)
        }
    }

    /// Puts down what the server begins with, unless that is what went live last.
    package func recordStart(with version: String, in workspace: Workspace) async throws {
        try await write { ledger in
            guard try ledger.store.newestEdition(in: workspace)?.version != version else { return }
            let edition = PublishedEdition(version: version, at: ledger.now, by: nil, message: nil, changes: [])
            try ledger.store.record(edition, in: workspace)
        }
    }
}
