internal import Encodings

/// Text that can be a header field's value: no control character but the tab, so that nothing put into a header can
/// begin another one. What is in a message, ours or theirs, is such text.
///
/// Others' may be in any encoding (telephones name themselves in Shift_JIS): what is no UTF-8 goes out again as it came in.
public struct SIPText: Sendable, Hashable, CustomStringConvertible {
    /// The text itself; with U+FFFD for what is no UTF-8, and "?" for a control character.
    public let text: String
    /// As it travels, where that is not the text's UTF-8.
    private let opaque: [UInt8]?

    /// Nil for text with a control character (CR, LF, NUL …) and for more than fits into a line.
    public init?(_ text: String) {
        guard text.utf8.count <= SIPLimits.lineBytes, text.utf8.allSatisfy(SIPCharacter.isText) else { return nil }
        self.init(checked: text)
    }

    /// Of parts that have each been checked.
    init(checked text: String) {
        self.text = text
        opaque = nil
    }

    /// Whatever stood in a line: it cannot be wrong, for it may be nothing that anybody reads.
    init(received bytes: some Collection<UInt8>) {
        let isText = bytes.allSatisfy(SIPCharacter.isText)
        let clean = isText ? Array(bytes) : bytes.map { SIPCharacter.isText($0) ? $0 : UInt8(ascii: "?") }
        let valid = String(validating: clean, as: UTF8.self)
        text = valid ?? String(decoding: clean, as: UTF8.self)
        opaque = valid == nil ? clean : nil
    }

    /// As it travels.
    var bytes: [UInt8] { opaque ?? Array(text.utf8) }

    /// The same with more behind it.
    func appending(_ more: String) -> SIPText { SIPText(received: bytes + Array(more.utf8)) }

    public var description: String { text }

    /// Text as a quoted string, its quotes and backslashes escaped.
    var quoted: String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// A token (RFC 3261 § 25.1): letters, digits and `-.!%*_+`'~`, at least one. Methods and tags are tokens.
public struct SIPToken: Sendable, Hashable, CustomStringConvertible {
    /// The token itself; its case counts in methods, not elsewhere.
    public let text: String

    /// Nil for anything that is no token, or one of more than 256 characters.
    public init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.count <= 256, SIPCharacter.token.containsAll(text) else { return nil }
        self.text = String(text)
    }

    init(checked text: String) { self.text = text }

    public var description: String { text }
}

/// A method (RFC 3261 § 7.1). Case counts.
public typealias SIPMethod = SIPToken

extension SIPMethod {
    public static let invite = SIPToken(checked: "INVITE")
    public static let ack = SIPToken(checked: "ACK")
    public static let bye = SIPToken(checked: "BYE")
    public static let cancel = SIPToken(checked: "CANCEL")
    public static let register = SIPToken(checked: "REGISTER")
    public static let options = SIPToken(checked: "OPTIONS")
}
