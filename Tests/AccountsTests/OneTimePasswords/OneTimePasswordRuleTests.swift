@testable import Accounts
@testable import Shell
@testable import Telephony
import Testing

@Suite struct OneTimePasswordRuleTests {
    @Test(arguments: ["Kakunin1", "kakunin1", "KAKUNIN1", "KakuninID", "K1234567890a"])
    func `OTP-3 letters and digits, or letters of both cases, are a 確認用ID`(id: String) {
        #expect(ConfirmationID.problems(in: id) == [])
    }

    @Test(arguments: [
        ("", [ConfirmationIDProblem.empty]), ("kakunin", [.length(7), .lowerCaseOnly]),
        ("KAKUNINID", [.upperCaseOnly]), ("kakuninid", [.lowerCaseOnly]), ("13572468", [.digitsOnly]),
        ("Kakunin20261", []), ("Kakunin202612", [.length(13)]), ("kakunin-1", [.otherCharacters]),
        ("かくにん", [.length(4), .otherCharacters]),
    ])
    func `OTP-3 every broken rule of 確認用ID is named`(id: String, problems: [ConfirmationIDProblem]) {
        #expect(ConfirmationID.problems(in: id) == problems)
    }

    @Test func `OTP-3 PW-3 every broken rule of 確認用パスワード is named at once`() {
        func problems(_ text: String, current: String? = nil) -> [ConfirmationPasswordProblem] {
            ConfirmationPassword.problems(in: text, unlike: current) { $0.digits == "0351927460" }
        }
        func sentences(_ text: String) -> [String] {
            problems(text).map { $0.sentence(naming: "確認用パスワード", in: .japanese) }
        }
        #expect(problems("kaku7nin8") == [])
        #expect(sentences("kakuninpw") == ["確認用パスワードには数字も入れてください（英字のみの設定はできません）。"])
        #expect(problems("13579024").count == 1)
        #expect(problems("aaaa").count == 3)
        #expect(sentences("a0351927460") == ["確認用パスワードには、ご契約の電話番号を入れないでください。"])
        #expect(problems("kaku7nin8", current: "kaku7nin8").count == 1)
        #expect(sentences("") == ["確認用パスワードを入力してください。"])
    }

    @Test(arguments: [
        ("hikari@example.jp", "hikari@example.jp"), ("　ｈｉｋａｒｉ＠ｅｘａｍｐｌｅ．ｊｐ ", "hikari@example.jp"),
        ("a.!$%'*+/?^#-_9@b", "a.!$%'*+/?^#-_9@b"),
    ])
    func `OTP-4 a mail address is read however wide it was typed`(typed: String, read: String) {
        #expect((try? MailAddress.read(typed).get())?.text == read)
    }

    @Test(arguments: [
        "mailto:hikari@example.jp", "MAILTO: hikari@example.jp", "山田 <hikari@example.jp>", "<hikari@example.jp>",
        "\u{200B}hikari@exa\u{00AD}mple.jp\u{FEFF}", "\"a\" <mailto:hikari@example.jp> ",
    ])
    func `OTP-4 what address books and mails put round an address is dropped`(typed: String) {
        #expect((try? MailAddress.read(typed).get())?.text == "hikari@example.jp")
    }

    @Test func `OTP-4 a domain that no mail reaches is doubtful, and not refused`() throws {
        for text in [
            "a@example..jp", "a@-example.jp", "a@example-.jp", "a@localhost", "a@ex_ample.jp", "a@.example.jp",
        ] {
            #expect(try !MailAddress.read(text).get().canReceiveMail, "\(text)")
        }
        for text in ["a@example.jp", "a.@x-1.example.co.jp"] {
            #expect(try MailAddress.read(text).get().canReceiveMail)
        }
    }

