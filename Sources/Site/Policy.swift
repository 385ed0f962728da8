/// What an operator may set, with the defaults of the rules.
public struct Policy: Sendable {
    /// AUTH-10.
    public var idleTime: Duration = .minutes(15)
    public var longestSession: Duration = .hours(8)
    /// AUTH-8: days after which a regular password must be replaced; 0 = never.
    public var passwordLifetimeDays = 60
    /// AUTH-8: days before the end of that from which the top page warns.
    public var passwordWarningDays = 7
    /// AUTH-11: sign-in attempts of one client address in a minute.
    public var signInAttemptsPerMinute = 30
    /// PW-5.
    public var scrypt = ScryptParameters(n: 1 << 14, r: 8, p: 5)
    /// NUM-5.
    public var allowsMobile060 = false
    /// IVR-1: the access numbers of the telephone menu, in the two regions' guidance.
    public var accessNumberEast = "0363044747"
    public var accessNumberWest = "0664806430"
    /// The number that pages name.
    public var accessNumber = "0363044747"
    /// What people call the site, on every page.
    public var siteName = "ひかり電話設定サイト"
    /// Whom a page tells people to ask; shown in the same place everywhere.
    public var contact = "ご不明な点は、ご契約の窓口までお問い合わせください。"
    /// The site's own origin, for redirects and links that leave the house.
    public var origin = "https://localhost:8443"
    /// Test calls (FAULT).
    public var monitor = LineMonitorPolicy()

    public init() {}

    /// The access number as pages print it.
    var accessNumberText: String { PhoneNumber(accessNumber)?.display ?? accessNumber }

    /// What AUTH-8 makes of the policy.
    var passwordAge: PasswordAge {
        PasswordAge(lifetimeDays: passwordLifetimeDays, warningDays: passwordWarningDays)
    }

    /// What NUM-3…5 make of the policy.
    var destinations: Destination.Policy { Destination.Policy(allowsMobile060: allowsMobile060) }
}

/// The cost of one password hash; kept beside each hash so that the policy can rise.
public struct ScryptParameters: Sendable, Equatable {
    public var n: Int
    public var r: Int
    public var p: Int

    public init(n: Int, r: Int, p: Int) {
        self.n = n
        self.r = r
        self.p = p
    }
}
