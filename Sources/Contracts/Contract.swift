import SQLite
package import Telephony

/// 契約: one contract as it is stored. Its additional numbers, which may be thousands, are asked for separately.
package struct Contract: Sendable, Equatable {
    package let id: Int
    /// 契約者回線番号.
    package let number: PhoneNumber
    package let kind: ContractKind
    package let name: String
    /// How many calls can go on at the same time.
    package let channels: Int
    /// In the order of `ContractService`.
    package let services: [ContractService]
    /// 認証単位; none before the first temporary password (IVR-7).
    package let unit: AuthenticationUnit?
    package let monitorNumber: PhoneNumber?
    /// A contract of the demo, marked 見本 wherever it shows.
    package let isSpecimen: Bool
    package let createdAt: Moment
    package let additionalNumberCount: Int
}

/// What an operator chooses by a word.
package protocol OperatorWord: CaseIterable {
    /// What the operator writes.
    var operatorWord: String { get }
}

extension OperatorWord {
    package init?(operatorWord: String) {
        guard let value = Self.allCases.first(where: { $0.operatorWord == operatorWord }) else { return nil }
        self = value
    }
}

/// What was sold.
package enum ContractKind: String, Sendable, OperatorWord {
    case hikari, officeA, officeType

    package var operatorWord: String {
        switch self {
        case .hikari: "hikari"
        case .officeA: "office-a"
        case .officeType: "office-type"
        }
    }
}

extension ContractKind: StorableValue {}

/// A service that a contract can have. The raw value is what the database knows it by.
package enum ContractService: String, Sendable, OperatorWord {
    case bulkForwarding, faultNotification, voiceWarp, incomingCallMail, faxMail

    package var operatorWord: String {
        switch self {
        case .bulkForwarding: "bulk-forwarding"
        case .faultNotification: "fault-notification"
        case .voiceWarp: "voice-warp"
        case .incomingCallMail: "incoming-call-mail"
        case .faxMail: "fax-mail"
        }
    }

    /// Whether each number has, and sets, it for itself. A contract that has such a service without naming a number has it for
    /// every number, those added later too.
    package var isOfNumber: Bool {
        switch self {
        case .bulkForwarding, .faultNotification: false
        case .voiceWarp, .incomingCallMail, .faxMail: true
        }
    }
}

extension ContractService: StorableValue {}
