import Telephony

/// オフィスリンク内線番号 (LINK-2): an extension of the other side, in its own length.
package struct OfficeLinkNumber: Sendable, Hashable, Comparable {
    /// As it is dialled.
    package let digits: String

    /// One that has been judged before.
    package init(digits: String) { self.digits = digits }

    package enum Problem: Error, Sendable, Equatable {
        case notDigits
        case length(ClosedRange<Int>)
        /// Outside numbers begin with 0, and 110 and its like with 1.
        case firstDigit
        /// The contract has it already, as an extension or for a 着信グループ of that name.
        case isExtension
        case isGroup(String)
    }

    /// As a person typed it, in whatever width.
    package static func read(
        _ typed: String, digits range: ClosedRange<Int>
    ) -> Result<OfficeLinkNumber, Problem> {
        guard let digits = PastedText(typed).digits else { return .failure(.notDigits) }
        guard range.contains(digits.utf8.count) else { return .failure(.length(range)) }
        guard let first = digits.first, ("2"..."9").contains(first) else { return .failure(.firstDigit) }
        return .success(OfficeLinkNumber(digits: digits))
    }

    /// Of one contract.
    package static let most = 1_500
    /// So many a page of the list shows.
    package static let perPage = 100

    package static func < (left: OfficeLinkNumber, right: OfficeLinkNumber) -> Bool { left.digits < right.digits }
}

/// A number at which a call of the contract can ring: an extension of its own, or one behind its Office Link.
package enum InsideNumber: Sendable, Hashable {
    case `extension`(ExtensionNumber)
    case officeLink(OfficeLinkNumber)

    /// As it is dialled.
    package var digits: String {
        switch self {
        case .extension(let number): number.digits
        case .officeLink(let number): number.digits
        }
    }

    /// As it stands in a form: one of the other side has no 拠点番号.
    var hyphenated: String {
        switch self {
        case .extension(let number): number.hyphenated
        case .officeLink(let number): "-\(number.digits)"
        }
    }

    init?(hyphenated text: some StringProtocol) {
        if let number = ExtensionNumber(hyphenated: text) {
            self = .extension(number)
        } else if text.first == "-", let digits = PastedText(String(text.dropFirst())).digits {
            self = .officeLink(OfficeLinkNumber(digits: digits))
        } else {
            return nil
        }
    }
}
