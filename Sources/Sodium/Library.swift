import CSodium

/// The C library, made ready once.
package enum Library {
    /// Whether the system's random generator can be read, without which nothing here works.
    package static let isReady: Bool = sodium_init() >= 0

    package static var version: String { String(cString: sodium_version_string()) }

    /// Every entry into the library begins with this, on any thread.
    static func makeReady() {
        precondition(isReady, "libsodium cannot start: the system's random generator cannot be read")
    }
}

extension String {
    /// The text a C function wrote into `characters`.
    init(upToNUL characters: [CChar]) {
        self = String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
