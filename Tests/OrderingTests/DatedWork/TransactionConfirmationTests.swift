@testable import Ordering
import Testing

/// 犯罪収益移転防止法に関するご確認
@Suite struct TransactionConfirmationTests {
    private typealias Confirmation = TransactionConfirmation

    private static let typed = [
        Confirmation.changed: "no", "confirmation-person": " 見本 花子 ", "confirmation-department": "総務部",
        "confirmation-destination": "ﾐﾎﾝ 太郎",
    ]

    private func read(
        _ answers: [String: String], hasFile: Bool = false
    ) -> Result<Confirmation, Confirmation.Problems> {
        let typed = Self.typed.merging(answers) { $1 }
        return Confirmation.read(hasFile: hasFile) { typed[$0] ?? "" }
    }

    @Test func `DATED-3 who confirms and where letters go is said`() throws {
        #expect(
            try read([:]).get()
                == Confirmation(
                    hasChanged: false, person: "見本 花子", destinationDepartment: "総務部", destinationPerson: "ミホン 太郎"))
        let empty = Dictionary(uniqueKeysWithValues: Confirmation.fields.map { ($0, "") })
        #expect(
            read(empty)
                == .failure(
                    Confirmation.Problems(
                        all: [.changeNotChosen] + Confirmation.Label.allCases.map { .text($0, .missing) })))
    }

    @Test(arguments: [("confirmation-person", 20), ("confirmation-department", 40), ("confirmation-destination", 20)])
    func `DATED-3 names have their lengths`(field: String, limit: Int) throws {
        _ = try read([field: String(repeating: "名", count: limit)]).get()
        let label = try #require(Confirmation.Label(rawValue: field))
        #expect(
            read([field: String(repeating: "名", count: limit + 1)])
                == .failure(Confirmation.Problems(all: [.text(label, .tooLong(limit: limit, is: limit + 1))])))
    }

    @Test func `DATED-3 what has changed is proved by a file`() throws {
        #expect(
            read([Confirmation.changed: "yes"]) == .failure(Confirmation.Problems(all: [.fileMissing])))
        #expect(try read([Confirmation.changed: "yes"], hasFile: true).get().hasChanged)
    }
}
