import SQLite
package import Telephony

/// お客様情報 of an order (ORD-4 to 6). A value that exists has been judged.
package struct CustomerDetails: Sendable, Equatable {
    package var contact: OrderPerson
    /// Who else gets the order's mails.
    package var otherMails: [MailAddress]
    /// ネットワーク技術担当者; asked of a new contract only, as is `billing`.
    package var technical: OrderPerson?
    package var billing: Billing?
    package var sales: SalesInformation

    package init(
        contact: OrderPerson, otherMails: [MailAddress] = [], technical: OrderPerson? = nil, billing: Billing? = nil,
        sales: SalesInformation
    ) {
        (self.contact, self.otherMails, self.technical) = (contact, otherMails, technical)
        (self.billing, self.sales) = (billing, sales)
    }

    package static let mostOtherMails = 5

    /// Everybody who hears of the order, each once.
    var recipients: [MailAddress] {
        otherMails.reduce(into: [contact.mail]) { all, mail in
            if !all.contains(where: mail.isSameMailbox) { all.append(mail) }
        }
    }
}

/// A person of the customer's whom the order names.
package struct OrderPerson: Sendable, Equatable {
    package enum Role: String, Sendable, CaseIterable, StorableValue {
        /// お申し込みに関するご連絡先
        case contact
        case technical
    }

    package var company: String
    package var department: String
    package var person: String
    package var kana: String
    package var telephone: PhoneNumber
    package var mail: MailAddress

    package init(
        company: String, department: String = "", person: String, kana: String = "", telephone: PhoneNumber,
        mail: MailAddress
    ) {
        (self.company, self.department, self.person) = (company, department, person)
        (self.kana, self.telephone, self.mail) = (kana, telephone, mail)
    }
}

/// お支払に関する情報
package struct Billing: Sendable, Equatable {
    /// Seven digits.
    package var postalCode: String
    package var prefecture: Prefecture
    /// 市区町村・番地
    package var city: String
    package var building: String
    package var addressee: String
    package var customerKind: CustomerKind

    static let postalDigits = 7

    package init(
        postalCode: String, prefecture: Prefecture, city: String, building: String = "", addressee: String,
        customerKind: CustomerKind
    ) {
        (self.postalCode, self.prefecture, self.city) = (postalCode, prefecture, city)
        (self.building, self.addressee, self.customerKind) = (building, addressee, customerKind)
    }
}

/// お客様区分
package enum CustomerKind: String, Sendable, CaseIterable, StorableValue {
    case individual, corporation, government
}

/// 都道府県, by its number of JIS X 0401.
package struct Prefecture: Sendable, Hashable, StorableValue {
    package let number: Int

    package static let all = (1...47).compactMap { Prefecture(stored: $0) }

    package init?(stored: Int) {
        guard (1...47).contains(stored) else { return nil }
        number = stored
    }

    package var stored: Int { number }
}

/// 営業担当者情報
package struct SalesInformation: Sendable, Equatable {
    /// 販売チャネルコード: a capital letter and seven digits.
    package var channel: String
    package var person: String

    package init(channel: String, person: String = "") { (self.channel, self.person) = (channel, person) }

    /// Behind the letter.
    package static let channelDigits = 7

    package static func isChannel(_ text: String) -> Bool {
        text.utf8.count == 1 + channelDigits && ("A"..."Z").contains(text.prefix(1))
            && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }
}
