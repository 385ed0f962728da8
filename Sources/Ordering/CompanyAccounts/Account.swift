package import Telephony

/// A person of a company, as the site knows them (ACCT-1).
package struct Account: Sendable {
    package let id: Int
    package let company: Int
    /// How often it has been changed: a form brings it back (AUTH-13).
    package let version: Int
    package var mailAddress: MailAddress
    package var name: String
    package var telephone: PhoneNumber
    package var isAdministrator: Bool
    package var standing: Standing
    package var secondFactor: SecondFactor?

    package init(
        id: Int, company: Int, version: Int, mailAddress: MailAddress, name: String, telephone: PhoneNumber,
        isAdministrator: Bool, standing: Standing, secondFactor: SecondFactor?
    ) {
        self.id = id
        self.company = company
        self.version = version
        self.mailAddress = mailAddress
        self.name = name
        self.telephone = telephone
        self.isAdministrator = isAdministrator
        self.standing = standing
        self.secondFactor = secondFactor
    }

    package enum Standing: Sendable, Equatable {
        /// The link of the mail has not been used yet.
        case invited
        case active
        /// Nobody signs in with it any more.
        case void
    }

    /// In characters.
    package static let longestName = 20
    /// ACCT-1: so long the link of the mail serves, and so many wrong answers to 本人確認 void it.
    package static let activationLifetime: Duration = .hours(72)
    package static let allowedIdentityMisses = 10
    /// ACCT-2: that of a forgotten password.
    package static let passwordLinkLifetime: Duration = .hours(1)

    package static let limits: [String: Int] = [
        "accountNameMost": longestName,
        "activationHours": activationLifetime.inHours,
        "identityMisses": allowedIdentityMisses,
        "passwordLinkHours": passwordLinkLifetime.inHours,
        "employeePasswordLeast": EmployeePassword.length.lowerBound,
        "employeePasswordMost": EmployeePassword.length.upperBound,
        "employeePasswordMisses": PasswordStanding.allowedMisses,
        "employeePasswordVoidMinutes": PasswordStanding.voidTime.inMinutes,
    ]
}

/// What is asked for behind the password (ACCT-3).
package enum SecondFactor: String, Sendable, CaseIterable {
    case mail, app
}

/// A link that was mailed to an account.
package struct AccountLink: Sendable {
    package enum Purpose: String, Sendable {
        case activation, password

        package var lifetime: Duration {
            switch self {
            case .activation: Account.activationLifetime
            case .password: Account.passwordLinkLifetime
            }
        }
    }

    package let hash: [UInt8]
    package let account: Int
    package let purpose: Purpose
    package let sentAt: Moment
    package let misses: Int
    /// The browser in which 本人確認 has been answered rightly.
    package let provenBy: [UInt8]?

    package func hasExpired(at now: Moment) -> Bool { now - sentAt >= purpose.lifetime }

    /// ACCT-1: the misses have voided it.
    package var isSpent: Bool { misses >= Account.allowedIdentityMisses }
}

/// Which changes an account may not see (ACCT-5).
package enum AccountRefusal: Error, Sendable, Equatable {
    /// The company would have nobody any more who manages accounts.
    case lastAdministrator

    /// - Parameter others: administrators of the company beside this one who can sign in.
    package static func ofLosingAdministrator(_ account: Account, others: Int) -> AccountRefusal? {
        account.isAdministrator && account.standing == .active && others == 0 ? .lastAdministrator : nil
    }
}
