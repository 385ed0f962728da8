package import Exchange
import SQLite
package import Telephony

/// What a voice contract is of. The raw value is what is stored, and what an operator writes.
package enum VoiceContractType: String, Sendable, CaseIterable, StorableValue {
    /// IP Voice（Universal One）
    case universalOne = "universal-one"
    /// IP Voiceワイヤレス
    case wireless
    /// IP Voice（Smart PBX）
    case smartPBX = "smart-pbx"
    /// ひかり電話: a contract of the settings site (VOICE-12)
    case hikari
}

/// 音声契約: an N番 of IP Voice.
package struct VoiceContract: Sendable, Equatable {
    package let code: ContractCode
    package let group: VoiceGroupCode
    package let type: VoiceContractType
    /// クラウドプラン
    package let isCloudPlan: Bool
    /// メンバーズネット
    package let hasMembersNet: Bool
    /// 緊急通報エリア
    package let isInEmergencyArea: Bool
    /// The Smart PBX contract whose 外線番号 its numbers are.
    package let access: ContractCode?

    package init(
        code: ContractCode, group: VoiceGroupCode, type: VoiceContractType, isCloudPlan: Bool = false,
        hasMembersNet: Bool = false, isInEmergencyArea: Bool = true, access: ContractCode? = nil
    ) {
        (self.code, self.group, self.type, self.isCloudPlan) = (code, group, type, isCloudPlan)
        (self.hasMembersNet, self.isInEmergencyArea, self.access) = (hasMembersNet, isInEmergencyArea, access)
    }
}

/// 基本契約番号: the telephone number that dial-in numbers hang on.
package struct BaseNumber: Sendable, Hashable {
    package let number: PhoneNumber
    package let contract: ContractCode
    /// Of ダイヤルイン番号, itself not counted.
    package let dialInCount: Int

    package init(number: PhoneNumber, contract: ContractCode, dialInCount: Int) {
        (self.number, self.contract, self.dialInCount) = (number, contract, dialInCount)
    }

    /// VOICE-1, question 7: with more numbers than so many already, an order needs a day (A14).
    package static let largeBase = 1_000
}

/// A number of a voice contract: ダイヤルイン番号, or 基本契約番号 itself.
package struct VoiceNumber: Sendable, Hashable {
    package let number: PhoneNumber
    package let base: PhoneNumber
    package let contract: ContractCode
    package let features: NumberFeatures
    package let since: Moment

    package var isBase: Bool { number == base }
}
