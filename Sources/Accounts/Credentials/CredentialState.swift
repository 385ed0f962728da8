import SQLite
package import Telephony

/// The two kinds of password that a telephone number can have.
package enum CredentialKind: String, Sendable, CaseIterable, StorableValue {
    case regular, temporary

    /// So many wrong entries in a row void it (AUTH-4, AUTH-5).
    package var allowedMisses: Int {
        switch self {
        case .regular: 10
        case .temporary: 3
        }
    }

    /// So many hours the temporary one lives at most, whether used or not (AUTH-5).
    static let temporaryHours = 24

    var lifetime: Duration? {
        switch self {
        case .regular: nil
        case .temporary: .hours(CredentialKind.temporaryHours)
        }
    }
}

/// What is known of one password without knowing it.
package struct Credential: Sendable, Hashable {
    package let setAt: Moment
    package var failures = 0
    var voidedAt: Moment?
    /// Somebody else has set it (PW-6).
    var mustChange = false

    /// After one more wrong entry: the last of so many allowed ones in a row voids it.
    func afterMiss(of allowed: Int, at now: Moment) -> Credential {
        var credential = self
        credential.failures += 1
        if credential.failures >= allowed { credential.voidedAt = now }
        return credential
    }

    /// Void by misses, and not by time or by use.
    func isSpent(after allowed: Int) -> Bool { voidedAt != nil && failures >= allowed }
}

/// The passwords of one telephone number and how they stand: which serve, which are void (IVR-5, IVR-6, AUTH-4, AUTH-5).
///
/// Pure values: every step makes the state after it, and `voided(since:)` tells what the step has voided, for the audit trail.
package struct CredentialState: Sendable, Hashable {
    package var regular: Credential?
    var temporary: Credential?

    package subscript(kind: CredentialKind) -> Credential? {
        get {
            switch kind {
            case .regular: regular
            case .temporary: temporary
            }
        }
        set {
            switch kind {
            case .regular: regular = newValue
            case .temporary: temporary = newValue
            }
        }
    }

    /// Whether a right entry of that kind signs in at this moment.
    func isUsable(_ kind: CredentialKind, at now: Moment) -> Bool {
        guard let credential = self[kind], credential.voidedAt == nil else { return false }
        return kind.lifetime.map { now - credential.setAt < $0 } ?? true
    }

    /// The kinds that an entry is compared with; none when the number has nothing that serves.
    func usable(at now: Moment) -> [CredentialKind] {
        CredentialKind.allCases.filter { isUsable($0, at: now) }
    }

    /// Void by misses, and not by time or by use.
    func isSpent(_ kind: CredentialKind) -> Bool {
        self[kind]?.isSpent(after: kind.allowedMisses) ?? false
    }

    /// A wrong entry counts for every password that would have served (AUTH-5); the last allowed one voids it.
    /// - Parameter used: what the entry was compared with: a temporary password that has signed in serves no more, but still
    ///   answers for 現在のパスワード, and is guessed as little.
    func afterMiss(at now: Moment, used: CredentialKind? = nil) -> CredentialState {
        var state = self.afterTime(now)
        for kind in CredentialKind.allCases where kind == used || isUsable(kind, at: now) {
            state[kind] = state[kind]?.afterMiss(of: kind.allowedMisses, at: now)
        }
        return state
    }

    /// A right entry ends the row of wrong ones. With the temporary password it also voids both, until a new regular one is
    /// set (IVR-6). The caller has made sure that the kind is usable.
    func afterSuccess(_ kind: CredentialKind, at now: Moment) -> CredentialState {
        var state = self.afterTime(now)
        for each in CredentialKind.allCases where state[each]?.voidedAt == nil {
            state[each]?.failures = 0
            if kind == .temporary { state[each]?.voidedAt = now }
        }
        return state
    }

    /// Marks as void what time has voided, with the moment at which it did.
    func afterTime(_ now: Moment) -> CredentialState {
        var state = self
        for kind in CredentialKind.allCases {
            guard let lifetime = kind.lifetime, let credential = self[kind], credential.voidedAt == nil else {
                continue
            }
            if now - credential.setAt >= lifetime { state[kind]?.voidedAt = credential.setAt + lifetime }
        }
        return state
    }

    /// A new regular password replaces the old one, and whatever the telephone has set meanwhile. A new temporary one replaces
    /// the old one and its count; the regular one goes on serving (IVR-5, IVR-6).
    func setting(_ kind: CredentialKind, at now: Moment, mustChange: Bool = false) -> CredentialState {
        let new = Credential(setAt: now, mustChange: mustChange)
        return switch kind {
        case .regular: CredentialState(regular: new)
        case .temporary: CredentialState(regular: regular, temporary: new)
        }
    }

    /// The kinds that are void now and were not before, or whose last allowed miss has come since.
    func voided(since before: CredentialState) -> [CredentialKind] {
        CredentialKind.allCases.filter { kind in
            guard self[kind]?.voidedAt != nil, let earlier = before[kind] else { return false }
            return earlier.voidedAt == nil || isSpent(kind) && !before.isSpent(kind)
        }
    }

    /// AUTH-8, PW-6: whether somebody who has just signed in may go nowhere before choosing a new password.
    func mustChangePassword(afterSignInWith kind: CredentialKind, age: PasswordAge, at now: Moment) -> Bool {
        switch kind {
        case .temporary: true
        case .regular: regular.map { $0.mustChange || age.hasExpired(setAt: $0.setAt, at: now) } ?? true
        }
    }
}
