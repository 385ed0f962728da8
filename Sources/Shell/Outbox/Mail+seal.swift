import Crypto
import Encodings
import Telephony

/// A mail that holds a code or a link waits sealed: nothing in the database, its log or a backup can be read without the
/// server's key (OTP-5, PW-5).
extension Mail {
    private static let mark = "sealed:"

    func sealed(under key: ServerKey) throws -> Mail {
        let box = try SealedBox(sealing: Array(body.utf8), key: Mail.key(key), context: context)
        return with(body: Mail.mark + Base64URL.encode(box.bytes))
    }

    /// As it is to be read; nil when it was sealed with another server's key.
    func opened(under key: ServerKey) throws -> Mail? {
        guard body.hasPrefix(Mail.mark) else { return self }
        guard let bytes = Base64URL.decode(String(body.dropFirst(Mail.mark.count))),
            let text = try SealedBox(bytes: bytes).open(key: Mail.key(key), context: context),
            let words = String(validating: text, as: UTF8.self)
        else { return nil }
        return with(body: words)
    }

    private static func key(_ key: ServerKey) -> [UInt8] { key.derive("mail", []) }

    private var context: [UInt8] { Array("\(kind)\0\(recipient.text)".utf8) }

    private func with(body: String) -> Mail {
        Mail(kind: kind, to: recipient, subject: subject, body: body, worthlessAfter: worthlessAfter)
    }
}
