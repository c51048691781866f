package import BotFlow

/// Why a store cannot be trusted or used, where, and the way out; never with what anybody wrote.
package enum StorageError: Error, Equatable {
    /// The file belongs to another program.
    case foreign(path: String)
    /// A newer version of this program wrote the file.
    case newer(path: String, version: Int, known: Int)
    /// A read-only connection found a file that the server has yet to bring up to date.
    case older(path: String, version: Int, known: Int)
    /// SQLite's own check found this wrong, a sentence each.
    case damaged(path: String, [String])
    /// The log of a conversation and what is kept of it do not agree.
    case disagreement(path: String, Breach)
    case unreadableEvent(ConversationID, seq: Int, why: String)
    case unreadableRow(table: String, why: String)
    /// The events do not continue what is stored of the conversation.
    case outOfOrder(ConversationID, seq: Int)
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .foreign(let path):
            "\(path) is a database of another program. Name another data folder with --data."
        case .newer(let path, let version, let known):
            """
            \(path) was written by a newer version of support-server (schema \(version), this one knows \(known)). \
            Start that version, or restore a backup made before the upgrade.
            """
        case .older(let path, let version, let known):
            """
            \(path) was written by an older version of support-server (schema \(version), this one needs \(known)). \
            The server brings it up to date when it starts; a copy to go back to is made by the older version.
            """
        case .damaged(let path, let sentences):
            """
            \(path) is damaged: \(sentences.prefix(3).joined(separator: "; ")). \
            Keep the file, restore the newest backup, and run `support-server verify` on it before serving.
            """
        case .disagreement(let path, let breach):
            """
            \(path): \(breach). Run `support-server verify` for the whole list; \
            `verify --rebuild` makes the lists anew from the log, and a backup is the way out if the log itself is hurt.
            """
        case .unreadableEvent(let conversation, let seq, let why):
            """
            Event \(seq) of conversation \(conversation) cannot be read: \(why). \
            Run `support-server verify`, and restore a backup if the file was damaged.
            """
        case .unreadableRow(let table, let why):
            """
            A row of \(table) cannot be read: \(why). \
            Run `support-server verify`, and restore a backup if the file was damaged.
            """
        case .outOfOrder(let conversation, let seq):
            """
            Event \(seq) of conversation \(conversation) does not follow what is stored. Nothing was written; \
            run `support-server verify`.
            """
        }
    }
}
