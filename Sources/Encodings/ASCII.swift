/// The ASCII bytes by name and by class, so that loops over bytes read like sentences.
public enum ASCII {
    /// NUL
    @inlinable public static var null: UInt8 { 0x00 }
    /// HT
    @inlinable public static var tab: UInt8 { 0x09 }
    /// LF
    @inlinable public static var lineFeed: UInt8 { 0x0A }
    /// CR
    @inlinable public static var carriageReturn: UInt8 { 0x0D }
    /// SP
    @inlinable public static var space: UInt8 { 0x20 }
    /// `"`
    @inlinable public static var quote: UInt8 { 0x22 }
    /// `%`
    @inlinable public static var percent: UInt8 { 0x25 }
    /// `&`
    @inlinable public static var ampersand: UInt8 { 0x26 }
    /// `+`
    @inlinable public static var plus: UInt8 { 0x2B }
    /// `,`
    @inlinable public static var comma: UInt8 { 0x2C }
    /// `-`
    @inlinable public static var hyphen: UInt8 { 0x2D }
    /// `.`
    @inlinable public static var dot: UInt8 { 0x2E }
    /// `/`
    @inlinable public static var slash: UInt8 { 0x2F }
    /// `0`
    @inlinable public static var zero: UInt8 { 0x30 }
    /// `9`
    @inlinable public static var nine: UInt8 { 0x39 }
    /// `:`
    @inlinable public static var colon: UInt8 { 0x3A }
    /// `;`
    @inlinable public static var semicolon: UInt8 { 0x3B }
    /// `=`
    @inlinable public static var equals: UInt8 { 0x3D }
    /// `?`
    @inlinable public static var question: UInt8 { 0x3F }
    /// `[`
    @inlinable public static var leftBracket: UInt8 { 0x5B }
    /// `\`
    @inlinable public static var backslash: UInt8 { 0x5C }
    /// `]`
    @inlinable public static var rightBracket: UInt8 { 0x5D }
    /// `_`
    @inlinable public static var underscore: UInt8 { 0x5F }
    /// DEL
    @inlinable public static var delete: UInt8 { 0x7F }

    /// `0` to `9`.
    @inlinable
    public static func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= nine }

    /// `A` to `Z` and `a` to `z`.
    @inlinable
    public static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

    /// A letter or a digit.
    @inlinable
    public static func isLetterOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

    /// A space or a tab.
    @inlinable
    public static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// NUL to US, and DEL.
    @inlinable
    public static func isControl(_ byte: UInt8) -> Bool { byte < space || byte == delete }

    /// The letter in lower case; any other byte as it is.
    @inlinable
    public static func lowercase(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    /// The value of a hexadecimal digit, nil for any other byte.
    @inlinable
    public static func hexValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte - zero }
        let letter = byte | 0x20
        return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : nil
    }
}
