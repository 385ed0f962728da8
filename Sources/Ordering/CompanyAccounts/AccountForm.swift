import HTTP
import Shell
package import Telephony

/// What an administrator enters of a person (ACCT-1).
package struct AccountDraft: Sendable, Equatable {
    package let mailAddress: MailAddress
    package let name: String
    package let telephone: PhoneNumber
    package let isAdministrator: Bool

    package init(mailAddress: MailAddress, name: String, telephone: PhoneNumber, isAdministrator: Bool) {
        self.mailAddress = mailAddress
        self.name = name
        self.telephone = telephone
        self.isAdministrator = isAdministrator
    }
}

package enum AccountProblem: Error, Sendable, Equatable {
    case address(MailAddressProblem)
    /// Another account has it, of whichever company.
    case addressTaken
    case noName, nameCharacters
    case nameLength(Int)
    case noTelephone, notTelephone
    case noKind
    case lastAdministrator
}

package struct AccountProblems: Error {
    package let all: [AccountProblem]
}

/// The form as it was sent.
package struct AccountForm: Sendable {
    package var mailAddress = ""
    package var name = ""
    package var telephone = ""
    /// `administrator` or `user`.
    package var kind = ""

    package init(mailAddress: String = "", name: String = "", telephone: String = "", kind: String = "") {
        (self.mailAddress, self.name, self.telephone, self.kind) = (mailAddress, name, telephone, kind)
    }

    init(_ form: Form) {
        self.init(
            mailAddress: form["mailAddress"] ?? "", name: form["name"] ?? "", telephone: form["telephone"] ?? "",
            kind: form["kind"] ?? "")
    }

    init(_ account: Account) {
        self.init(
            mailAddress: account.mailAddress.text, name: account.name, telephone: account.telephone.display,
            kind: account.isAdministrator ? "administrator" : "user")
    }

    /// - Parameter fixed: the address of an account that is there; it stays.
    package func read(fixed: MailAddress? = nil) -> Result<AccountDraft, AccountProblems> {
        var problems: [AccountProblem] = []
        var address = fixed
        if address == nil {
            switch MailAddress.read(mailAddress) {
            case .success(let read): address = read
            case .failure(let wrong): problems += wrong.all.map { .address($0) }
            }
        }
        let name = PlainName(self.name)
        if name.text.isEmpty { problems.append(.noName) }
        if name.count > Account.longestName { problems.append(.nameLength(name.count)) }
        if name.hasControlCharacters { problems.append(.nameCharacters) }
        let telephone = PhoneNumber(self.telephone)
        if telephone == nil {
            problems.append(self.telephone.allSatisfy(\.isWhitespace) ? .noTelephone : .notTelephone)
        }
        if !["administrator", "user"].contains(kind) { problems.append(.noKind) }
        guard let address, let telephone, problems.isEmpty else { return .failure(AccountProblems(all: problems)) }
        return .success(
            AccountDraft(
                mailAddress: address, name: name.text, telephone: telephone, isAdministrator: kind == "administrator"))
    }
}
