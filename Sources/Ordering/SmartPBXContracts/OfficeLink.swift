package import CivilCalendar

/// オフィスリンククラウド接続機能 of a Smart PBX contract, which reaches an Office Link (LINK-1).
package struct OfficeLink: Sendable, Equatable {
    /// That the Office Link contractor has consented, and when it was said.
    package struct Consent: Sendable, Hashable {
        package let contractor: String
        package let day: CivilDate

        package init(_ contractor: String, on day: CivilDate) { (self.contractor, self.day) = (contractor, day) }

        /// Of the contractor's name, in characters.
        package static let longestContractor = 50
    }

    package let consent: Consent
    /// オフィスリンク内線番号
    package let numbers: Set<OfficeLinkNumber>

    package init(_ consent: Consent, numbers: Set<OfficeLinkNumber> = []) {
        (self.consent, self.numbers) = (consent, numbers)
    }

    package func has(_ number: ExtensionNumber) -> Bool { numbers.contains(OfficeLinkNumber(digits: number.digits)) }

    /// オフィスリンク間通信チャネル, apart from 全体チャネル.
    package static let channels = 100

    /// Before that day there is nothing of it (S002).
    package static func isOffered(on day: CivilDate) -> Bool {
        CivilDate(year: 2026, month: 2, day: 24).map { day.daysSince1970 >= $0.daysSince1970 } ?? false
    }

    /// Why it cannot be ordered here, whatever the contract has.
    package enum Closing: Sendable, Equatable {
        case notYet
        /// By the operator's policy: 営業担当者.
        case bySales
    }

    /// What an operator may set about it.
    package struct Policy: Sendable, Equatable {
        /// LINK-3: whether it can be ordered, and ended, on this site.
        package var takesOrders = true
        /// LINK-2: how long numbers of the other side are.
        package var digits = digitRange

        package init() {}

        /// Nil: it can be ordered on that day.
        package func closing(on day: CivilDate) -> Closing? {
            if !OfficeLink.isOffered(on: day) { return .notYet }
            return takesOrders ? nil : .bySales
        }
    }

    /// Within which the operator may say how long numbers of the other side are.
    package static let digitRange = 2...11

    package static let limits: [String: Int] = [
        "officeLinkChannels": channels, "officeLinkContractorMost": Consent.longestContractor,
    ]
}
