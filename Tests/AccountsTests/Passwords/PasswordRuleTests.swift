@testable import Accounts
@testable import Shell
@testable import Telephony
import Testing

struct PasswordRuleTests {
    private let contract = Set(["0335280001", "0422106999"].compactMap { PhoneNumber($0) })

    private func faults(_ text: String, current: String? = nil) -> [PasswordProblem] {
        Passwords.problems(in: text, current: current) { contract.contains($0) }
    }

    @Test(arguments: [
        "kJ8mPq2x", "blue7sky", "LettersOnly", "abcz7890wxy", "yzab7890", "aaa111bb2", "x0335280009", "Kawa123Kawa",
    ])
    func `PW-1 PW-3 eight to twelve letters and digits are a password`(text: String) {
        #expect(faults(text) == [])
    }

    @Test(arguments: [
        ("kJ8mPq2", [PasswordProblem.length(7)]), ("kJ8mPq2xkJ8mP", [.length(13)]), ("kJ8m-Pq2x", [.otherCharacters]),
        ("ｋJ8mPq2x", [.otherCharacters]), (" kJ8mPq2", [.otherCharacters]), ("パスワードだよね", [.otherCharacters]),
        ("86427531", [.digitsOnly]), ("xx0000yy", [.equalRun]), ("xaaaay12", [.equalRun]), ("xaAaAy12", [.equalRun]),
        ("x1234ykm", [.sequence]), ("x4321ykm", [.sequence]), ("xdcbay12", [.sequence]), ("xAbCdy12", [.sequence]),
        ("k0335280001", [.telephoneNumber]), ("0422106999kk", [.telephoneNumber]), ("", [.empty]),
        ("1qaz2wsx", [.common]), ("PassWord1", [.common]),
    ])
    func `PW-1 PW-3 a broken rule is named`(text: String, expected: [PasswordProblem]) {
        #expect(faults(text) == expected)
    }

    @Test func `PW-4 every broken rule is named at once`() {
        #expect(faults("1111234") == [.length(7), .digitsOnly, .equalRun, .sequence])
        #expect(faults("0335280001!") == [.otherCharacters, .telephoneNumber])
        #expect(faults("0335280001") == [.digitsOnly, .telephoneNumber])
    }

    @Test func `PW-2 the current password is not a new one, and case matters`() {
        #expect(faults("kJ8mPq2x", current: "kJ8mPq2x") == [.current])
        #expect(faults("kJ8mPq2x", current: "kj8mpq2x") == [])
    }

    @Test func `PW-4 both entries must agree, and problems stand at their controls`() {
        func read(_ new: String, _ confirmation: String) -> [Problem] {
            let result = Passwords.read(
                new: PasswordEntry("new", label: "新しいパスワード", new),
                confirmation: PasswordEntry("again", label: "新しいパスワード（確認）", confirmation), current: nil,
                in: .japanese, isNumberOfContract: { _ in false })
            guard case .failure(let problems) = result else { return [] }
            return problems.list
        }
        #expect(read("kJ8mPq2x", "kJ8mPq2x") == [])
        #expect(read("kJ8mPq2x", "kJ8mPq2X").map(\.field) == ["again"])
        #expect(read("kJ8mPq2x", "") == [Problem("again", "新しいパスワード（確認）を入力してください。")])
        #expect(
            read("abc", "abd") == [
                Problem("new", "新しいパスワードは8文字以上12文字以内で入力してください（現在3文字）。"),
                Problem("again", "新しいパスワード（確認）が新しいパスワードと違います。同じパスワードをもう一度入力してください。"),
            ])
    }

    @Test func `PW-3 a very long entry is refused without work that grows with the contract`() {
        var asked = 0
        let text = String(repeating: "0335280001", count: 6_000)
        let faults = Passwords.problems(in: text, current: nil) { _ in
            asked += 1
            return false
        }
        #expect(faults.contains(.length(60_000)))
        #expect(asked < 64)
    }

    @Test func `a password is never printed by accident`() throws {
        let password = try Passwords.read("kJ8mPq2x", isNumberOfContract: { _ in false }).get()
        #expect(!"\(password) \(String(reflecting: password))".contains("kJ8"))
        let temporary = try #require(TemporaryPassword("13572468"))
        #expect(!"\(temporary) \(String(reflecting: temporary))".contains("1357"))
    }

    @Test(arguments: ["13572468", "00000012", "12345679", "90123456"])
    func `IVR-4 eight digits are a temporary password`(digits: String) {
        #expect(TemporaryPassword(digits)?.digits == digits)
    }

    @Test(arguments: [
        "", "1357246", "135724680", "1357246a", "00000000", "99999999", "12345678", "87654321", "98765432", "23456789",
        "01234567", "00000001", "10000000", "７７７", "１３５７２４６８",
    ])
    func `IVR-4 too few, too many, seven equal and counted digits are not`(digits: String) {
        #expect(TemporaryPassword(digits) == nil)
    }

    @Test func `IVR-4 the end of a number of the contract is no temporary password`() {
        #expect(TemporaryPassword("12340001", isEndOfNumber: { "0312340001".hasSuffix($0) }) == nil)
        #expect(TemporaryPassword("12340002", isEndOfNumber: { "0312340001".hasSuffix($0) }) != nil)
    }
}
