import SQLite
package import Telephony

/// One number that comes from another carrier (番号ポータビリティ, PORT-1). A value that exists has been judged.
package struct PortLine: Sendable, Equatable {
    package let number: PhoneNumber
    /// 電話事業者名1: who serves it now.
    package let carrier: String
    /// 電話事業者名2: who issued it; empty: the same.
    package let issuer: String
    package let kind: Kind
    /// 回線名義; nil: IPVoice名義と同じ.
    package let holder: Holder?
    /// 設置場所住所; nil: the one of the order.
    package let address: String?
    /// 契約者住所; empty where it is not said.
    package let holderAddress: String
    /// DSU/配線等の撤去; nil: －.
    package let removesWiring: Bool?

    package init(
        number: PhoneNumber, carrier: String, issuer: String = "", kind: Kind, holder: Holder? = nil,
        address: String? = nil, holderAddress: String = "", removesWiring: Bool? = nil
    ) {
        (self.number, self.carrier, self.issuer, self.kind) = (number, carrier, issuer, kind)
        (self.holder, self.address, self.holderAddress) = (holder, address, holderAddress)
        self.removesWiring = removesWiring
    }

    /// 回線種別
    package enum Kind: String, Sendable, CaseIterable, StorableValue {
        case subscriber, isdn, hikari, collaboration, cable, other
    }

    package struct Holder: Sendable, Equatable {
        package let name: String
        package let kana: String

        package init(name: String, kana: String = "") { (self.name, self.kana) = (name, kana) }
    }

    /// In one order.
    package static let limit = 999

    /// DATED-4: NTT's own lines come sooner.
    package var isFromNTT: Bool { [carrier, issuer].allSatisfy { $0.isEmpty || NTT.isOne($0) } }

    /// PORT-4: NTT has issued it, and it comes back from another carrier.
    package var isReturning: Bool { !NTT.isOne(carrier) && NTT.isOne(issuer) }
}

extension PortLine {
    /// Of an order, or of a file: what decides how long it takes.
    package static func areAllFromNTT(_ lines: some Sequence<PortLine>) -> Bool { lines.allSatisfy(\.isFromNTT) }
}
