@testable import Shell
@testable import Telephony
import Testing

struct CSVUploadTests {
    private let kind = CSVUpload(header: ["電話番号", "パスワード"], contents: "電話番号とパスワード")

    private func rows(_ text: String) -> [[String]]? { try? kind.read(Array(text.utf8)).get().map(\.fields) }

    private func refusal(_ bytes: [UInt8]) -> String? {
        guard case .failure(let unreadable) = kind.read(bytes) else { return nil }
        return unreadable.sentence
    }

    @Test func `FWD-4 our own header line and empty lines say nothing`() {
        #expect(rows("\"電話番号\",\"パスワード\"\r\n\r\n0312340001,a\r\n,\r\n") == [["0312340001", "a"]])
    }

    @Test func `FWD-4 a header line is one in the first line only`() {
        #expect(rows("0312340001,a\n電話番号,パスワード\n")?.count == 2)
    }

    @Test func `FWD-4 what is too large, too long, empty or no text at all is refused with its reason`() {
        let line = Array("0312340001,a\n".utf8)
        #expect(refusal([UInt8](repeating: 0x61, count: 1 << 20 + 1))?.hasPrefix("CSVファイルは1MBまでです。") == true)
        #expect(refusal(Array(repeatElement(line, count: 7001).joined()))?.hasPrefix("CSVファイルは7,000行までです。") == true)
        #expect(refusal(Array("電話番号,パスワード\n".utf8) + Array(repeatElement(line, count: 7000).joined())) == nil)
        #expect(refusal([])?.contains("何も書かれていません") == true)
        #expect(refusal(Array("電話番号,パスワード\n".utf8))?.contains("電話番号とパスワードを入れたファイル") == true)
        #expect(refusal([0x30, 0])?.contains("NUL") == true)
    }
}
