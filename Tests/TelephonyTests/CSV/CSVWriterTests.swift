import Testing

@testable import Telephony

struct CSVWriterTests {
    private func written(_ fields: String...) -> String {
        var writer = CSVWriter(marksUTF8: false)
        writer.line(fields)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `security 54 every field is quoted and lines end in CRLF`() {
        #expect(written("0312340001", "", "a\"b,c") == "\"0312340001\",\"\",\"a\"\"b,c\"\r\n")
    }

    @Test(arguments: ["=1+1", "+81312345678", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1", "'x", "''"])
    func `security 54 what a spreadsheet would run gets an apostrophe, and comes back unchanged`(text: String) throws {
        #expect(written(text).hasPrefix("\"'\(text)"))
        var writer = CSVWriter()
        writer.line("x", text)
        #expect(try CSVReader.read(writer.bytes).get().map(\.fields) == [["x", text]])
    }

    @Test func `security 54 a number written with a country code survives download and upload`() throws {
        var writer = CSVWriter()
        writer.line("+81 3 1234 0001", "0312340002")
        let fields = try CSVReader.read(writer.bytes).get().flatMap(\.fields)
        #expect(fields.map { PhoneNumber($0)?.digits } == ["0312340001", "0312340002"])
    }

    @Test func `Excel is told that the file is UTF-8`() {
        #expect(CSVWriter().bytes == [0xEF, 0xBB, 0xBF])
    }
}
