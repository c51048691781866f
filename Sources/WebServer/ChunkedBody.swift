/// A chunked body as it arrives (RFC 9112 section 7.1), cut anywhere.
///
/// Chunk extensions and trailer fields are checked, bounded and dropped.
struct ChunkedBody: Sendable {
    private enum Place {
        case size, moreSize, spaceBeforeExtension, extensions, sizeLineFeed
        case content, contentReturn, contentLineFeed
        case trailer, trailerName, trailerValue, trailerLineFeed, lastLineFeed
    }

    private var place = Place.size
    private var size = 0
    private var digits = 0
    /// Bytes of extensions and trailers so far.
    private var extra = 0
    private let limit: Int
    private let extraLimit: Int

    /// `limit` bounds the body, `extraLimit` everything that is dropped.
    init(limit: Int, extraLimit: Int) {
        self.limit = limit
        self.extraLimit = extraLimit
    }

    /// Reads on from `offset`, adding content to `body`; true when the body has ended.
    mutating func read(
        _ bytes: Span<UInt8>, at offset: inout Int, into body: inout [UInt8]
    ) throws(ParseRefusal) -> Bool {
        while offset < bytes.count {
            if place == .content {
                let count = min(size, bytes.count - offset)
                bytes.append(offset..<offset + count, to: &body)
                offset += count
                size -= count
                if size == 0 { place = .contentReturn }
                continue
            }
            let octet = bytes[offset]
            offset += 1
            if try !step(octet, bodySize: body.count) { return true }
        }
        return false
    }

    /// Takes one octet of the framing; false after the last.
    private mutating func step(_ octet: UInt8, bodySize: Int) throws(ParseRefusal) -> Bool {
        switch place {
        case .size:
            guard let value = Octet.hexValue(octet) else { throw Self.badSize }
            size = value
            digits = 1
            place = .moreSize
        case .moreSize:
            if let value = Octet.hexValue(octet) {
                digits += 1
                // Fifteen digits cannot overflow; no honest client writes more.
                guard digits <= 15 else { throw Self.badSize }
                size = size << 4 | value
            } else {
                guard size <= limit - bodySize else { throw .bodyTooLarge }
                try endSize(octet)
            }
        case .spaceBeforeExtension:
            try countExtra()
            guard octet != Octet.space, octet != Octet.tab else { return true }
            guard octet == UInt8(ascii: ";") else { throw Self.badSize }
            place = .extensions
        case .extensions:
            if octet == Octet.carriageReturn {
                place = .sizeLineFeed
            } else {
                try countExtra()
                guard Octet.isFieldContent(octet) else { throw Self.badSize }
            }
        case .sizeLineFeed:
            guard octet == Octet.lineFeed else { throw Self.badSize }
            place = size == 0 ? .trailer : .content
        case .content:
            preconditionFailure("Content is taken whole, not octet by octet.")
        case .contentReturn:
            guard octet == Octet.carriageReturn else { throw Self.badEnd }
            place = .contentLineFeed
        case .contentLineFeed:
            guard octet == Octet.lineFeed else { throw Self.badEnd }
            place = .size
        case .trailer, .trailerName, .trailerValue, .trailerLineFeed, .lastLineFeed:
            return try stepTrailer(octet)
        }
        return true
    }

    private mutating func endSize(_ octet: UInt8) throws(ParseRefusal) {
        switch octet {
        case Octet.carriageReturn: place = .sizeLineFeed
        case UInt8(ascii: ";"): place = .extensions
        case Octet.space, Octet.tab: place = .spaceBeforeExtension
        default: throw Self.badSize
        }
    }

    private mutating func stepTrailer(_ octet: UInt8) throws(ParseRefusal) -> Bool {
        switch place {
        case .trailer where octet == Octet.carriageReturn:
            place = .lastLineFeed
        case .trailer:
            try countExtra()
            guard Octet.isToken(octet) else { throw Self.badTrailer }
            place = .trailerName
        case .trailerName:
            try countExtra()
            guard Octet.isToken(octet) || octet == Octet.colon else { throw Self.badTrailer }
            if octet == Octet.colon { place = .trailerValue }
        case .trailerValue where octet == Octet.carriageReturn:
            place = .trailerLineFeed
        case .trailerValue:
            try countExtra()
            guard Octet.isFieldContent(octet) else { throw Self.badTrailer }
        case .trailerLineFeed:
            guard octet == Octet.lineFeed else { throw Self.badTrailer }
            place = .trailer
        default:
            guard octet == Octet.lineFeed else { throw Self.badTrailer }
            return false
        }
        return true
    }

    private mutating func countExtra() throws(ParseRefusal) {
        extra += 1
        guard extra <= extraLimit else { throw .headTooLarge }
    }

    private static let badSize = ParseRefusal.malformed("A chunk must begin with its size in hexadecimal and CR LF.")
    private static let badEnd = ParseRefusal.malformed("A chunk must end with CR LF after as many bytes as it said.")
    private static let badTrailer = ParseRefusal.malformed("A trailer line must be a name, a colon and a value.")
}
