@testable import Contracts
@testable import Telephony
import Testing

@Suite struct ContractRuleTests {
    func read(_ change: (inout Contracts.Text) -> Void) -> Result<ContractDraft, ContractProblems> {
        var text = Contracts.Text()
        text.number = "0312340001"
        change(&text)
        return Contracts.read(text)
    }

    func problems(_ change: (inout Contracts.Text) -> Void) -> [ContractProblem] {
        switch read(change) {
        case .success: []
        case .failure(let problems): problems.all
        }
    }

    @Test func `NUM-1 contract numbers are read as people write them`() throws {
        for written in ["0312340001", "03-1234-0001", "０３（１２３４）０００１", "+81 3 1234 0001"] {
            #expect(try read { $0.number = written }.get().number.digits == "0312340001")
        }
    }

    @Test func `NUM-2 the guide's own example is a contract number`() throws {
        #expect(try read { $0.number = "06-0000-1111" }.get().number.digits == "0600001111")
    }

    @Test(arguments: ["", "031234000", "03123400011", "09012345678", "0501234567", "0120123456", "0570123456", "110"])
    func `NUM-2 special numbers and wrong lengths are no contract numbers`(text: String) {
        #expect(problems { $0.number = text } == [.notContractNumber(text)])
        #expect(problems { $0.additionalNumbers = [text] } == [.notContractNumber(text)])
    }

    @Test func `OPS-1 a range stands for all its numbers, with hyphens or without`() throws {
        for range in ["0312340002-0312340005", "03-1234-0002〜03-1234-0005", "0312340002 - 0312340005"] {
            let draft = try read { $0.additionalNumbers = [range, "0312340004", "0312340009"] }.get()
            #expect(ContractNumberList.text(of: draft.additionalNumbers) == "0312340002-0312340005, 0312340009")
            #expect(draft.additionalNumbers.count == 5)
        }
    }

    @Test func `OPS-1 two numbers without a hyphen between them are no range`() {
        #expect(problems { $0.additionalNumbers = ["0312340002 0312340005"] } != [])
    }

    @Test func `OPS-1 a range that runs backwards or through special numbers is refused`() {
        #expect(
            problems { $0.additionalNumbers = ["0312340005-0312340002"] } == [.badRange("0312340005-0312340002")])
        #expect(problems { $0.additionalNumbers = ["0119999990-0120000001"] }.count == 1)
    }

    @Test func `OPS-1 6,999 additional numbers are allowed and one more is not`() throws {
        let draft = try read { $0.additionalNumbers = ["0422100001-0422106999"] }.get()
        #expect(draft.additionalNumbers.count == 6_999)
        #expect(problems { $0.additionalNumbers = ["0422100001-0422107000"] } == [.tooManyNumbers(7_000)])
        #expect(
            problems { $0.additionalNumbers = ["0422100001-0422106999", "0312340002"] } == [.tooManyNumbers(7_000)])
        #expect(problems { $0.additionalNumbers = ["0100000000-0999999999"] } != [])
    }

    @Test func `OPS-1 the contract number cannot be its own additional number`() throws {
        let number = try #require(PhoneNumber("0312340001"))
        #expect(problems { $0.additionalNumbers = ["0312340001-0312340003"] } == [.ownNumber(number)])
    }

    @Test func `OPS-1 everything that is wrong is named at once`() {
        let problems = problems { text in
            text.kind = "premium"
            text.channels = "0"
            text.services = ["bulk-forwarding", "coffee"]
            text.name = "二行\n目"
            text.additionalNumbers = ["119"]
        }
        #expect(
            problems == [
                .kind("premium"), .service("coffee"), .notContractNumber("119"), .name, .channels("0"),
            ])
    }

    @Test func `OPS-1 a refusal is one line however odd the input`() {
        for text in ["a\nb", "\u{1B}[31m", "\u{202E}", String(repeating: "9", count: 5_000)] {
            let sentence = ContractProblem.notContractNumber(text).description
            #expect(!sentence.unicodeScalars.contains(where: PlainName.isControl))
            #expect(sentence.count < 250)
        }
    }
}
