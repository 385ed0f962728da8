internal import Encodings

/// A cookie this site sets: always Secure, HttpOnly and SameSite=Lax, for every path, never with a Domain (RFC 6265 § 4.1).
public struct Cookie: Sendable {
    public let name: String
    public let value: String
    /// Seconds the browser keeps it; nil: as long as it runs.
    public let maximumAge: Int?

    /// `name` and `value` keep only the characters a cookie may have; a name beginning `__Host-` binds it to this host.
    public init(_ name: String, _ value: String, maximumAge: Int? = nil) {
        self.name = Cookie.only(ByteSet.token, name)
        self.value = Cookie.only(ByteSet.cookieValue, value)
        self.maximumAge = maximumAge
    }

    /// Tells the browser to forget the cookie of that name.
    public static func forgetting(_ name: String) -> Cookie { Cookie(name, "", maximumAge: 0) }

    /// The value of its Set-Cookie field.
    var fieldValue: String {
        let age = maximumAge.map { "; Max-Age=\($0)" } ?? ""
        return "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax\(age)"
    }

    private static func only(_ allowed: ByteSet, _ text: String) -> String {
        if text.utf8.allSatisfy(allowed.contains) { return text }
        return String(decoding: text.utf8.filter(allowed.contains), as: UTF8.self)
    }
}

extension Fields {
    /// The value of the cookie of that name (RFC 6265 § 4.2); nil when there is none, and when there are two: which of
    /// them we set cannot be told.
    func cookie(_ name: String) -> String? {
        let wanted = name.utf8.span
        let arena = bytes.span
        var found: Range<Int>?
        for entry in entries where matches(entry, "cookie") {
            var start = entry.value.lowerBound
            while start < entry.value.upperBound {
                var end = start
                while end < entry.value.upperBound, arena[end] != ASCII.semicolon { end += 1 }
                if let value = Fields.cookieValue(arena, start..<end, wanted) {
                    if found != nil { return nil }
                    found = value
                }
                start = end + 1
            }
        }
        return found.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Where the value of the pair that lies there is; nil when the name is another's.
    private static func cookieValue(_ bytes: Span<UInt8>, _ pair: Range<Int>, _ name: Span<UInt8>) -> Range<Int>? {
        let pair = ASCII.trimmed(bytes, pair)
        let middle = pair.lowerBound + name.count
        guard middle < pair.upperBound, bytes[middle] == ASCII.equals else { return nil }
        for index in 0..<name.count where bytes[pair.lowerBound + index] != name[index] { return nil }
        return (middle + 1)..<pair.upperBound
    }
}
