/// What a server offers, by its answer to EHLO (RFC 5321 § 4.1.1.1). An answer in clear text is forgotten once TLS is on.
struct SMTPCapabilities: Equatable {
    /// A way to sign in that this program knows.
    enum Mechanism: Equatable {
        case plain
        case login
    }

    /// STARTTLS (RFC 3207).
    private(set) var offersStartTLS = false
    /// The mechanism to use of those offered, nil for none that is known (RFC 4954).
    private(set) var mechanism: Mechanism?
    /// SIZE (RFC 1870): octets of a mail at most, 0 for no fixed limit; nil when it is not offered.
    private(set) var size: Int?

    /// Of a server that only answers HELO.
    init() {}

    /// Reads the lines after the first, which greets.
    init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let text = String(decoding: line, as: UTF8.self).uppercased()
            // "AUTH=" is what some servers said before there was a standard.
            let words = text.split { $0.isWhitespace || $0 == "=" }
            switch words.first {
            case "STARTTLS": offersStartTLS = true
            case "AUTH": addMechanisms(words.dropFirst())
            case "SIZE": size = words.dropFirst().first.flatMap { Int($0) } ?? 0
            default: break
            }
        }
    }

    private mutating func addMechanisms(_ names: ArraySlice<Substring>) {
        if names.contains("PLAIN") {
            mechanism = .plain
        } else if names.contains("LOGIN"), mechanism == nil {
            mechanism = .login
        }
    }
}
