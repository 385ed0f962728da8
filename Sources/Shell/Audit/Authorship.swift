package import Telephony

/// Who has made a change, and when, as somebody else is told of it.
package struct Authorship: Sendable {
    let at: Moment
    let by: Author

    package enum Author: Sendable {
        case person(PhoneNumber)
        /// As the audit trail has it.
        case client(String)
        /// In the feature's own words, which stand before 「が同じ設定を変更しました。」
        case named(String)
    }

    package init(at: Moment, by: Author) {
        self.at = at
        self.by = by
    }
}
