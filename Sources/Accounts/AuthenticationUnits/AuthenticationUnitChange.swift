import Telephony

/// One of the six changes of the authentication unit: who may make it, what must be entered, and what becomes of every
/// password (UNIT-1 to UNIT-6).
enum AuthenticationUnitChange: String, Sendable, CaseIterable {
    /// UNIT-1.
    case numberToLine
    /// UNIT-2.
    case numberToAdministratorAndUser
    /// UNIT-3.
    case lineToNumber
    /// UNIT-4.
    case lineToAdministratorAndUser
    /// UNIT-5.
    case administratorAndUserToNumber
    /// UNIT-6.
    case administratorAndUserToLine

    var from: AuthenticationUnit {
        switch self {
        case .numberToLine, .numberToAdministratorAndUser: .number
        case .lineToNumber, .lineToAdministratorAndUser: .line
        case .administratorAndUserToNumber, .administratorAndUserToLine: .administratorAndUser
        }
    }

    var to: AuthenticationUnit {
        switch self {
        case .numberToLine, .administratorAndUserToLine: .line
        case .lineToNumber, .administratorAndUserToNumber: .number
        case .numberToAdministratorAndUser, .lineToAdministratorAndUser: .administratorAndUser
        }
    }

    /// Nil from a unit to itself.
    init?(from: AuthenticationUnit, to: AuthenticationUnit) {
        switch (from, to) {
        case (.line, .line), (.number, .number), (.administratorAndUser, .administratorAndUser): return nil
        case (.number, .line): self = .numberToLine
        case (.number, .administratorAndUser): self = .numberToAdministratorAndUser
        case (.line, .number): self = .lineToNumber
        case (.line, .administratorAndUser): self = .lineToAdministratorAndUser
        case (.administratorAndUser, .number): self = .administratorAndUserToNumber
        case (.administratorAndUser, .line): self = .administratorAndUserToLine
        }
    }

    /// 電話番号単位: any number that is signed in; otherwise who acts for the contract.
    func isOpen(to person: Person) -> Bool {
        guard person.unit == from else { return false }
        return switch from {
        case .number: true
        case .line, .administratorAndUser: person.actsForContract
        }
    }

    /// The password of every number of the contract, not only one's own.
    var needsEveryPassword: Bool {
        switch from {
        case .number: true
        case .line, .administratorAndUser: false
        }
    }

    /// Whether services decide who has a password afterwards.
    var dependsOnServices: Bool {
        switch self {
        case .lineToNumber: true
        case .numberToLine, .numberToAdministratorAndUser, .lineToAdministratorAndUser, .administratorAndUserToNumber,
            .administratorAndUserToLine:
            false
        }
    }

    /// What becomes of a number's passwords.
    enum Fate: Sendable {
        /// They go on as they are, with their age.
        case stays
        /// The regular password of the one who makes the change becomes this number's too, as old as it is.
        case becomesActors
        /// There are none any more; the telephone menu gives a new one (AUTH-6).
        case isGone
        /// They are there but serve no more.
        case isVoid
    }

    /// - Parameters:
    ///   - actor: who makes the change and has proved their password; nil for the operator, who proves none. Then no
    ///     number is given another one's password.
    ///   - hasService: whether the number has a service on the site, of its own or of the contract.
    func fate(
        of number: PhoneNumber, contractNumber: PhoneNumber, actor: PhoneNumber?, hasService: Bool
    ) -> Fate {
        let isContractNumber = number == contractNumber
        switch self {
        case .numberToAdministratorAndUser, .administratorAndUserToNumber: return .stays
        case .numberToLine:
            guard isContractNumber else { return .isGone }
            return actor == nil || actor == contractNumber ? .stays : .becomesActors
        case .administratorAndUserToLine: return isContractNumber ? .stays : .isVoid
        case .lineToNumber, .lineToAdministratorAndUser:
            if isContractNumber { return .stays }
            guard actor != nil else { return .isGone }
            return !dependsOnServices || hasService ? .becomesActors : .isGone
        }
    }

    /// Whether who makes the change goes on being signed in (AUTH-2 under the new unit).
    func keepsSession(of person: Person) -> Bool {
        to.admits(person.number, of: person.contractNumber)
    }
}

/// 認証単位変更: the changes that are open to somebody.
package enum AuthenticationUnits {
    static func changes(for person: Person) -> [AuthenticationUnitChange] {
        AuthenticationUnitChange.allCases.filter { $0.isOpen(to: person) }
    }

    /// Whether somebody has anything to do with it; else there is neither the menu entry nor the page.
    package static func isOpen(to person: Person) -> Bool { !changes(for: person).isEmpty }

    /// So many passwords are entered in a form; for more there is the file.
    static let mostInForm = 32

    /// In so many hours, one number may enter so many wrong passwords of another: in 電話番号単位 anybody signed in can enter them,
    /// and must not get anybody else's password void alone.
    static let mostWrongOfOther = CredentialKind.regular.allowedMisses / 2
    static let wrongOfOtherHours = 24
    /// So many are worth a file.
    static let fewestInFile = 2
    /// So many numbers without a password are listed on a page.
    static let mostListed = 100

    /// Those that pages name.
    package static let limits = ["unitNumbersListed": mostListed]
}
