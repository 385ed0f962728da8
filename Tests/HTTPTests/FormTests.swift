import Testing

@testable import HTTP

@Suite struct FormTests {
    private func form(_ body: String, type: String? = "application/x-www-form-urlencoded") throws(FormProblem) -> Form {
        try Request(
            method: .post, path: "/", fields: type.map { [("Content-Type", $0)] } ?? [], body: Array(body.utf8)
        ).form()
    }

    private func problem(_ body: String, type: String? = "application/x-www-form-urlencoded") -> FormProblem? {
        do {
            _ = try form(body, type: type)
            return nil
        } catch { return error }
    }

    @Test func `names and texts are decoded and keep their order`() throws {
        let form = try form("number=0312340001&name=%E5%8D%B0%E7%A4%BA+a%2Bb&empty=&bare&&=x")
        #expect(form["number"] == "0312340001")
        #expect(form["name"] == "印示 a+b")
        #expect(form["empty"] == "" && form["bare"] == "" && form[""] == "x")
        #expect(form["absent"] == nil && form.file("number") == nil)
        #expect(form.entries.map(\.name) == ["number", "name", "empty", "bare", ""])
    }

    @Test func `the query is read in the same way, and what others have added to it spoils nothing`() {
        #expect(Request(path: "/history?page=2&q=%20").queryForm()["page"] == "2")
        #expect(Request(path: "/").queryForm().entries.isEmpty)
        let form = Request(path: "/?a=1&a=2&page=2&fbclid=%zz&%ff=1&x=%00&&=&utm").queryForm()
        #expect(form["page"] == "2" && form["a"] == nil && form["utm"] == "")
        let many = (0..<5000).map { "x\($0)=1" }.joined(separator: "&")
        #expect(Request(path: "/?page=3&" + many).queryForm()["page"] == "3")
    }

    @Test func `a name that comes twice is refused`() {
        #expect(problem("a=1&a=1") == .duplicate("a"))
        #expect(problem("a=1&%61=2") == .duplicate("a"))
    }

    @Test(arguments: [
        "a=%", "a=%1", "a=%zz", "%=a", "a=%ff", "a=%c0%af", "a=%ed%a0%80", "a=%00", "a\u{0}=b", "a=b\u{0}",
    ])
    func `text that cannot be decoded is refused`(body: String) {
        #expect(problem(body) == .badText)
    }

    @Test func `names and their number are bounded`() {
        #expect(problem(String(repeating: "n", count: 256)) == nil)
        #expect(problem(String(repeating: "n", count: 257)) == .nameTooLong)
        #expect(problem((0..<1000).map { "n\($0)=" }.joined(separator: "&")) == nil)
        #expect(problem((0..<1001).map { "n\($0)=" }.joined(separator: "&")) == .tooManyFields)
    }

    @Test func `only forms in UTF-8 are forms`() {
        #expect(problem("", type: nil) == nil)
        #expect(problem("a=b", type: nil) == .unsupportedType)
        #expect(problem("a=b", type: "text/plain") == .unsupportedType)
        #expect(problem("{}", type: "application/json") == .unsupportedType)
        #expect(problem("a=b", type: "Application/X-WWW-Form-URLEncoded; charset=\"UTF-8\"") == nil)
        #expect(problem("a=b", type: "application/x-www-form-urlencoded; charset=Shift_JIS") == .unsupportedType)
        #expect(problem("a=b", type: "application/x-www-form-urlencoded; charset") == .unsupportedType)
        for type in ["; charset=utf-8;", ";", ";; charset=utf-8", "; charset=utf-8 ; ;", " ; "] {
            #expect(
                problem("a=b", type: "application/x-www-form-urlencoded" + type) == nil, "RFC 9110 § 5.6.6: \(type)")
        }
        for type in ["; charset=", "; =utf-8;", "; charset;", "; charset=utf-8; charset=utf-8;"] {
            #expect(problem("a=b", type: "application/x-www-form-urlencoded" + type) == .unsupportedType)
        }
        #expect(
            FormProblem.unsupportedType.status == .unsupportedMediaType && FormProblem.badText.status == .badRequest)
    }

    @Test func `text goes through percent-encoding and back unchanged`() throws {
        let texts = ["", "a b&c=d+e%f", "電話番号", "<\"'&>\u{2028}", "/path?x=y#z", "\r\n\t"]
        let query = PercentEncoding.query(texts.enumerated().map { ("名\($0.offset)", $0.element) })
        let form = Request(path: "/?" + query).queryForm()
        #expect(form.entries.map(\.value) == texts)
        #expect(PercentEncoding.component("a/b c~é") == "a%2Fb%20c~%C3%A9")
    }

    @Test func `a cookie is found among others, and not when it comes twice`() {
        func cookie(_ values: String..., name: String = "__Host-session") -> String? {
            Request(path: "/", fields: values.map { ("Cookie", $0) }).cookie(name)
        }
        #expect(cookie("__Host-session=abc") == "abc")
        #expect(cookie("a=b; __Host-session=a=b==; c=d") == "a=b==")
        #expect(cookie("a=b;__Host-session=abc ;c") == "abc")
        #expect(cookie("a=b", "__Host-session=abc") == "abc")
        #expect(cookie("__Host-session=") == "")
        #expect(cookie("__Host-sessionx=abc; x__Host-session=abc; __host-session=abc; __Host-session") == nil)
        #expect(cookie("__Host-session=abc; __Host-session=abd") == nil)
        #expect(cookie("__Host-session=abc", "__Host-session=abc") == nil)
        #expect(cookie() == nil)
    }
}
