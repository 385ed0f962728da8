import Foundation
@testable import Ordering
import Shell
import Telephony
import Testing

/// ORD-4 to 6: what people type about themselves.
@Suite struct CustomerFormTests {
    private static let good: [String: String] = [
        "contact-company": "見本商事株式会社", "contact-person": "見本 花子", "contact-telephone": "０３－１２３４－５６７８",
        "contact-mail": "hanako@example.jp", "technical-same": "yes", "billing-postalCode": "100-0001",
        "billing-prefecture": "13", "billing-city": "千代田区千代田1-1", "billing-addressee": "経理部",
        "billing-customerKind": "corporation",
    ]

    private func read(_ changes: [String: String] = [:]) -> Result<CustomerDetails, CustomerProblems> {
        let answers = Self.good.merging(changes) { $1 }
        return CustomerForm(usualChannel: "T1400041") { answers[$0] ?? "" }.read()
    }

    private func problems(_ changes: [String: String]) -> [String] {
        guard case .failure(let problems) = read(changes) else { return [] }
        return problems.all.map(\.field)
    }

    @Test func `ORD-4 what is typed is read, and the technical contact may be the same`() throws {
        let details = try read(["contact-mail-2": "somu@example.jp"]).get()
        #expect(details.technical == details.contact && details.contact.telephone.digits == "0312345678")
        #expect(details.otherMails.map(\.text) == ["somu@example.jp"])
        #expect(details.billing?.postalCode == "1000001" && details.sales.channel == "T1400041")
    }

    @Test func `ORD-4 everything that is wrong is told at once`() {
        #expect(
            problems(["contact-company": " ", "contact-telephone": "110", "contact-mail": "a", "technical-same": ""])
                == [
                    "contact-company", "contact-telephone", "contact-mail", "technical-company", "technical-person",
                    "technical-telephone", "technical-mail",
                ])
    }

    @Test(arguments: [
        ("contact-company", 50), ("contact-department", 40), ("contact-person", 20), ("contact-kana", 40),
        ("billing-city", 60), ("billing-building", 60), ("billing-addressee", 50), ("sales-salesPerson", 20),
    ])
    func `ORD-4, 5, 6 names have their limits`(field: String, limit: Int) {
        #expect(problems([field: String(repeating: "あ", count: limit)]).isEmpty)
        #expect(problems([field: String(repeating: "あ", count: limit + 1)]) == [field])
        #expect(problems([field: "a\u{202E}b"]) == [field])
    }

    @Test(arguments: ["", "123", "12345678", "abcdefg", "〒100"])
    func `ORD-5 a postal code has seven digits`(text: String) {
        #expect(problems(["billing-postalCode": text]) == ["billing-postalCode"])
    }

    @Test func `ORD-5 choices are choices`() {
        #expect(problems(["billing-prefecture": "48", "billing-customerKind": "x"]).count == 2)
        #expect(Prefecture.all.count == 47)
    }

    @Test(arguments: [("", true), ("T1400041", true), ("A0000000", true), ("t1400041", false), ("T140004", false)])
    func `ORD-6 a sales channel has its form, and emptied it is the usual one`(text: String, isGood: Bool) {
        #expect(problems(["sales-channel": text]).isEmpty == isGood)
    }

    @Test func `ORD-6 the example of a sales channel is the operator's own`() {
        let form = CustomerForm(usualChannel: "Z7654321") { $0 == "sales-channel" ? "12" : "" }
        guard case .failure(let problems) = form.read(),
            let problem = problems.all.map({ $0.problem(in: .japanese) }).first(where: { $0.field == "sales-channel" })
        else { return #expect(Bool(false), "12 is no channel") }
        #expect(problem.sentence == "販売チャネルコードは、英大文字と数字7桁で入力してください。例：Z7654321")
    }

    @Test func `What was typed comes back from the draft as it was`() {
        let typed = ["rows": "22\t201\r\n22\t202\n", "a": "\\n\\", "empty": "", "日本": "語\u{0301}"]
        var answers = OrderAnswers(typed.filter { !$0.value.isEmpty })
        answers["gone"] = "x"
        answers["gone"] = ""
        let back = OrderAnswers(text: answers.text)
        #expect(back["rows"] == "22\t201\n22\t202\n" && back["a"] == "\\n\\" && back["日本"] == "語\u{0301}")
        #expect(!back.has("gone") && !back.has("empty"))
    }
}
