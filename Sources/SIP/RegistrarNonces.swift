internal import Crypto
internal import Encodings

/// Nonces that carry when and to whom they were given, under a code of ours: nothing is kept of those that nobody uses (RFC 7616 § 3.3).
///
/// Of those that have been used the highest count is kept, so that an answer that was overheard is good for nothing but the same request
/// once more. Their number is bounded: where there is no more room the oldest goes, and whoever comes with one as old as that is given a
/// new one.
struct RegistrarNonces {
    /// Whom a nonce is for, by `PeerAddress.limitKey`: an answer sent in another's name is worth nothing.
    typealias Source = UInt64

    /// A nonce by what it was made of: time and a number. Later ones are greater.
    typealias Identity = UInt64

    enum Use: Hashable {
        case first
        /// The same request as before.
        case repetition
        /// Its count has been used, or it may have been.
        case spent
    }

    /// Hexadecimal digits of a nonce: eight bytes of identity, sixteen of code.
    static let digits = 48

    private let key: [UInt8]
    /// Seconds.
    private let life: UInt32
    private var number: UInt32
    private var uses = RegistrarNonceUses()

    /// - Parameter key: random, and nobody else's.
    init(key: [UInt8], life: Int) {
        self.key = key
        self.life = UInt32(clamping: life)
        number = 0
    }

    /// - Parameter now: seconds.
    mutating func make(for source: Source, at now: UInt32) -> [UInt8] {
        number &+= 1
        let identity = Identity(now) << 32 | Identity(number)
        return Hex.bytes(Self.bytes(identity)) + code(identity, source)
    }

    /// Nil for one that is not ours, not this source's, or too old.
    func identity(of nonce: Span<UInt8>, from source: Source, at now: UInt32) -> Identity? {
        guard nonce.count == Self.digits else { return nil }
        var identity: Identity = 0
        for index in 0..<16 {
            guard let digit = ASCII.hexValue(nonce[index]) else { return nil }
            identity = identity << 4 | Identity(digit)
        }
        let given = nonce.extracting(16..<Self.digits).withUnsafeBufferPointer { Array($0) }
        guard constantTimeEqual(given, code(identity, source)) else { return nil }
        let madeAt = UInt32(truncatingIfNeeded: identity >> 32)
        return madeAt <= now && now - madeAt <= life ? identity : nil
    }

    /// - Parameters:
    ///   - count: how often the nonce has been used, as the request says.
    ///   - print: of the whole request.
    mutating func use(_ identity: Identity, count: UInt32, print: UInt64) -> Use {
        uses.use(identity, count: count, print: print)
    }

    private func code(_ identity: Identity, _ source: Source) -> [UInt8] {
        let code = HMACSHA256.code(for: Self.bytes(identity) + Self.bytes(source), key: key)
        return Hex.bytes(Array(code[..<16]))
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }
}

/// How far nonces have been used, in a table that never grows.
private struct RegistrarNonceUses {
    private struct Entry {
        var identity: UInt64 = 0
        var print: UInt64 = 0
        var count: UInt32 = 0
    }

    /// Nonces that share a place in the table.
    private static let ways = 8
    private static let sets = 2048

    private var entries = Array(repeating: Entry(), count: ways * sets)
    /// Of each set the latest that has had to go: nobody knows any more how far those up to it have been used.
    private var floors = Array(repeating: UInt64(0), count: sets)

    mutating func use(_ identity: UInt64, count: UInt32, print: UInt64) -> RegistrarNonces.Use {
        let set = Int(truncatingIfNeeded: (identity &* 0x9E37_79B9_7F4A_7C15) >> 53) % Self.sets
        let places = set * Self.ways..<(set + 1) * Self.ways
        var oldest = places.lowerBound
        for place in places {
            if entries[place].identity == identity { return useAgain(place, count: count, print: print) }
            if entries[place].identity < entries[oldest].identity { oldest = place }
        }
        let leaving = entries[oldest].identity
        guard identity > floors[set], identity > leaving, count > 0 else { return .spent }
        floors[set] = leaving
        entries[oldest] = Entry(identity: identity, print: print, count: count)
        return .first
    }

    private mutating func useAgain(_ place: Int, count: UInt32, print: UInt64) -> RegistrarNonces.Use {
        guard count > entries[place].count else {
            return count == entries[place].count && print == entries[place].print ? .repetition : .spent
        }
        entries[place].count = count
        entries[place].print = print
        return .first
    }
}
