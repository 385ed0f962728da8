import Shell

/// パスワード by which a device signs in at the exchange (SET-5): made by the site, chosen by nobody.
struct ExtensionSecret: Sendable, Equatable {
    /// Of 32 signs: 80 random bits.
    static let length = 16
    private static let purpose: StaticString = "password of an extension"

    let text: String

    init(random: (Int) -> [UInt8]) { text = UnambiguousSigns.text(Self.length, random: random) }

    private init(text: String) { self.text = text }

    /// As it is stored. The context is a name of its own, as numbers get more digits.
    struct Sealed: Sendable {
        let id: String
        let bytes: [UInt8]
    }

    func sealed(id: String, _ key: ServerKey) throws -> Sealed {
        Sealed(id: id, bytes: try key.seal(Array(text.utf8), Self.purpose, Array(id.utf8)))
    }

    /// Nil when it was sealed with another server's key.
    init?(_ sealed: Sealed, _ key: ServerKey) throws {
        guard let bytes = try key.open(sealed.bytes, Self.purpose, Array(sealed.id.utf8)) else { return nil }
        self.init(text: String(decoding: bytes, as: UTF8.self))
    }
}

extension ExtensionSecret: CustomStringConvertible, CustomReflectable {
    var description: String { "ExtensionSecret" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
