import Telephony

/// 本人確認 (ACCT-1): what whoever opens the mail has to know of the account.
struct Identity: Sendable {
    let address: MailAddress
    let name: String
    let telephone: PhoneNumber

    /// Each control by its name.
    struct Typed: Sendable {
        let address: String
        let name: String
        let telephone: String
    }

    enum Field: String, Sendable, CaseIterable {
        case mailAddress, name, telephone
    }

    enum Problem: Sendable, Equatable {
        case empty(Field)
        case address(MailAddressProblem)
        case notTelephone
        /// Something of it is not what is registered; which is not said.
        case wrong(left: Int)
        case stale
    }

    struct Problems: Error {
        let all: [Problem]
    }

    static func read(_ typed: Typed) -> Result<Identity, Problems> {
        var problems: [Problem] = []
        let address = MailAddress.read(typed.address)
        if case .failure(let wrong) = address {
            problems += wrong.all.map { $0 == .empty ? .empty(.mailAddress) : .address($0) }
        }
        let name = PlainName(typed.name).text
        if name.isEmpty { problems.append(.empty(.name)) }
        let telephone = PhoneNumber(typed.telephone)
        if telephone == nil {
            problems.append(typed.telephone.allSatisfy(\.isWhitespace) ? .empty(.telephone) : .notTelephone)
        }
        guard case .success(let address) = address, let telephone, problems.isEmpty else {
            return .failure(Problems(all: problems))
        }
        return .success(Identity(address: address, name: name, telephone: telephone))
    }

    /// Blanks within a name, and the width of its letters, are nobody's secret.
    func fits(_ account: Account) -> Bool {
        account.mailAddress.isSameMailbox(as: address) && account.telephone == telephone
            && Self.bare(account.name) == Self.bare(name)
    }

    private static func bare(_ name: String) -> String {
        PastedText(name).text.filter { !$0.isWhitespace }
    }
}
