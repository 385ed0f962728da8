import Telephony

/// アカウント設定 (ACCT-2, ACCT-3): what somebody who is signed in sets about their own sign-in. Each change asks for something that a
/// browser left alone does not give: the present password, or a present code.
enum OwnAccount {
    /// So long an authenticator app may take to show its first code.
    static let appLifetime: Duration = .minutes(10)

    static let limits = ["appMinutes": appLifetime.inMinutes]
}
