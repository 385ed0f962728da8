package import Telephony

/// ワンタイムパスワード: the rules that need nothing stored.
package enum OneTimePasswords {
    /// OTP-5: counted from the first sending, however often the same one is sent again.
    package static let codeLifetime: Duration = .seconds(300)
    /// OTP-5: the last of so many wrong entries ends the sign-in.
    package static let allowedMisses = 5
    /// AUTH-11: after so many in so long a time, over all sign-ins of a number, no more codes are sent. Without it who knows
    /// the password would have two thousand guesses a day, and hit one within the year.
    package static let allowedMissesOfNumber = 50
    package static let missWindow: Duration = .hours(24)
    /// OTP-5: so many mails of a kind in so long a time, whatever sessions and browsers ask for them.
    package static let allowedSendings = 5
    package static let sendingWindow: Duration = .minutes(15)
    /// Nobody has asked for the mails that go to an address before its link is used: one that is not theirs gets no more of
    /// them in a day than this, from all numbers together.
    static let allowedLinksToAddress = 50
    static let linkWindow: Duration = .hours(24)
    /// OTP-2.
    static let linkLifetime: Duration = .hours(24)
    /// How long a form waits between its check page and 「登録」.
    static let draftLifetime: Duration = .minutes(30)
    /// OTP-6: so many misses in a row close that way for so long.
    static let allowedConfirmationMisses = 5
    static let blockTime: Duration = .hours(24)

    /// Those that pages and mails name.
    package static let limits: [String: Int] = [
        "codeDigits": OneTimePasswordCode.length,
        "codeSeconds": codeLifetime.inSeconds,
        "codeMisses": allowedMisses,
        "mailSendings": allowedSendings,
        "mailSendingMinutes": sendingWindow.inMinutes,
        "linkHours": linkLifetime.inHours,
        "confirmationMisses": allowedConfirmationMisses,
        "confirmationBlockHours": blockTime.inHours,
        "confirmationIDLeast": ConfirmationID.lengths.lowerBound,
        "confirmationIDMost": ConfirmationID.lengths.upperBound,
    ]

    /// AUTH-11: until when no codes are sent, after misses at these moments; nil when they are.
    package static func closedUntil(after misses: [Moment], at now: Moment) -> Moment? {
        end(of: missWindow, with: allowedMissesOfNumber, of: misses, at: now)
    }

    /// OTP-5: from when on one more mail may be sent, after those sent at these moments; nil when it may now.
    package static func nextSending(after earlier: [Moment], at now: Moment) -> Moment? {
        end(of: sendingWindow, with: allowedSendings, of: earlier, at: now)
    }

    /// When fewer than `allowed` of the moments will lie within the window; nil when fewer do now.
    private static func end(of window: Duration, with allowed: Int, of moments: [Moment], at now: Moment) -> Moment? {
        let counted = moments.filter { now - $0 < window }.sorted()
        return counted.count < allowed ? nil : counted[counted.count - allowed] + window
    }
}
