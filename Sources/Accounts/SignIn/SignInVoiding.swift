import Shell
import Telephony

/// Why a sign-in has left passwords void, as their owner must hear it (AUTH-12).
enum SignInVoiding: Equatable {
    /// The last allowed miss.
    case misses([CredentialKind])
    /// A sign-in with the temporary password, which voids the regular one (IVR-6).
    case temporarySignIn

    /// nil when nothing is void that was not, and when all that has happened is that a temporary password's day is over.
    init?(_ state: CredentialState, since before: CredentialState, at now: Moment) {
        let voided = state.voided(since: before)
        let missed = voided.filter { kind in
            guard let credential = state[kind] else { return false }
            return credential.voidedAt == now && credential.failures >= kind.allowedFailures
        }
        if !missed.isEmpty {
            self = .misses(missed)
        } else if voided.contains(.regular) {
            self = .temporarySignIn
        } else {
            return nil
        }
    }

    func notice(to number: PhoneNumber, of contract: Int, from client: Client, at now: Moment) -> SecurityNotice {
        SecurityNotice(
            kind: "security.password-voided",
            happening: isTemporaryOnly ? "仮パスワードが無効になりました" : "パスワードが無効になりました", details: details,
            number: number, contract: contract, client: client.address, at: now)
    }

    private var isTemporaryOnly: Bool { self == .misses([.temporary]) }

    private var details: [String] {
        switch self {
        case .temporarySignIn:
            ["仮パスワードでログインがあったため、これまでのパスワードは使えなくなりました。ログインした方が、続けて新しいパスワードを設定します。"]
        case .misses(let kinds):
            kinds.map { "\($0.name)の間違いが続けて\($0.allowedFailures)回ありました。" }
                + ["ログインするには、ご契約の電話から仮パスワードを設定し直してください。"]
        }
    }
}

extension CredentialKind {
    /// What pages and mails call it.
    var name: String {
        switch self {
        case .regular: "パスワード"
        case .temporary: "仮パスワード"
        }
    }
}
