import Telephony

/// From which of the contract's telephones the temporary password of an additional number is set (IVR-2), for pages that say so.
enum AuthenticationUnitTelephones: Sendable {
    case all
    case ownAndContractNumber

    /// In a unit in which additional numbers have passwords.
    init(in unit: AuthenticationUnit) {
        self =
            switch unit {
            case .administratorAndUser: .ownAndContractNumber
            case .number, .line: .all
            }
    }
}