    @Test(arguments: [
        ("", [MailAddressProblem.empty]), ("hikari", [.noAtSign]), ("@example.jp", [.startsWithAtSign]),
        ("hikari@", [.endsWithAtSign]), ("hikari@example.", [.endsWithPeriod]), ("a@b@c", [.manyAtSigns]),
        ("@@.", [.manyAtSigns, .startsWithAtSign, .endsWithPeriod]), ("a b@c.jp", [.otherCharacters]),
        ("<x>@c.jp\r\nBcc: d@e.jp", [.otherCharacters, .manyAtSigns]), ("光@example.jp", [.otherCharacters]),
    ])
    func `OTP-4 every broken rule of a mail address is named at once`(typed: String, problems: [MailAddressProblem]) {
        #expect(throws: MailAddressProblems(all: problems)) { try MailAddress.read(typed).get() }
    }

    @Test func `OTP-4 a mail address has at most 256 characters`() {
        let end = "@example.jp"
        #expect(MailAddress(String(repeating: "a", count: 256 - end.count) + end) != nil)
        #expect(MailAddress.problems(in: String(repeating: "a", count: 257 - end.count) + end) == [.length(257)])
    }

    @Test(arguments: [
        ("", OneTimePasswordCodeProblem.empty), ("　", .empty), ("12345", .tooFew(5)), ("1234567", .tooMany(7)),
        ("12345a", .notDigits), ("一二三四五六", .notDigits),
    ])
    func `OTP-5 too few, too many and other characters are told apart`(
        typed: String, problem: OneTimePasswordCodeProblem
    ) {
        #expect(throws: problem) { try OneTimePasswordCode.Typed.read(typed).get() }
    }

    @Test func `OTP-5 a code is the same for one sending and another for every other`() throws {
        let key = try #require(ServerKey([UInt8](repeating: 1, count: 32)))
        let other = try #require(ServerKey([UInt8](repeating: 2, count: 32)))
        func challenge(session: UInt8 = 1, nonce: UInt8 = 1, at: Int64 = 0, to address: String = "a@b.jp") throws
            -> OneTimePasswordChallenge
        {
            OneTimePasswordChallenge(
                session: [UInt8](repeating: session, count: 32), number: try #require(PhoneNumber("0312340001")),
                address: try #require(MailAddress(address)), nonce: [UInt8](repeating: nonce, count: 16),
                firstSentAt: Moment(milliseconds: at))
        }
        let code = try challenge().code(key).digits
        #expect(code.utf8.count == 6)
        #expect(try challenge().code(key).digits == code)
        #expect(try challenge(session: 2).code(key).digits != code)
        #expect(try challenge(nonce: 2).code(key).digits != code)
        #expect(try challenge(at: 1).code(key).digits != code)
        #expect(try challenge(to: "a@c.jp").code(key).digits != code)
        #expect(try challenge().code(other).digits != code)
        #expect(!"\(try challenge().code(key))".contains(code))
    }

    @Test func `OTP-5 derived codes are spread over all six digits`() {
        let key = ServerKey([UInt8](repeating: 1, count: 32))
        let codes = (0..<2000).compactMap { count in
            key.map { OneTimePasswordCode(derived: $0.derive("test", Array("\(count)".utf8))).digits }
        }
        for place in 0..<6 {
            let digits = Dictionary(grouping: codes) { $0[$0.index($0.startIndex, offsetBy: place)] }
            #expect(digits.count == 10)
            #expect(digits.values.allSatisfy { (140...260).contains($0.count) })
        }
        #expect(OneTimePasswordCode(derived: [0, 0, 0, 0, 0, 0, 0, 42]).digits == "000042")
    }

    @Test func `OTP-5 the sixth sending within 15 minutes must wait until the first is 15 minutes old`() {
        let start = Moment(milliseconds: 1_800_000_000_000)
        let four = (0..<4).map { start + .minutes($0) }
        #expect(OneTimePasswords.nextSending(after: four, at: start + .minutes(5)) == nil)
        let five = four + [start + .minutes(4)]
        #expect(OneTimePasswords.nextSending(after: five, at: start + .minutes(5)) == start + .minutes(15))
        #expect(OneTimePasswords.nextSending(after: five, at: start + .minutes(15)) == nil)
    }
}
