import Telephony

/// 犯罪収益移転防止法に関するご確認 (DATED-3). A value that exists has been judged.
package struct TransactionConfirmation: Sendable, Equatable {
    /// 取引確認内容の変更有無: since the last time.
    package let hasChanged: Bool
    /// 取引担当者名（確認用）
    package let person: String
    /// Where letters that confirm the use are sent to.
    package let destinationDepartment: String
    package let destinationPerson: String

    package init(hasChanged: Bool, person: String, destinationDepartment: String, destinationPerson: String) {
        (self.hasChanged, self.person) = (hasChanged, person)
        (self.destinationDepartment, self.destinationPerson) = (destinationDepartment, destinationPerson)
    }

    /// What a field is called. The raw value is its name in forms and drafts.
    package enum Label: String, Sendable, CaseIterable {
        case person = "confirmation-person"
        case destinationDepartment = "confirmation-department"
        case destinationPerson = "confirmation-destination"

        /// In characters.
        package var limit: Int {
            switch self {
            case .person, .destinationPerson: 20
            case .destinationDepartment: 40
            }
        }
    }

    /// 変更有無, by its name in forms: yes or no.
    package static let changed = "confirmation-changed"
    package static let file = "confirmation-file"

    /// All that a draft keeps of it.
    package static let fields = [changed] + Label.allCases.map(\.rawValue)

    package enum Problem: Sendable, Equatable {
        case changeNotChosen
        case text(Label, TextFault)
        /// 取引時確認記録登録申込書
        case fileMissing
    }

    package struct Problems: Error, Sendable, Equatable {
        package let all: [Problem]
    }

    /// - Parameters:
    ///   - answer: what was typed into a field.
    ///   - hasFile: one has been taken for the order.
    package static func read(
        hasFile: Bool, _ answer: (String) -> String
    ) -> Result<TransactionConfirmation, Problems> {
        let names = Dictionary(uniqueKeysWithValues: Label.allCases.map { ($0, PlainName(answer($0.rawValue))) })
        var problems: [Problem] = []
        let hasChanged: Bool? =
            switch answer(changed) {
            case "yes": true
            case "no": false
            default: nil
            }
        if hasChanged == nil { problems.append(.changeNotChosen) }
        for label in Label.allCases {
            let faults = names[label]?.faults(limit: label.limit, isRequired: true) ?? []
            problems += faults.map { .text(label, $0) }
        }
        if hasChanged == true, !hasFile { problems.append(.fileMissing) }
        guard problems.isEmpty, let hasChanged else { return .failure(Problems(all: problems)) }
        func text(_ label: Label) -> String { names[label]?.text ?? "" }
        return .success(
            TransactionConfirmation(
                hasChanged: hasChanged, person: text(.person), destinationDepartment: text(.destinationDepartment),
                destinationPerson: text(.destinationPerson)))
    }
}
