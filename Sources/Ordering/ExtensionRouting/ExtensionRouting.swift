package import Exchange
package import Telephony

/// 外線着信 and 外線発信 of a Smart PBX contract (SET-4): where calls from outside go, and which number goes with calls to outside.
package enum ExtensionRouting {
    /// So many 外線番号 a page shows.
    static let linesPerPage = 50
    /// Fewer than these are seen at a glance: no search.
    static let searchedFrom = 20
    /// Of one contract.
    package static let mostLines = 2_000
}

/// 外線番号 of a contract.
package struct OutsideLine: Sendable, Equatable {
    package let number: PhoneNumber
    package let contract: ContractCode
    /// 緊急通報エリア
    package let isInEmergencyArea: Bool
    /// Where calls to it go; nil: callers hear busy.
    package let target: CallTarget?
    /// How often the target has been changed (AUTH-13).
    package let version: Int

    package init(
        number: PhoneNumber, contract: ContractCode, isInEmergencyArea: Bool, target: CallTarget?, version: Int
    ) {
        (self.number, self.contract, self.isInEmergencyArea) = (number, contract, isInEmergencyArea)
        (self.target, self.version) = (target, version)
    }

    /// VOICE-11: why 110, 118 and 119 cannot be called with it.
    package enum NoEmergencyCalls: Sendable, Equatable {
        /// It is a 050 number.
        case ip
        /// Outside 緊急通報エリア.
        case area
    }

    package var noEmergencyCalls: NoEmergencyCalls? {
        if !number.isContractNumber { return .ip }
        return isInEmergencyArea ? nil : .area
    }

    /// 0AJ番号 and 050番号 only.
    package static func isPossible(_ number: PhoneNumber) -> Bool {
        number.isContractNumber || number.digits.hasPrefix("050")
    }
}

/// The number that an extension shows to whom it calls outside.
package struct OutgoingNumber: Sendable, Equatable {
    package let `extension`: ExtensionNumber
    /// 氏名, "" where there is none.
    package let name: String
    /// Nil: 非通知.
    package let shown: PhoneNumber?

    package init(_ number: ExtensionNumber, name: String, shown: PhoneNumber?) {
        (self.extension, self.name, self.shown) = (number, name, shown)
    }

    /// One extension that shows another number by a change.
    package struct Change: Sendable, Equatable {
        package let `extension`: ExtensionNumber
        package let before: PhoneNumber?
        package let after: PhoneNumber?

        package init(_ number: ExtensionNumber, before: PhoneNumber?, after: PhoneNumber?) {
            (self.extension, self.before, self.after) = (number, before, after)
        }
    }
}
