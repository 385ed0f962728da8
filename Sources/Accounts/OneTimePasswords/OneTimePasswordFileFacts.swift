import Telephony

/// What a file is judged against: the numbers that it may speak of, and how they stand.
struct OneTimePasswordFileFacts: Sendable {
    struct Row: Sendable {
        /// nil: nothing has been chosen yet.
        let isUsed: Bool?
        let address: MailAddress?
        let hasSecrets: Bool
        /// No more links may be sent to it for now (OTP-5).
        let hasTooManyLinks: Bool
        /// Other bytes for every other setting; for `OneTimePasswordFile.version` alone.
        let stored: [UInt8]
    }

    let rows: [PhoneNumber: Row]
    /// All numbers of the contract, which no password may hold (PW-3).
    let numbers: Set<PhoneNumber>
    /// By address in small letters: to how many more lines a mail may go (see `OneTimePasswords.allowedLinksToAddress`).
    let linksLeft: [String: Int]

    /// An administrator sets all numbers of the contract. Everybody else has only their own.
    static func coversContract(_ number: PhoneNumber, _ contractNumber: PhoneNumber, _ unit: AuthenticationUnit?)
        -> Bool
    {
        number == contractNumber && unit?.hasAdministrator == true
    }
}
