import Testing

@testable import Telephony

struct PhoneNumberTests {
    @Test(arguments: [
        "0312345678", "03-1234-5678", "03 1234 5678", "(03)1234-5678", "０３－１２３４－５６７８", "（03）1234‐5678",
        "＋８１-3-1234-5678", "+81 (0)3 1234 5678", "+81312345678", "03\u{3000}1234\u{3000}5678", "03ー1234ー5678",
        "03−1234–5678", "03〜1234～5678", "\u{202D}03-1234-5678\u{202C}", "'0312345678", "０３（１２３４）５６７８", "03ｰ1234—5678",
    ])
    func `NUM-1 a number is read however it is written`(text: String) {
        #expect(PhoneNumber(text)?.digits == "0312345678")
    }

    @Test(arguments: [
        "", "03", "abc", "031234567", "03123456789", "12345678901", "0012345678", "03-1234-567a", "03+12345678",
        "+1 212 555 0100",
        "03#1234567", "٠٣١٢٣٤٥٦٧٨", String(repeating: " ", count: 100_000) + "0312345678",
    ])
    func `NUM-1 what is no telephone number is not read`(text: String) {
        #expect(PhoneNumber(text) == nil)
    }

    @Test func `digits that come from a store are taken as they are, and nothing is mended`() {
        #expect(PhoneNumber(ascii: "0312345678".utf8)?.digits == "0312345678")
        #expect(PhoneNumber(ascii: "03-12345678".utf8) == nil)
        #expect(PhoneNumber(ascii: "0912345678９".utf8) == nil)
    }

    @Test(arguments: [
        ("0312340001", "03-1234-0001"), ("0600001111", "06-0000-1111"), ("0422100000", "0422-10-0000"),
        ("0422106999", "0422-10-6999"), ("0422210000", "0422-21-0000"), ("0427211234", "042-721-1234"),
        ("0429221234", "04-2922-1234"), ("0471631234", "04-7163-1234"), ("0453211234", "045-321-1234"),
        ("0521231234", "052-123-1234"), ("0751231234", "075-123-1234"), ("0112211234", "011-221-1234"),
        ("0126721234", "01267-2-1234"), ("0499221234", "0499221234"), ("0499821234", "04998-2-1234"),
        ("0460851234", "0460-85-1234"), ("0980521234", "0980-52-1234"), ("0988661234", "098-866-1234"),
        ("09012345678", "090-1234-5678"), ("05012345678", "050-1234-5678"), ("08012345678", "080-1234-5678"),
        ("08001234567", "0800-123-4567"), ("0120123456", "0120-123-456"), ("0570123456", "0570-123-456"),
        ("0990123456", "0990-123-456"), ("0910123456", "0910123456"), ("0900123456", "0900123456"),
    ])
    func `NUM-1 a number is shown with hyphens where the numbering plan makes them certain`(
        digits: String, shown: String
    ) {
        #expect(PhoneNumber(digits)?.display == shown)
    }

    @Test func `every number of ten digits can be shown, and its hyphens change no digit`() {
        for prefix in 1_000..<10_000 {
            let number = PhoneNumber("0\(prefix)12345")
            #expect(number?.display.filter { $0 != "-" } == number?.digits)
        }
    }

    @Test func `numbers sort by their digits`() {
        let numbers = ["0312340002", "0312340010", "0312340001"].compactMap { PhoneNumber($0) }
        #expect(numbers.sorted().map(\.digits) == ["0312340001", "0312340002", "0312340010"])
    }

    @Test(arguments: [
        "03.1234.0001", "03/1234/0001", "03・1234・0001", "03_1234_0001", "03―1234—0001", "tel:03-1234-0001",
        "TEL：03(1234)0001",
        "電話番号 0312340001", "℡03-1234-0001", "Tel. 03 1234 0001", "☎0312340001", "tel:+81-3-1234-0001",
        "(TEL) 03-1234-0001", "（電話）03-1234-0001", "03•1234•0001", "03‧1234‧0001", "03⁄1234∕0001", "03➖1234˗0001",
    ])
    func `NUM-7 separators and a word in front are the system's work`(text: String) {
        #expect(PhoneNumber(text)?.digits == "0312340001")
    }

    @Test(arguments: ["0312340001.0", "601234567.0", "312340001.00", "0601234567.0 "])
    func `NUM-7 the point of a spreadsheet's decimal is no separator`(text: String) {
        #expect(PhoneNumber(text) == nil)
        #expect(PhoneNumber(lackingZero: text) == nil)
    }

    @Test func `NUM-7 a number without its area code is told so`() {
        #expect(ContractNumber.read("1234-0001") == .failure(.noAreaCode))
        #expect(ContractNumber.read("12340") == .failure(.noAreaCode))
        #expect(ContractNumber.read("110") == .failure(.noLeadingZero))
        #expect(ContractNumber.read("312340001") == .failure(.noLeadingZero))
    }

    @Test func `a number of eleven digits stands among those of ten as its digits do`() {
        let texts = [
            "0901234567", "09012345670", "09012345679", "0901234568", "05012345678", "0501234567", "0800123456",
        ]
        let numbers = texts.compactMap { PhoneNumber($0) }
        #expect(numbers.sorted().map(\.digits) == texts.sorted())
        #expect(Set(numbers).count == texts.count)
    }

    @Test(arguments: ["06-0000-1111", "0312340001", "０４２２１０６９９９"])
    func `NUM-2 fixed lines can be numbers of a contract`(text: String) throws {
        #expect(try ContractNumber.read(text).get().isContractNumber)
    }

    @Test(arguments: [
        ("", "契約電話番号を入力してください。"),
        ("abc", "契約電話番号は数字で入力してください（ハイフンや空白は入れても構いません）。"),
        ("312340001", "契約電話番号は0から始まる市外局番から入力してください。"),
        ("031234000", "契約電話番号は市外局番から数字10桁で入力してください（現在9桁）。"),
        ("0120123456", "0120で始まる番号は、契約電話番号に使えません。市外局番から始まる番号を入力してください。"),
        ("09012345678", "090で始まる番号は、契約電話番号に使えません。市外局番から始まる番号を入力してください。"),
        ("06012345678", "060で始まる番号は、契約電話番号に使えません。市外局番から始まる番号を入力してください。"),
    ])
    func `NUM-2 other numbers cannot, and the sentence says why`(text: String, sentence: String) {
        guard case .failure(let fault) = ContractNumber.read(text) else {
            Issue.record("\(text) was accepted")
            return
        }
        #expect(fault.sentence(naming: "契約電話番号", in: .japanese) == sentence)
    }
}
