import SIP
import Shell

extension RedirectCounts {
    /// For `/healthz`, since the start.
    var healthLine: String {
        "calls asked about: \(forwarded) forwarded, \(busy) busy, \(rings) rang, \(refused) refused, \(others) others; "
            + "not answered: \(unreadable) unreadable, \(strangers) from outside the networks, \(tooMany) beyond the rate"
    }

    fileprivate func since(_ earlier: RedirectCounts) -> RedirectCounts {
        var counts = self
        for path: WritableKeyPath<RedirectCounts, UInt64> in [
            \.forwarded, \.busy, \.rings, \.refused, \.others, \.unreadable, \.strangers, \.tooMany,
        ] {
            counts[keyPath: path] -= earlier[keyPath: path]
        }
        return counts
    }
}

/// What exchanges have asked, told in the log once a minute, if they have.
struct RedirectTally {
    /// Nanoseconds.
    static let pace: UInt64 = 60_000_000_000

    private var told = RedirectCounts()
    private var toldAt: UInt64?

    /// - Parameter uptime: nanoseconds on a clock that nobody can set.
    mutating func tell(_ counts: RedirectCounts, at uptime: UInt64, _ log: Log) {
        guard let since = toldAt else {
            toldAt = uptime
            return
        }
        guard uptime - since >= Self.pace else { return }
        toldAt = uptime
        guard counts != told else { return }
        let new = counts.since(told)
        told = counts
        // Whoever is not heard may be an exchange whose network nobody has named.
        log(
            new.strangers + new.tooMany > 0 ? .warning : .information, "calls asked about",
            [
                "forwarded": "\(new.forwarded)", "busy": "\(new.busy)", "rang": "\(new.rings)",
                "refused": "\(new.refused)", "others": "\(new.others)", "unreadable": "\(new.unreadable)",
                "strangers": "\(new.strangers)", "beyond the rate": "\(new.tooMany)",
            ])
    }
}
