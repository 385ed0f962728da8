import Crypto
import Encodings
import HTTP
package import Telephony

/// A code that an app reckons from a secret and the time (RFC 6238): SHA-1, six digits, a new one every thirty seconds.
package struct AuthenticatorApp: Sendable {
    /// Seconds for which a code stands in the app.
    package static let period: Int64 = 30
    static let digits = 6
    /// A telephone's clock may be wrong by so many periods, either way.
    static let tolerance: Int64 = 1
    /// As long as the hash (RFC 4226 § 4).
    package static let secretLength = 20

    let secret: [UInt8]

    package init(secret: [UInt8]) { self.secret = secret }

    /// The secret for who types it into the app: in groups of four.
    package var secretText: String {
        let letters = Array(Base32.encode(secret))
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
    }

    /// The period that the moment lies in.
    static func step(at now: Moment) -> Int64 { now.milliseconds / 1000 / period }

    func code(ofStep step: Int64) -> String {
        let message = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> ($0 * 8)) }
        let hash = HMACSHA1.code(for: message, key: secret)
        let offset = Int(hash[hash.count - 1] & 15)
        let number = hash[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - text.count) + text
    }

    /// The period that the code is of, if it is right now and of none before: a code is used once.
    /// - Parameter last: the period of the code that was used last.
    package func accepts(_ typed: String, after last: Int64?, at now: Moment) -> Int64? {
        let current = Self.step(at: now)
        // All are compared, whichever it is, and in constant time.
        let right = (current - Self.tolerance...current + Self.tolerance).filter { step in
            constantTimeEqual(Array(code(ofStep: step).utf8), Array(typed.utf8))
        }
        return right.first { step in last.map { step > $0 } ?? true }
    }

    /// What a QR code for the app says.
    /// - Parameters:
    ///   - issuer: the site's name.
    ///   - account: what is signed in with.
    package func address(issuer: String, account: String) -> String {
        let label = PercentEncoding.component(issuer) + ":" + PercentEncoding.component(account)
        return "otpauth://totp/\(label)?secret=\(Base32.encode(secret))&issuer=\(PercentEncoding.component(issuer))"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.period)"
    }
}
