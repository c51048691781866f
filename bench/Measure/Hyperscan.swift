import Foundation

/// Hyperscan 5, when this machine has it: the declarations are those of hs_compile.h and hs_runtime.h.
final class Hyperscan {
    private typealias Compile =
        @convention(c) (
            UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UInt32>, UnsafePointer<UInt32>, UInt32, UInt32,
            OpaquePointer?, UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<OpaquePointer?>
        ) -> Int32
    private typealias Allocate = @convention(c) (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    private typealias Found = @convention(c) (UInt32, UInt64, UInt64, UInt32, UnsafeMutableRawPointer?) -> Int32
    private typealias Scan =
        @convention(c) (
            OpaquePointer, UnsafePointer<CChar>?, UInt32, UInt32, OpaquePointer, Found, UnsafeMutableRawPointer?
        ) -> Int32

    /// HS_FLAG_CASELESS, HS_FLAG_SINGLEMATCH and HS_FLAG_UTF8.
    private static let flags: UInt32 = 1 | 8 | 32
    /// HS_MODE_BLOCK.
    private static let mode: UInt32 = 1

    private static let note: Found = { id, _, _, _, matches in
        matches?.assumingMemoryBound(to: [Int].self).pointee.append(Int(id))
        return 0
    }

    private let database: OpaquePointer
    private let scratch: OpaquePointer
    private let scan: Scan
    private var row: MatchRow

    /// Nil without the library, or when it refuses a pattern.
    ///
    /// Database and scratch live as long as the program: it ends soon.
    init?(_ sources: [String]) {
        guard let library = dlopen("libhs.so.5", RTLD_NOW), let compile = dlsym(library, "hs_compile_multi"),
            let allocate = dlsym(library, "hs_alloc_scratch"), let scan = dlsym(library, "hs_scan")
        else { return nil }
        // The types of these three are those that the headers declare.
        self.scan = unsafeBitCast(scan, to: Scan.self)
        row = MatchRow(engine: "Hyperscan", patterns: sources.count)
        let before = Footprint.memory
        let strings = sources.map { strdup($0) }
        defer { for string in strings { free(string) } }
        let expressions = strings.map { UnsafePointer($0) }
        var (database, mistake, scratch): (OpaquePointer?, OpaquePointer?, OpaquePointer?)
        row.compiling = Footprint.processorSeconds {
            _ = unsafeBitCast(compile, to: Compile.self)(
                expressions, sources.map { _ in Self.flags }, sources.indices.map { UInt32($0) },
                UInt32(sources.count), Self.mode, nil, &database, &mistake)
        }
        guard let database, unsafeBitCast(allocate, to: Allocate.self)(database, &scratch) == 0, let scratch else {
            return nil
        }
        (self.database, self.scratch) = (database, scratch)
        row.memory = Footprint.memory - before
        row.remark = "patterns without lookaround, any order of matches"
    }

    func run(_ messages: [String]) -> (MatchRow, found: [[Int]]) {
        var row = row
        var found: [[Int]] = []
        for message in messages {
            var matches: [Int] = []
            row.times.append(Footprint.seconds { matches = self.matches(of: message) })
            row.matched += matches.count
            found.append(matches)
        }
        row.total = Footprint.processorSeconds { for message in messages { _ = matches(of: message) } }
        return (row, found)
    }

    private func matches(of message: String) -> [Int] {
        var matches: [Int] = []
        let bytes = message.utf8.map { CChar(bitPattern: $0) }
        withUnsafeMutablePointer(to: &matches) { matches in
            // Ends early only when told to by `note`.
            _ = scan(database, bytes, UInt32(bytes.count), 0, scratch, Self.note, matches)
        }
        return matches
    }
}
