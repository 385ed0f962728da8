/// Looks at the names of members in a text in JSON (RFC 8259). Whether it is JSON at all is the decoder's affair.
package struct JSONMembers {
    /// Whether an object in it has two members of one name, however the name is written: decoders take one of them without a word.
    package static func areDoubled(in bytes: [UInt8]) -> Bool {
        var members = JSONMembers(bytes)
        return members.findDouble()
    }

    /// Whether objects and arrays lie in each other deeper than that: decoders go down into them one call each.
    package static func areDeeper(than most: Int, in bytes: [UInt8]) -> Bool {
        var depth = 0
        var (isInString, isEscaped) = (false, false)
        for byte in bytes {
            if isInString {
                if !isEscaped, byte == UInt8(ascii: "\"") { isInString = false }
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(depth - 1, 0)
            default: continue
            }
            if depth > most { return true }
        }
        return false
    }

    private let bytes: [UInt8]
    private var position = 0
    /// The objects and arrays around the place that is looked at: an object's names so far, nil for an array.
    private var open: [Set<[UInt16]>?] = []

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func findDouble() -> Bool {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "{"): open.append([])
            case UInt8(ascii: "["): open.append(nil)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
            case UInt8(ascii: "\""):
                let text = readString()
                guard isFollowedByColon, let last = open.indices.last else { continue }
                if open[last]?.insert(text).inserted == false { return true }
            default: continue
            }
        }
        return false
    }

    private var isFollowedByColon: Bool {
        bytes.dropFirst(position).first { !ASCII.isBlank($0) && $0 != 10 && $0 != 13 } == UInt8(ascii: ":")
    }

    /// From behind the opening quote to behind the closing one, as UTF-16, so that `\u0066rom` is `from`.
    private mutating func readString() -> [UInt16] {
        var units: [UInt16] = []
        var plain: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") {
                units += String(decoding: plain, as: UTF8.self).utf16
                plain = []
                position += 1
                units.append(readEscape())
            } else {
                plain.append(bytes[position])
                position += 1
            }
        }
        position = min(position + 1, bytes.count)
        return units + Array(String(decoding: plain, as: UTF8.self).utf16)
    }

    /// What stands behind a backslash.
    private mutating func readEscape() -> UInt16 {
        guard position < bytes.count else { return 0 }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "u"):
            let digits = bytes.dropFirst(position).prefix(4)
            position += digits.count
            return UInt16(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
        default: return UInt16(byte)
        }
    }
}
