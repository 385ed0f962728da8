import Testing

@testable import Telephony

private enum Column: Int, CSVColumn {
    case number, password

    func name(in language: Language) -> String { self == .number ? "電話番号" : "パスワード" }
    static func contents(in language: Language) -> String { "電話番号とパスワード" }
}

struct CSVColumnTests {
    private func rows(_ text: String) -> [[String]]? { try? Column.read(Array(text.utf8)).get().records.map(\.fields) }

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
        #expect(refusal(header)?.contains("電話番号とパスワードの行がありません") == true)
        #expect(refusal([0x30, 0])?.contains("NUL") == true)
    }

    @Test func `FWD-4 what is written by the columns uploads unchanged`() throws {
        let lines = [["0312340001", "a"], ["0312340002", "b"]]
        #expect(try Column.read(Column.file(lines, in: .japanese)).get().records.map(\.fields) == lines)
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

    /// What spreadsheets and people make of the same two lines.
    @Test(arguments: [
        "電話番号,パスワード\r\n0312340001,a\r\n0312340002,\r\n", "0312340001,a,,,\n0312340002\n",
        "電話番号,パスワード,,\n0312340001,a,,\n,,,\n0312340002,,,\n,,,\n", "\r\n\r\n電話番号,パスワード\r\n0312340001,a\r\n0312340002",
        " \"電話番号\" , \"パスワード\" \n \"0312340001\" , \"a\" \n\"0312340002\" ,\n",
        "電話番号　,パスワード \n0312340001,a\n0312340002,\n", "“電話番号”,”パスワード”\n“0312340001”,“a”\n“0312340002”,“”\n",
        "パスワード,電話番号\na,0312340001\n,0312340002\n", "電話の番号;ぱすわーど\n0312340001;a\n0312340002;\n",
        "備考,パスワード,電話番号\nx,a,0312340001\ny,,0312340002\n", "sep=;\r\n0312340001;a\r\n0312340002;\r\n",
        "表1\n電話番号（10桁）,パスワード(8〜12文字)\n0312340001,a\n0312340002,\n",
        "2026/11/27\n電話番号,パスワード\n0312340001,a\n0312340002,\n", "表１,列２\n0312340001,a\n0312340002,\n",
        "2026年11月27日現在の一覧\n電話番号（例：0312345678）,パスワード\n0312340001,a\n0312340002,\n",
        "パスワード（8文字）,電話番号（10桁）\na,0312340001\n,0312340002\n",
        "電話番号,パスワード\n(半角),(半角)\n0312340001,a\n0312340002,\n",
        "一覧\n電話番号,パスワード\n0312340001,a\n0312340002,\n", "電話番号\tパスワード\r\n0312340001\ta\r\n0312340002\t\r\n",
        "\u{FEFF}電話番号,パスワード\r0312340001,a\r0312340002,\r\u{1A}", "ＮＯ，,\n0312340001,a\n0312340002,\n",
    ])
    func `FWD-4 a table is read as spreadsheets really write it`(text: String) {
        #expect(rows(text) == [["0312340001", "a"], ["0312340002", ""]])
    }

    /// What a spreadsheet or a person has made of a number is data still, to be named where it is wrong.
    @Test(arguments: [
        "312340001,a", "0312340001", "3.12E+08,a", "9E+09,a", "312,340,001", "=\"0312340001\",a", "1001,a",
        "電話番号0312340001,a",
        "tel:0312340001,a", "0312340001x,abc1", "1,", "0312340001（代表）,a", "0312340001電話,a", "03-1234-000l,a",
    ])
    func `FWD-5 a first line that can be meant for a number is no heading`(line: String) throws {
        #expect(rows(line + "\n0312340002,b")?.count == 2)
        #expect(rows("電話番号,パスワード\n" + line + "\n0312340002,b")?.count == 2)
    }

    @Test func `FWD-4 a line below the heading that has a digit is data`() {
        #expect(rows("電話番号,パスワード\n内線1,a\n0312340002,b")?.count == 2)
    }

    @Test func `FWD-4 what was made of a heading is said`() throws {
        func said(_ text: String) throws -> String? {
            try Column.read(Array(text.utf8)).get().heading?.sentence(in: .japanese)
        }
        #expect(try said("0312340001,a") == nil)
        #expect(try said("表1\n電話番号（10桁）,パスワード\n0312340001,a") == "1～2行目は見出しとして読み飛ばしました。")
        #expect(try said("電話番号（10桁）,パスワード\n0312340001,a") == "1行目は見出しとして読み飛ばしました。")
        #expect(try said("\n番号,秘密\n0312340001,a") == "2行目は見出しとして読み飛ばしました。")
        #expect(
            try said("備考,パスワード,電話番号\n,a,0312340001")
                == "1行目は見出しとして読み飛ばしました。列は、見出しの名前のとおりに読み取りました。「備考」の列は使いません。")
    }

    @Test func `FWD-5 a heading that tells no order, and cells behind the columns, are named`() throws {
        #expect(refusal(Array("所属,パスワード,名前\n営業,a,0312340001".utf8)) == nil)
        #expect(refusal(Array("パスワード,名前,所属\na,0312340001,営業".utf8))?.contains("1行目の見出しから") == true)
        #expect(try Column.read(Array("0312340001,a,x".utf8)).get().records.map(\.isWhole) == [false])
    }

    @Test func `security 51 what is no table is named with what to do`() {
        for (bytes, words) in [
            (Array("<!DOCTYPE html><table>".utf8), "Webページ"), (Array("\r\n<?xml version=\"1.0\"?>".utf8), "Webページ"),
            ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "CSV UTF-8"), (Array("%PDF-1.7".utf8), "PDF"),
            ([0x89, 0x50, 0x4E, 0x47], "画像"), (Array("{\\rtf1".utf8), "文書"),
        ] {
            #expect(refusal(bytes)?.contains(words) == true)
        }
    }
}

struct SpreadsheetMarkTests {
    @Test(arguments: [
        ("3.12340001E+08", "0312340001"), ("3.12340001e8", "0312340001"), ("9.012345678E+09", "09012345678"),
        ("312,340,001", "0312340001"), ("0,312,340,001", "0312340001"), ("￥9,012,345,678", "09012345678"),
        ("9012345678.00", "09012345678"), ("9,012,345,678.0", "09012345678"), ("=\"0312340001\"", "0312340001"),
        ("=\"03-1234-0001\"", "0312340001"), ("=312340001", "0312340001"), ("8.19012345678E+11", "09012345678"),
    ])
    func `FWD-5 a number in a spreadsheet's form is known again`(text: String, digits: String) {
        #expect(SpreadsheetMark(text)?.digits == digits)
    }

    @Test(arguments: ["9.01235E+10", "9.01235E+09", "9E+09", "3.1234E+08"])
    func `FWD-5 lost digits are named as lost`(text: String) {
        #expect(SpreadsheetMark(text)?.kind == .exponent)
        #expect(SpreadsheetMark(text)?.digits == nil)
    }

    @Test(arguments: [
        "0312340001", "03-1234-0001", "03.1234.0001", "", "a,b", "1,2,3", "=A1", "e", "tel:0312340001", "１２",
    ])
    func `other texts bear no mark of a spreadsheet`(text: String) {
        #expect(SpreadsheetMark(text) == nil)
    }
}
