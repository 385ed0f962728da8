import SQLite
package import Telephony

/// The two kinds of numbers that are ordered. The raw value is what is stored.
package enum VoiceNumberKind: String, Sendable, CaseIterable, StorableValue {
    /// 0AJ番号
    case geographic
    /// 050番号
    case ip

    /// What every number of the second kind begins with.
    static let ipArea = "050"

    /// Nil for whatever is neither: mobile telephones, 0120 and their like.
    package init?(_ number: PhoneNumber) {
        if number.isContractNumber {
            self = .geographic
        } else if number.digits.hasPrefix(Self.ipArea), !number.digits.hasPrefix(Self.ipArea + "0") {
            self = .ip
        } else {
            return nil
        }
    }
}
