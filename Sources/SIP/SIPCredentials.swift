/// A name and a password for digest authentication. Neither shows in a description or a dump.
public struct SIPCredentials: Sendable, CustomStringConvertible, CustomReflectable {
    let user: SIPText
    let password: String
    let realm: String?

    /// Nil when the name is empty or has a control character.
    /// - Parameter realm: the only realm to which the password is shown; nil for whoever asks on the way to the proxy.
    public init?(user: String, password: String, realm: String? = nil) {
        guard !user.isEmpty, let user = SIPText(user) else { return nil }
        self.user = user
        self.password = password
        self.realm = realm
    }

    public var description: String { "(credentials)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
