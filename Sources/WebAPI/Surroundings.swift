package import BotFlow

/// What the operating system says of this program and of its disk, for `/metrics`; nil for what it does not say.
package struct Surroundings: Sendable {
    package var startedAt: Moment?
    /// Seconds of the processor since the start.
    package var processorSeconds: Double?
    package var residentBytes: Int?
    package var virtualBytes: Int?
    package var openFiles: Int?
    package var openFilesLimit: Int?
    /// Size of the database's write-ahead log.
    package var logBytes: Int?
    package var diskBytes: Int?
    package var diskFreeBytes: Int?
    /// When the newest backup that verified was made.
    package var lastBackup: Moment?

    package init() {}
}
