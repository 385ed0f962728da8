internal import Crypto
internal import Encodings

/// The random names of a call: 128 bits that nobody off the way can guess, so that nobody can answer for others.
///
/// The Call-ID is the key itself, and every branch holds it, so that one table finds the call of a response or request.
struct CallNames: Sendable {
    /// 32 hexadecimal digits.
    let key: String
    /// The tag of From.
    let tag: String

    /// - Parameter random: gives so many random bytes.
    init(random: (Int) -> [UInt8]) {
        key = Hex.encode(random(16))
        tag = Hex.encode(random(8))
    }

    /// The branch of a transaction of the call.
    func branch(_ number: Int) -> String { "\(SIPVia.magicCookie)-\(key)-\(number)" }

    /// The call and the number in a branch of ours; nil for others'.
    static func read(branch: String) -> (key: String, number: Int)? {
        let parts = branch.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == SIPVia.magicCookie, parts[1].utf8.count == 32,
            SIPCharacter.digit.containsAll(parts[2]), let number = Int(parts[2])
        else { return nil }
        return (String(parts[1]), number)
    }
}

extension CallNames {
    /// The first branch of ours in the beginning of a message, which need not be whole.
    static func branch(in bytes: UnsafeRawBufferPointer) -> String? {
        let mark = [UInt8]("\(SIPVia.magicCookie)-".utf8)
        guard bytes.count >= mark.count else { return nil }
        for start in 0...(bytes.count - mark.count) where bytes[start] == mark[0] {
            guard bytes[start..<(start + mark.count)].elementsEqual(mark) else { continue }
            let value = String(decoding: bytes[start...].prefix { SIPCharacter.token.contains($0) }, as: UTF8.self)
            // Others' branches may stand before it, and ours however its parameter is written.
            if read(branch: value) != nil { return value }
        }
        return nil
    }
}
