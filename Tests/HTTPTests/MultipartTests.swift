import Testing

@testable import HTTP

@Suite struct MultipartTests {
    private func form(_ body: [UInt8], boundary: String = "b") throws(FormProblem) -> Form {
        let type = "multipart/form-data; boundary=\(boundary)"
        return try Request(method: .post, path: "/", fields: [("Content-Type", type)], body: body).form()
    }

    private func problem(_ body: String, boundary: String = "b") -> FormProblem? {
        do {
            _ = try form(Array(body.utf8), boundary: boundary)
            return nil
        } catch { return error }
    }

    private func text(_ name: String, _ value: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    private func file(_ name: String, _ filename: String, _ content: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(filename)\"\r\nContent-Type: text/csv\r\n\r\n\(content)\r\n"
    }

    @Test func `texts and a file are told apart`() throws {
        let form = try form(
            Array(
                (text("token", "abc") + file("csv", "転送先.csv", "a,b\r\n1,2") + text("名", "値\r\n二") + "--b--\r\n").utf8))
        #expect(form["token"] == "abc" && form["名"] == "値\r\n二" && form["csv"] == nil)
        let file = try #require(form.file("csv"))
        #expect(file.filename == "転送先.csv" && file.contentType == "text/csv")
        #expect(String(decoding: file.bytes, as: UTF8.self) == "a,b\r\n1,2")
        #expect(form.file("token") == nil)
    }

    @Test func `what looks almost like a boundary belongs to the content`() throws {
        for content in [
            "", "\r\n", "--b", "\r\n--", "\r\n-b", "\n--b\n", "\r--b", "\r\r\n--", "--b--", "\r\n--B", "\r\n\r\n",
            "x\r",
        ] {
            let form = try form(Array((file("f", "x.csv", content) + "--b--").utf8))
            #expect(form.file("f")?.bytes == Array(content.utf8))
        }
    }

    @Test func `content may be any bytes`() throws {
        let head = "--b\r\nContent-Disposition: form-data; name=f; filename=x.bin\r\n\r\n"
        let bytes = (0...255).map { UInt8($0) }
        let form = try form(Array(head.utf8) + bytes + Array("\r\n--b--".utf8))
        #expect(form.file("f")?.bytes == bytes)
        #expect(form.file("f")?.contentType == "")
    }

    @Test func `no file chosen is no file`() throws {
        #expect(try form(Array((file("f", "", "") + "--b--\r\n").utf8)).file("f") == nil)
    }

    @Test func `a second file, and a name that comes twice, are refused`() {
        #expect(problem(file("f", "x", "1") + file("g", "y", "2") + "--b--") == .tooManyFiles)
        #expect(problem(file("f", "x", "1") + file("f", "y", "2") + "--b--") == .duplicate("f"))
        #expect(problem(file("f", "x", "1") + text("f", "2") + "--b--") == .duplicate("f"))
        #expect(problem(text("a", "1") + text("a", "1") + "--b--") == .duplicate("a"))
        #expect(problem(file("f", "x", "1") + file("g", "", "") + "--b--") == nil)
    }

    @Test(arguments: [
        "", "--b", "--b\r\n", "--c--", "preamble--b--", "\n--b--", "--b--x", "--b -- \r\n", "--bx\r\n",
        "--b \r\n\r\n--b--", "--b\n\n\n--b--",
        "--b\r\n\r\nx\r\n--b--", "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\n\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\n Content-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\u{1}\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\nx\r\n--b--",
    ]) func `a body against the grammar is refused`(body: String) {
        #expect(problem(body) == .malformed)
    }

    @Test(arguments: [
        ("", ""), ("preamble\r\n", ""), ("\r\n", "\r\n"), ("a\r\n\r\nb\r\n", " \t\r\nepilogue\r\n--b\r\n"), ("", "  "),
    ])
    func `RFC 2046 § 5.1.1 what stands before the first boundary and behind the last is passed over`(
        before: String, behind: String
    ) throws {
        let padded = text("a", "1").replacing("--b\r\n", with: "--b \t\r\n")
        let form = try form(Array((before + padded + text("c", "2") + "--b--" + behind).utf8))
        #expect(form.entries.map(\.name) == ["a", "c"] && form["a"] == "1")
    }

    @Test func `RFC 7578 § 4.2 a name that comes in the extended form alone is that of a file`() throws {
        let head = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename*="
        let form = try form(Array((head + "UTF-8''%E8%A1%A8.csv\r\n\r\nx\r\n--b--").utf8))
        #expect(form.file("f")?.filename == "表.csv" && form["f"] == nil)
        let odd = try self.form(Array((head + "Shift_JIS'ja'x.csv\r\n\r\nx\r\n--b--").utf8))
        #expect(odd.file("f")?.bytes == Array("x".utf8))
    }

    @Test func `a file's name in another encoding is for show, and its content is taken`() throws {
        let head = Array("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"".utf8)
        let tail = Array("\"\r\nX-Other: ".utf8) + [0x95, 0x5C] + Array("\r\n\r\nx\r\n--b--".utf8)
        let form = try form(head + [0x95, 0x5C, 0x83, 0x5C] + Array(".csv".utf8) + tail)
        #expect(form.file("f")?.bytes == Array("x".utf8))
    }

    @Test func `texts must be UTF-8 without NUL`() {
        #expect(problem(text("a", "x\u{0}") + "--b--") == .badText)
        let head = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        #expect(throws: FormProblem.badText) { try form(Array(head.utf8) + [0xFF] + Array("\r\n--b--".utf8)) }
    }

    @Test func `headers of parts are bounded`() {
        let long = String(repeating: "x", count: 5000)
        #expect(problem("--b\r\nX: \(long)\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--") == .malformed)
        let many = String(repeating: "X: y\r\n", count: 9)
        #expect(problem("--b\r\n\(many)Content-Disposition: form-data; name=a\r\n\r\nx\r\n--b--") == .malformed)
        #expect(problem((0..<1001).map { text("n\($0)", "") }.joined() + "--b--") == .tooManyFields)
    }

    @Test func `boundaries are of 1 to 70 characters of their grammar, in quotes or bare`() {
        let type = "multipart/form-data"
        let body = "--b--"
        for value in [
            "", "; boundary=", "; boundary=\"\"", "; boundary=\(String(repeating: "b", count: 71))",
            "; boundary=\"b\u{e9}\"", "; boundary=\"b \"", "; boundary=b; boundary=c",
        ] {
            let request = Request(
                method: .post, path: "/", fields: [("Content-Type", type + value)], body: Array(body.utf8))
            #expect(throws: FormProblem.self) { try request.form() }
        }
        #expect(problem("--a'(b)+_,-./:=?--", boundary: "\"a'(b)+_,-./:=?\"") == nil)
    }

    @Test func `a name of a file becomes no path and shows no tricks`() {
        func name(_ text: String) -> String { UploadedFile(filename: text, contentType: "", bytes: []).filename }
        #expect(name("../../etc/passwd") == "passwd")
        #expect(name("C:\\Users\\a\\b.csv") == "b.csv")
        #expect(name("..") == "" && name(".bashrc") == "bashrc" && name("/") == "")
        #expect(name("a\u{202e}vsc.exe\u{0}\r\n\u{1b}") == "avsc.exe")
        #expect(name(String(repeating: "あ", count: 300)).count == 120)
        #expect(name(" 転送先 一覧.csv ") == "転送先 一覧.csv")
    }

    @Test func `quotes and line ends in names come as browsers escape them`() throws {
        let body =
            "--b\r\nContent-Disposition: form-data; name=\"a%22b%0D%0A%25\"; filename=\"c\\d.csv\"\r\n\r\nx\r\n--b--"
        let form = try form(Array(body.utf8))
        #expect(form.file("a\"b\r\n%25")?.filename == "d.csv")
    }
}
