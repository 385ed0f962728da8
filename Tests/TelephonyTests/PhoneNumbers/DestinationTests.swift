import Testing

@testable import Telephony

struct DestinationTests {
    private func fault(_ text: String, _ policy: Destination.Policy = .init()) -> DestinationProblem? {
        guard case .failure(let fault) = Destination.read(text, policy: policy) else { return nil }
        return fault
    }

    @Test(arguments: [
        "0312345678", "0600001111", "0612345678", "05012345678", "07012345678", "08012345678", "09012345678",
        "0422-10-0000",
        "０９０－１２３４－５６７８", "+81 90 1234 5678", "0184654321", "0186421234", "0178221234", "0171234567", "0994421234",
        "0181234567",
    ])
    func `NUM-3 fixed lines, IP telephones and mobiles are destinations`(text: String) {
        #expect(fault(text) == nil)
    }

    @Test(arguments: [
        ("001", "00で始まる番号（事業者接続）"), ("0033-03-1234-5678", "00で始まる番号（事業者接続）"), ("0077123456", "00で始まる番号（事業者接続）"),
        ("00810312345678", "00で始まる番号（事業者接続）"), ("0088123456", "00で始まる番号（事業者接続）"),
        ("0070312345678", "00で始まる番号（事業者接続）"), ("010-1-212-555-0100", "010で始まる番号（国際接続）"),
        ("02012345678", "020で始まる番号（無線呼出し、機器間通信）"), ("06001234567", "0600で始まる11桁の番号（eコールなど）"),
        ("0120123456", "0120で始まる番号（着信課金サービス）"),
        ("0120-1234-5678", "0120で始まる番号（着信課金サービス）"), ("08001234567", "0800で始まる番号（着信課金サービス）"),
        ("0570000000", "0570で始まる番号（特定番号着信サービス）"), ("0180990000", "0180で始まる番号（テレゴング）"),
        ("0170123456", "0170で始まる番号（伝言ダイヤル）"), ("0990500000", "0990で始まる番号（情報料代理徴収サービス）"),
        ("0912345678", "091で始まる番号（特定接続）"), ("100", "1で始まる番号（110、119、104などの番号）"),
        ("104", "1で始まる番号（110、119、104などの番号）"), ("110", "1で始まる番号（110、119、104などの番号）"),
        ("１１９", "1で始まる番号（110、119、104などの番号）"), ("222", "3桁の番号"), ("#8000", "＃で始まる番号（＃ダイヤル）"),
        ("＃９１１０", "＃で始まる番号（＃ダイヤル）"), ("*1234", "＊で始まる番号（サービスの操作番号）"),
        ("1840312345678", "184または186で始まる番号（発信者番号の非通知・通知の指定）"),
        ("186-090-1234-5678", "184または186で始まる番号（発信者番号の非通知・通知の指定）"),
        ("+1 212 555 0100", "＋81以外の国番号で始まる番号（国際電話）"),
    ])
    func `NUM-4 each refused kind is named`(text: String, kind: String) {
        #expect(fault(text)?.sentence(naming: "転送先電話番号", in: .japanese) == "\(kind)は転送先に登録できません。")
    }

    @Test func `NUM-4 0600001111 rings in Osaka, and 0600 with eleven digits does not`() {
        #expect(fault("0600001111") == nil)
        #expect(fault("06000011112") == .refused(.electronicCall))
        #expect(fault("060000111") == .wrongLength(9))
    }

    @Test func `NUM-4 080 is a mobile and 0800 is paid by the called`() {
        #expect(fault("08012345678") == nil)
        #expect(fault("08001234567") == .refused(.freeCall0800))
        #expect(fault("0800123456") == .refused(.freeCall0800))
    }

    @Test func `NUM-5 by policy 060 is a mobile, and 0600 stays refused`() {
        let policy = Destination.Policy()
        #expect(fault("06012345678", policy) == nil)
        #expect(fault("06001234567", policy) == .refused(.electronicCall))
        #expect(fault("0600001111", policy) == nil)
        #expect(fault("0601234567", policy) == nil)
        let guide = Destination.Policy(allowsMobile060: false)
        #expect(fault("06012345678", guide) == .refused(.mobile060))
        #expect(fault("06001234567", guide) == .refused(.electronicCall))
    }

    @Test(arguments: [
        ("", "転送先電話番号を入力してください。"), ("\u{3000}", "転送先電話番号を入力してください。"),
        ("あいう", "転送先電話番号は数字で入力してください（ハイフンや空白は入れても構いません）。"),
        ("3.12E+08", "転送先電話番号は数字で入力してください（ハイフンや空白は入れても構いません）。"),
        ("031234567", "転送先電話番号は数字10桁または11桁で入力してください（現在9桁）。"),
        ("090123456789", "転送先電話番号は数字10桁または11桁で入力してください（現在12桁）。"),
        ("03123456789", "転送先電話番号は数字10桁で入力してください（11桁の番号は、携帯電話とIP電話の番号だけです）。"),
        ("0901234567", "090で始まる転送先電話番号は数字11桁で入力してください（現在10桁）。"),
        ("09001234567", "0900で始まる番号は使われていません。転送先電話番号をお確かめください。"),
        ("2233", "転送先電話番号は0から始まる番号で、市外局番から入力してください。"),
        ("1234-5678", "転送先電話番号は市外局番から入力してください。例：03-1234-5678"),
        ("22334", "転送先電話番号は市外局番から入力してください。例：03-1234-5678"),
        ("03#12345678", "転送先電話番号は数字で入力してください（ハイフンや空白は入れても構いません）。"),
    ])
    func `NUM-6 a wrong form is named as such, with the way to mend it`(text: String, sentence: String) {
        #expect(fault(text)?.sentence(naming: "転送先電話番号", in: .japanese) == sentence)
        #expect(fault(text)?.sentence(naming: "転送先電話番号", in: .japanese).contains("登録できません") == false)
    }

    @Test func `FWD-5 a leading 0 that a spreadsheet has dropped is recognised, and not repaired unasked`() {
        #expect(fault("312345678") == PhoneNumber("0312345678").map { .lostLeadingZero($0) })
        #expect(fault("9012345678") == PhoneNumber("09012345678").map { .lostLeadingZero($0) })
        #expect(fault("184654321") == PhoneNumber("0184654321").map { .lostLeadingZero($0) })
        #expect(fault("312345678")?.sentence(naming: "転送先電話番号", in: .japanese).contains("0312345678のように0から") == true)
        #expect(fault("120123456") == .refused(.short))
    }

    @Test func `NUM-4 no text whatever becomes a destination of a refused kind`() {
        for prefix in RefusedKind.allCases
        where ![.foreign, .threeDigits, .electronicCall, .mobile060].contains(prefix) {
            for length in 3...14 {
                let text = prefix.rawValue.padding(toLength: length)
                if case .success(let number) = Destination.read(text) { Issue.record("\(number) was accepted") }
            }
        }
    }
}

extension String {
    fileprivate func padding(toLength length: Int) -> String {
        self + String(repeating: "5", count: max(0, length - count))
    }
}
