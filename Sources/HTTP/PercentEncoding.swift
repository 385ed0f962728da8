internal import Encodings

/// Percent-encoding both ways (RFC 3986 § 2.1), and the form flavour where a space is "+".
public enum PercentEncoding {
    /// The text as one component of a query or path: everything but unreserved characters encoded, as UTF-8.
    public static func component(_ text: String) -> String { encode(text, keeping: .unreserved) }

    /// A query of these names and values, `a=1&b=2`, without the question mark.
    public static func query(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(component($0))=\(component($1))" }.joined(separator: "&")
    }

    static func encode(_ text: String, keeping kept: ByteSet) -> String {
        if text.utf8.allSatisfy(kept.contains) { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3)
        for byte in text.utf8 {
            if kept.contains(byte) {
                bytes.append(byte)
            } else {
                bytes.append(ASCII.percent)
                bytes.append(hexDigit(byte >> 4))
                bytes.append(hexDigit(byte & 15))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text those bytes stand for; nil for a percent sign without two digits, for what is not UTF-8 (overlong forms
    /// are not) and for an encoded NUL.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            var byte = bytes[position]
            if byte == ASCII.percent {
                guard let value = escape(bytes, at: position), value != ASCII.null else { return nil }
                byte = value
                position += 2
            } else if byte == ASCII.plus && plusIsSpace {
                byte = ASCII.space
            }
            decoded.append(byte)
            position += 1
        }
        return String(validating: decoded, as: UTF8.self)
    }

    /// The byte a percent sign at `position` stands for with the two digits behind it.
    static func escape(_ bytes: ArraySlice<UInt8>, at position: Int) -> UInt8? {
        guard position + 2 < bytes.endIndex,
            let high = ASCII.hexValue(bytes[position + 1]),
            let low = ASCII.hexValue(bytes[position + 2])
        else { return nil }
        return high << 4 | low
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
