import Testing

@testable import Telephony

private enum Column: Int, CSVColumn {
    case number, password

    func name(in language: Language) -> String { self == .number ? "電話番号" : "パスワード" }
    static func contents(in language: Language) -> String { "電話番号とパスワード" }
}

struct CSVColumnTests {
    private func rows(_ text: String) -> [[String]]? { try? Column.read(Array(text.utf8)).get().map(\.fields) }

    private func refusal(_ bytes: [UInt8]) -> String? {
        guard case .failure(let problem) = Column.read(bytes) else { return nil }
        return problem.sentence(about: Column.self, in: .japanese)
    }

    @Test func `FWD-4 our own header line and empty lines say nothing`() {
        #expect(rows("\"電話番号\",\"パスワード\"\r\n\r\n0312340001,a\r\n,\r\n") == [["0312340001", "a"]])
    }

    @Test func `FWD-4 a header line is one in the first line only`() {
        #expect(rows("0312340001,a\n電話番号,パスワード\n")?.count == 2)
    }

    @Test func `FWD-4 what is too large, too long, empty or no text at all is refused with its reason`() {
        let line = Array("0312340001,a\n".utf8)
        let (limits, header) = (Column.limits, Array("電話番号,パスワード\n".utf8))
        #expect(
            refusal([UInt8](repeating: 0x61, count: limits.bytes + 1))?
                .hasPrefix("CSVファイルは\(limits.megabytes)MBまでです。") == true)
        #expect(
            refusal(Array(repeatElement(line, count: limits.rows + 1).joined()))?
                .hasPrefix("CSVファイルは\(limits.rows.inGroups)行までです。") == true)
        #expect(refusal(header + Array(repeatElement(line, count: limits.rows).joined())) == nil)
        #expect(refusal([])?.contains("何も書かれていません") == true)
        #expect(refusal(header)?.contains("電話番号とパスワードを入れたファイル") == true)
        #expect(refusal([0x30, 0])?.contains("NUL") == true)
    }

    @Test func `FWD-4 what is written by the columns uploads unchanged`() throws {
        let lines = [["0312340001", "a"], ["0312340002", "b"]]
        #expect(try Column.read(Column.file(lines, in: .japanese)).get().map(\.fields) == lines)
    }

    @Test func `FWD-5 a text that is none of the numbers is told apart by what is wrong with it`() throws {
        let known = try #require(PhoneNumber("0312340001"))
        let read = { (text: String) in PhoneNumber.read(text, isKnown: { $0 == known }) }
        #expect(read("03-1234-0001") == .success(known))
        #expect(read("312340001") == .failure(.lostZero(known)))
        #expect(read("0399999999") == .failure(.foreign(nil)))
        #expect(read("09012345678") == .failure(.foreign(.special(prefix: "090"))))
        #expect(read("03") == .failure(.form(.wrongLength(2))))
        #expect(read("") == .failure(.form(.empty)))
    }

    @Test func `FWD-5 a number that comes twice is named with the line it came first`() throws {
        let number = try #require(PhoneNumber("0312340001"))
        var lines = CSVNumberLines()
        #expect(lines.repetition(of: number, in: 2) == nil)
        #expect(lines.repetition(of: number, in: 5) == .duplicate(ofLine: 2))
        #expect(lines.repetition(of: number, in: 7) == .duplicate(ofLine: 2))
        #expect(lines[number] == 2)
    }
}
