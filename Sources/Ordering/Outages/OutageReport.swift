import Encodings
import Exchange
package import Telephony

/// The outages of a year as a file, for who settles them (LIAB-2).
package enum OutageReport {
    package enum Column: Int, CSVColumn {
        case id, contract, company, known, recovered, reach, cause, jointPrices, carrierCompensates, hours, wholeDays
        case compensable, reasons, estimate, text
    }

    package static func file(of assessments: [OutageAssessment], in language: Language) -> [UInt8] {
        Column.file(assessments.map(line), in: language)
    }

    private static func line(_ assessment: OutageAssessment) -> [String] {
        let (outage, now) = (assessment.outage, assessment.now)
        return [
            "\(assessment.record.id)", outage.contract.text, "\(assessment.record.company)",
            outage.knownAt.spreadsheetText, outage.recoveredAt?.spreadsheetText ?? "", outage.reach.rawValue,
            outage.cause.rawValue, word(outage.hasJointPrices), word(outage.carrierCompensates),
            outage.length(at: now).clockText, "\(outage.wholeDays(at: now))", word(assessment.isCompensable),
            assessment.obstacles.map(\.rawValue).joined(separator: " "), assessment.amount.word, outage.text,
        ]
    }

    private static func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
}

extension OutageAssessment.Amount {
    /// Yen, `on-quotation`, or nothing.
    package var word: String {
        switch self {
        case .none: ""
        case .onQuotation: "on-quotation"
        case .estimated(let estimate): "\(estimate.yen)"
        }
    }
}

extension Duration {
    /// `53:20:00`, hours growing beyond a day.
    fileprivate var clockText: String {
        "\(inHours):\((inMinutes % 60).zeroPadded(to: 2)):\((inSeconds % 60).zeroPadded(to: 2))"
    }
}

/// The operator's own words, whatever the language of the pages.
extension OutageReport.Column {
    package func name(in language: Language) -> String {
        switch self {
        case .id: "id"
        case .contract: "contract"
        case .company: "company"
        case .known: "known-at"
        case .recovered: "recovered-at"
        case .reach: "reach"
        case .cause: "cause"
        case .jointPrices: "joint-prices"
        case .carrierCompensates: "carrier-compensates"
        case .hours: "hours"
        case .wholeDays: "whole-days"
        case .compensable: "compensable"
        case .reasons: "reasons"
        case .estimate: "estimate-yen"
        case .text: "text"
        }
    }

    package static func contents(in language: Language) -> String { "outages" }

    package static func whenTooLarge(in language: Language) -> String { "" }
}
