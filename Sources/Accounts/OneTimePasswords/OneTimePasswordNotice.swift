import Shell
import Telephony

/// What the owner of a number hears of changes that another person may have made (AUTH-12).
enum OneTimePasswordNotice: SecurityHappening {
    case registered(MailAddress)
    /// For the old address.
    case addressChanged(to: MailAddress)
    case stopped
    case reset
    /// 確認用ID, 確認用パスワード or both.
    case secretsChanged([OneTimePasswordField])
    case blocked(until: Moment)
    case missed

    var kind: StaticString {
        switch self {
        case .registered: "one-time-password.registered"
        case .addressChanged: "one-time-password.address-changed"
        case .stopped: "one-time-password.stopped"
        case .reset: "one-time-password.reset"
        case .secretsChanged: "one-time-password.secrets-changed"
        case .blocked: "one-time-password.blocked"
        case .missed: "one-time-password.missed"
        }
    }
}

/// What has been done, as the page behind it says once.
enum OneTimePasswordEffect: Sendable {
    case codeSent, linkSent, registered, stopped
    /// 確認用ID or 確認用パスワード.
    case secretChanged(OneTimePasswordField)
    case imported(OneTimePasswordBulk.Count)
}
