package import Telephony

/// お客様情報 as it was typed.
package struct CustomerForm: Sendable {
    /// What was typed into a field; empty for one that is not there.
    private let answer: @Sendable (String) -> String
    /// ORD-6: what an emptied 販売チャネルコード becomes.
    private let usualChannel: String
    /// Of a new contract, who looks after the network and who pays is asked too (ORD-4, 5).
    private let isOfNewContract: Bool

    package init(
        usualChannel: String, isOfNewContract: Bool = true, _ answer: @escaping @Sendable (String) -> String
    ) {
        (self.usualChannel, self.isOfNewContract, self.answer) = (usualChannel, isOfNewContract, answer)
    }

    /// ネットワーク技術担当者 is the same as ご連絡先.
    package static let sameTechnical = "technical-same"

    /// All that the form has.
    package static let fields: [String] =
        OrderPerson.Role.allCases.flatMap { role in
            [CustomerLabel.company, .department, .person, .kana, .telephone, .mail].map { field($0, of: role) }
        } + (1...CustomerDetails.mostOtherMails).map(otherMail)
        + [
            sameTechnical, "billing-postalCode", "billing-prefecture", "billing-city", "billing-building",
            "billing-addressee", "billing-customerKind", "sales-channel", "sales-salesPerson",
        ]

    package static func field(_ label: CustomerLabel, of role: OrderPerson.Role) -> String {
        "\(role.rawValue)-\(label.rawValue)"
    }

    package static func otherMail(_ place: Int) -> String { "contact-mail-\(place)" }

    /// The details, or all that is wrong at once.
    package func read() -> Result<CustomerDetails, CustomerProblems> {
        var problems: [CustomerProblem] = []
        let contact = person(.contact, &problems)
        let others = otherMails(&problems)
        let isTechnicalAsked = isOfNewContract && answer(Self.sameTechnical).isEmpty
        let technical = isTechnicalAsked ? person(.technical, &problems) : isOfNewContract ? contact : nil
        let billing = isOfNewContract ? billing(&problems) : nil
        let sales = sales(&problems)
        guard problems.isEmpty, let contact else { return .failure(CustomerProblems(all: problems)) }
        return .success(
            CustomerDetails(
                contact: contact, otherMails: others, technical: technical, billing: billing, sales: sales))
    }

    private func person(_ role: OrderPerson.Role, _ problems: inout [CustomerProblem]) -> OrderPerson? {
        func name(_ label: CustomerLabel) -> String { self.name(label, Self.field(label, of: role), &problems) }
        let (company, department) = (name(.company), name(.department))
        let (person, kana) = (name(.person), name(.kana))
        let telephone = telephone(Self.field(.telephone, of: role), &problems)
        let mail = mail(Self.field(.mail, of: role), &problems)
        guard let telephone, let mail else { return nil }
        return OrderPerson(
            company: company, department: department, person: person, kana: kana, telephone: telephone, mail: mail)
    }

    private func otherMails(_ problems: inout [CustomerProblem]) -> [MailAddress] {
        (1...CustomerDetails.mostOtherMails).map(Self.otherMail).filter { !PastedText(answer($0)).text.isEmpty }
            .compactMap { mail($0, &problems) }
    }

    private func billing(_ problems: inout [CustomerProblem]) -> Billing? {
        let code = PastedText(answer("billing-postalCode")).digits ?? PastedText(answer("billing-postalCode")).text
        if code.isEmpty {
            problems.append(.init("billing-postalCode", .postalCode, .text(.missing)))
        } else if code.utf8.count != Billing.postalDigits || !code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            problems.append(.init("billing-postalCode", .postalCode, .form))
        }
        let prefecture = Int(answer("billing-prefecture")).flatMap { Prefecture(stored: $0) }
        if prefecture == nil { problems.append(.init("billing-prefecture", .prefecture, .notChosen)) }
        let city = name(.city, "billing-city", &problems)
        let building = name(.building, "billing-building", &problems)
        let addressee = name(.addressee, "billing-addressee", &problems)
        let kind = CustomerKind(rawValue: answer("billing-customerKind"))
        if kind == nil { problems.append(.init("billing-customerKind", .customerKind, .notChosen)) }
        guard let prefecture, let kind else { return nil }
        return Billing(
            postalCode: code, prefecture: prefecture, city: city, building: building, addressee: addressee,
            customerKind: kind)
    }

    private func sales(_ problems: inout [CustomerProblem]) -> SalesInformation {
        let typed = PastedText(answer("sales-channel")).text
        let channel = typed.isEmpty ? usualChannel : typed
        if !SalesInformation.isChannel(channel) {
            problems.append(.init("sales-channel", .channel, .channel(example: usualChannel)))
        }
        return SalesInformation(channel: channel, person: name(.salesPerson, "sales-salesPerson", &problems))
    }

    private func name(_ label: CustomerLabel, _ field: String, _ problems: inout [CustomerProblem]) -> String {
        let name = PlainName(answer(field))
        let faults = name.faults(limit: label.limit, isRequired: label.isRequired)
        problems += faults.map { .init(field, label, .text($0)) }
        return name.text
    }

    private func telephone(_ field: String, _ problems: inout [CustomerProblem]) -> PhoneNumber? {
        let typed = answer(field)
        if PastedText(typed).text.isEmpty {
            problems.append(.init(field, .telephone, .text(.missing)))
            return nil
        }
        let number = PhoneNumber(typed)
        if number == nil { problems.append(.init(field, .telephone, .form)) }
        return number
    }

    private func mail(_ field: String, _ problems: inout [CustomerProblem]) -> MailAddress? {
        switch MailAddress.read(answer(field)) {
        case .success(let mail): return mail
        case .failure(let faults):
            problems += faults.all.map { .init(field, .mail, $0 == .empty ? .text(.missing) : .mail($0)) }
            return nil
        }
    }
}

/// What a field of お客様情報 is called.
package enum CustomerLabel: String, Sendable, CaseIterable {
    case company, department, person, kana, telephone, mail
    case postalCode, prefecture, city, building, addressee, customerKind
    case channel, salesPerson

    /// In characters (ORD-4 to 6).
    package var limit: Int? {
        switch self {
        case .company, .addressee: 50
        case .department, .kana: 40
        case .person, .salesPerson: 20
        case .city, .building: 60
        case .telephone, .mail, .postalCode, .prefecture, .customerKind, .channel: nil
        }
    }

    package var isRequired: Bool {
        switch self {
        case .department, .kana, .building, .salesPerson, .channel: false
        default: true
        }
    }
}

/// What is wrong with a field.
package struct CustomerProblem: Sendable, Equatable {
    package enum Fault: Sendable, Equatable {
        case text(TextFault)
        case notChosen
        /// A telephone number or postal code that is none.
        case form
        /// No 販売チャネルコード, such as that one.
        case channel(example: String)
        case mail(MailAddressProblem)
    }

    package let field: String
    package let label: CustomerLabel
    package let fault: Fault

    init(_ field: String, _ label: CustomerLabel, _ fault: Fault) {
        (self.field, self.label, self.fault) = (field, label, fault)
    }
}

package struct CustomerProblems: Error, Sendable, Equatable {
    package let all: [CustomerProblem]
}
