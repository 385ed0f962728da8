package import Exchange
package import Telephony

/// What an order does to one telephone number.
package struct VoiceOrderLine: Sendable, Equatable {
    package let number: PhoneNumber
    package let base: PhoneNumber
    package var change: WorkNumber.Change
    /// Afterwards.
    package var features: NumberFeatures
    package let before: NumberFeatures
    /// 電話帳掲載名; nil: as it was; empty: 掲載しない.
    package var listing: String?

    package init(
        _ number: PhoneNumber, beside base: PhoneNumber, _ change: WorkNumber.Change, _ features: NumberFeatures,
        before: NumberFeatures = .none, listing: String? = nil
    ) {
        (self.number, self.base, self.change, self.features) = (number, base, change, features)
        (self.before, self.listing) = (before, listing)
    }
}
