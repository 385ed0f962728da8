/// How a registrar behaves, and how much it lets others have of it.
public struct RegistrarSettings: Sendable {
    /// Whom it hears, how fast, and how long what they send may be; and how its answers to calls are written.
    public var requests: RedirectSettings
    /// What a device's password is for: it is shown to people by some devices.
    public var realm: String
    public var limits = RegistrationLimits()
    /// Seconds for which a challenge can be answered.
    public var nonceSeconds = 300
    /// SHA-256 is asked for beside MD5 (RFC 8760). Devices that know MD5 alone are to pass over what they do not know; some give up.
    public var asksForSHA256 = true
    /// Wrong answers a second from one address, and as many at once after a quiet second. Beyond that it is told to wait.
    public var failuresPerSecond = 10

    /// Anybody is heard: each is asked who he is.
    public init(realm: String) {
        self.realm = realm
        requests = RedirectSettings()
        requests.networks = RedirectSettings.everywhere
        requests.requestsPerSecond = 500
    }
}

/// What a registrar has done since its start.
public struct RegistrarCounts: Sendable, Hashable, RequestCounts {
    /// REGISTERs that were obeyed, and queries.
    public var registered: UInt64 = 0
    /// 401 and 407, wrong digests included.
    public var challenged: UInt64 = 0
    /// Digests that were wrong, and users that nobody knows.
    public var wrong: UInt64 = 0
    /// Whoever is known asks for what he cannot have: another's address, too brief a time, too many contacts, an older request.
    public var refused: UInt64 = 0
    /// INVITEs of people who are known.
    public var calls: UInt64 = 0
    /// Other answers: to OPTIONS and CANCEL, and to what was not well formed.
    public var others: UInt64 = 0
    public var unreadable: UInt64 = 0
    public var strangers: UInt64 = 0
    /// Beyond the rate, wrong answers included.
    public var tooMany: UInt64 = 0
    /// There now.
    public var contacts: UInt64 = 0

    public init() {}
}
