package import CivilCalendar
import Telephony

/// Flexible InterConnect接続機能 of a Smart PBX contract (LINK-3): people sell it, this site only shows it.
package struct FlexibleInterConnect: Sendable, Equatable {
    /// Both have consented (S002 別表1-3).
    package let interConnectContractor: String
    package let universalOneContractor: String
    /// When that was said.
    package let day: CivilDate

    package init(interConnectContractor: String, universalOneContractor: String, on day: CivilDate) {
        (self.interConnectContractor, self.universalOneContractor, self.day) = (
            interConnectContractor, universalOneContractor, day
        )
    }

    /// Of each name, in characters.
    package static let longestContractor = OfficeLink.Consent.longestContractor

    /// Nil for what is no name of a contractor.
    package static func name(typed text: String) -> String? {
        let name = PlainName(text)
        return name.faults(limit: longestContractor, isRequired: true).isEmpty ? name.text : nil
    }
}
