import Mustache
import Testing

/// What the engine refuses, and the words it refuses it with.
@Suite struct TemplateErrorTests {
    private func compile(_ template: String) throws(TemplateError) -> TemplateLibrary {
        try TemplateLibrary(sources: ["page": template])
    }

    private func render(
        _ sources: [String: String], _ fields: [String: TemplateValue], mode: TemplateLibrary.Mode = .strict
    ) throws(TemplateError) -> String {
        let library = try TemplateLibrary(sources: sources, mode: mode)
        return String(decoding: try library.render("page", TemplateFields(fields)), as: UTF8.self)
    }

    @Test(arguments: [
        ("a\n{{name", "page:2: this tag is never closed."),
        ("a\n\n{{#rows}}\n", "page:3: the section “rows” is never closed."),
        ("{{#a}}\n{{#b}}\n{{/a}}", "page:3: “a” is closed where “b” is open."),
        ("{{! one\ntwo }}\n{{/a}}", "page:3: “a” is closed but nothing is open."),
        ("{{}}", "page:1: a tag needs one name without white space."),
        ("{{a b}}", "page:1: a tag needs one name without white space."),
        ("{{a..b}}", "page:1: a tag needs one name without white space."),
        ("{{=a=}}", "page:1: a set-delimiter tag needs two words without an equals sign."),
        ("\n{{>Shell/missing}}", "page:2: there is no template “Shell/missing”."),
        ("{{<missing}}{{/missing}}", "page:1: there is no template “missing”."),
        ("{{{name}}}", "page:1: “name” would be printed without escaping, which is not allowed here."),
        ("{{& name }}", "page:1: “name” would be printed without escaping, which is not allowed here."),
    ])
    func `a faulty template refuses to compile and says where`(_ template: String, _ sentence: String) throws {
        let error = #expect(throws: TemplateError.self) { try compile(template) }
        #expect(error?.description == sentence)
    }

    @Test func `a name that nothing on the page knows is an error, not an empty string`() throws {
        #expect(throws: TemplateError.unknownKey(template: "page", key: "nmae")) {
            try render(["page": "{{nmae}}"], ["name": .text("x")])
        }
        #expect(throws: TemplateError.unknownKey(template: "part", key: "rows")) {
            try render(["page": "{{>part}}", "part": "{{#rows}}{{/rows}}"], [:])
        }
        #expect(throws: TemplateError.unknownKey(template: "page", key: "a.b")) {
            try render(["page": "{{a.b}}"], ["a": .object(TemplateFields([:]))])
        }
    }

    @Test func `the fault of a filled block is told with the template that filled it`() throws {
        let sources = ["page": "{{<layout}}{{$b}}{{oops}}{{/b}}{{/layout}}", "layout": "{{$b}}{{/b}}"]
        #expect(throws: TemplateError.unknownKey(template: "page", key: "oops")) { try render(sources, [:]) }
    }

    @Test func `what is known but absent prints nothing, its parts neither`() throws {
        #expect(try render(["page": "[{{a}}{{a.b}}]"], ["a": .absent]) == "[]")
    }

    @Test func `a list cannot be printed`() throws {
        #expect(throws: TemplateError.notPrintable(template: "page", key: "rows")) {
            try render(["page": "{{rows}}"], ["rows": .list(["a"])])
        }
        #expect(try render(["page": "{{rows}}"], ["rows": .list(["a"])], mode: .lenient) == "")
    }

    @Test func `a template that is not there is an error`() throws {
        #expect(throws: TemplateError.unknownTemplate(name: "other")) {
            try compile("").render("other", .absent)
        }
    }

    @Test(arguments: [
        ["page": "{{>page}}"],
        ["page": "a\n  {{>page}}\n{{>page}}"],
        ["page": "{{<page}}{{$b}}x{{/b}}{{/page}}"],
        ["page": "{{<other}}{{/other}}", "other": "{{#yes}}{{>page}}{{/yes}}"],
        ["page": String(repeating: "{{#yes}}", count: 1000) + String(repeating: "{{/yes}}", count: 1000)],
    ])
    func `templates that go round in circles end in an error`(_ sources: [String: String]) throws {
        let error = #expect(throws: TemplateError.self) { try render(sources, ["yes": .flag(true)]) }
        guard case .tooDeep = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a block that fills itself with itself comes to an end`() throws {
        let sources = ["page": "{{<layout}}{{$b}}x{{$b}}y{{/b}}{{/b}}{{/layout}}", "layout": "[{{$b}}{{/b}}]"]
        #expect(try render(sources, [:]) == "[xy]")
    }

    @Test func `only plain text may print unescaped in strict mode`() throws {
        let sources = ["note-mail": "{{{name}}} {{name}}"]
        #expect(throws: TemplateError.unescaped(template: "note-mail", line: 1, name: "name")) {
            try TemplateLibrary(sources: sources)
        }
        _ = try TemplateLibrary(sources: sources, isPlainText: { $0 == "note-mail" })
    }
}
