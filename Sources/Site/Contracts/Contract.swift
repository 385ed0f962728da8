/// 契約: one contract as it is stored. Its additional numbers, which may be thousands, are asked for separately.
public struct Contract: Sendable, Equatable {
    public let id: Int
    /// 契約者回線番号.
    public let number: PhoneNumber
    public let kind: ContractKind
    public let name: String
    /// How many calls can go on at the same time.
    public let channels: Int
    /// In the order of `ContractService`.
    public let services: [ContractService]
    /// 認証単位; none before the first temporary password (IVR-7).
    public let unit: AuthenticationUnit?
    public let monitorNumber: PhoneNumber?
    /// A contract of the demo, marked 見本 wherever it shows.
    public let isSpecimen: Bool
    public let createdAt: Moment
    public let additionalNumberCount: Int
}

/// What was sold.
public enum ContractKind: String, Sendable, CaseIterable {
    case hikari, officeA, officeType

    /// What pages call it.
    public var name: String {
        switch self {
        case .hikari: "ひかり電話"
        case .officeA: "ひかり電話オフィスA（エース）"
        case .officeType: "ひかり電話オフィスタイプ"
        }
    }

    /// What the operator writes.
    public var operatorWord: String {
        switch self {
        case .hikari: "hikari"
        case .officeA: "office-a"
        case .officeType: "office-type"
        }
    }

    public init?(operatorWord: String) {
        guard let kind = Self.allCases.first(where: { $0.operatorWord == operatorWord }) else { return nil }
        self = kind
    }
}

/// A service that a contract can have. The raw value is what the database knows it by.
public enum ContractService: String, Sendable, CaseIterable {
    case bulkForwarding, faultNotification, voiceWarp, incomingCallMail, faxMail

    /// What the operator writes.
    public var operatorWord: String {
        switch self {
        case .bulkForwarding: "bulk-forwarding"
        case .faultNotification: "fault-notification"
        case .voiceWarp: "voice-warp"
        case .incomingCallMail: "incoming-call-mail"
        case .faxMail: "fax-mail"
        }
    }

    public init?(operatorWord: String) {
        guard let service = Self.allCases.first(where: { $0.operatorWord == operatorWord }) else { return nil }
        self = service
    }
}
