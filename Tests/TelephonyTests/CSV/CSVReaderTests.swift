import Testing

@testable import Telephony

struct CSVReaderTests {
    private func rows(_ text: String) -> [[String]]? {
        try? CSVReader.read(Array(text.utf8)).get().map(\.fields)
    }

    private func rows(_ bytes: [UInt8]) -> [[String]]? {
        try? CSVReader.read(bytes).get().map(\.fields)
    }

    private func problem(_ bytes: [UInt8], limits: CSVLimits = CSVLimits()) -> CSVProblem? {
        guard case .failure(let problem) = CSVReader.read(bytes, limits: limits) else { return nil }
        return problem
    }

    private func problem(_ text: String, limits: CSVLimits = CSVLimits()) -> CSVProblem? {
        problem(Array(text.utf8), limits: limits)
    }

    @Test(arguments: [
        "\"0312340001\",\"09012345678\"\r\n\"0312340002\",\"\"\r\n", "0312340001,09012345678\r\n0312340002,\r\n",
        "0312340001,09012345678\n0312340002,", "\"0312340001\",09012345678\n\n0312340002,\"\"\r\n\r\n",
        "0312340001,09012345678\r0312340002,\r", "0312340001\t09012345678\r\n0312340002\t\r\n",
        "\u{FEFF}0312340001,09012345678\r\n0312340002,",
    ])
    func `FWD-4 CRLF or LF, with quotes or without, is the same file`(text: String) {
        #expect(rows(text) == [["0312340001", "09012345678"], ["0312340002", ""]])
    }

    @Test func `quotes, commas and line ends inside quotes belong to the text`() {
        #expect(rows("\"a\"\"b\",\"c,d\"\r\n\"e\r\nf\",\"\"\"\"\r\n") == [["a\"b", "c,d"], ["e\r\nf", "\""]])
        #expect(rows("\"x\"\"\",\"\"\"y\"") == [["x\"", "\"y"]])
    }

    @Test func `FWD-5 a row knows the line of the file at which it begins`() throws {
        let text = "a,b\r\n\r\n\"c\r\nc\",d\r\ne,f\n\ng"
        #expect(try CSVReader.read(Array(text.utf8)).get().map(\.number) == [1, 3, 5, 7])
    }

    @Test func `what is not well formed is refused with its line`() {
        #expect(problem("a,b\n\"c,d\ne,f\n") == .openQuote(line: 2))
        #expect(problem("a,b\nc\"d,e") == .strayQuote(line: 2))
        #expect(problem("a,b\n\"c\"d,e") == .strayQuote(line: 2))
    }

    @Test(arguments: ["", "\r\n\r\n", "\u{FEFF}"])
    func `an empty file is named as such`(text: String) {
        #expect(problem(text) == .empty)
    }

    @Test func `rows, columns and cells are limited`() {
        let limits = CSVLimits(rows: 1, columns: 2, cell: 4)
        #expect(problem("a\nb\n", limits: limits) == nil)
        // A title and a heading are no rows.
        #expect(problem("a\nb\n\nc\n", limits: limits) == nil)
        #expect(problem("a\nb\n\nc\nd\n", limits: limits) == .tooManyRows(limit: 1))
        #expect(problem("a,b\nc,d,e\n", limits: limits) == .tooManyColumns(line: 2, limit: 2))
        #expect(problem("a,b\nc,ddddd\n", limits: limits) == .longCell(line: 2, column: 2, limit: 4))
    }

    private let header: [[String]] = [["転送元電話番号", "転送先電話番号"], ["0312340001", "０９０−１２３４"]]

    @Test func `security 56 UTF-16 is read in both byte orders, with a mark and without`() {
        let text = "転送元電話番号,転送先電話番号\r\n0312340001,０９０−１２３４\r\n"
        let plain = "0312340001,09012345678\r\n"
        for isLittleEndian in [true, false] {
            func bytes(_ text: String) -> [UInt8] {
                text.utf16.flatMap { unit in
                    let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                    return isLittleEndian ? pair.reversed() : pair
                }
            }
            #expect(rows(bytes("\u{FEFF}" + text)) == header)
            #expect(rows(bytes(plain)) == [["0312340001", "09012345678"]])
            #expect(problem(bytes("\u{FEFF}a") + [0]) == .unknownEncoding)
            #expect(problem(bytes("\u{FEFF}a\0b")) == .nul)
        }
        #expect(problem([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00]) == .unknownEncoding)
    }

    @Test func `security 56 Shift_JIS is read as Windows writes it`() {
        // 電話,①髙ｶﾅ
        let bytes: [UInt8] = [0x93, 0x64, 0x98, 0x62, 0x2C, 0x87, 0x40, 0xFB, 0xFC, 0xB6, 0xC5, 0x0D, 0x0A]
        #expect(rows(bytes) == [["電話", "①髙ｶﾅ"]])
    }

    @Test func `security 56 what belongs to no encoding is refused with the reason`() {
        #expect(problem([0x30, 0x2C, 0xFF, 0x0A]) == .unknownEncoding)
        #expect(problem([0xEF, 0xBB, 0xBF, 0x30, 0xC0, 0x80]) == .unknownEncoding)
        #expect(problem("0312340001,0\0") == .nul)
        #expect(problem([0x30, 0x2C, 0x93]) == .unknownEncoding)
    }

    @Test func `security 51 a workbook is named as such`() {
        #expect(problem([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00]) == .workbook)
    }

    @Test func `FWD-4 a file of 7,000 rows is read whole`() throws {
        let text = (0..<7_000).map { "\"042210\(String(10_000 + $0).dropFirst())\",\"09012345678\"\r\n" }.joined()
        let lines = try CSVReader.read(Array(("\"転送元電話番号\",\"転送先電話番号\"\r\n" + text).utf8)).get()
        #expect(lines.count == 7_001)
        #expect(lines.last == CSVLine(number: 7_001, fields: ["0422106999", "09012345678"]))
    }
}
