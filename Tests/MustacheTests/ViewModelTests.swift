import Mustache
import Testing

/// Pages rendered from view models, as the site renders them.
@Suite struct ViewModelTests {
    struct Row: ViewModel {
        let number: String
        let isOn: Bool

        static let fields: ViewFields<Self> = [
            "number": { .text($0.number) },
            "isOn": { .flag($0.isOn) },
        ]
    }

    struct Page: ViewModel {
        var title = "転送"
        var rows: [Row] = []
        var notice: String?
        var problems: [String] = []
        var count = 0
        var owner: Row?

        static let fields: ViewFields<Self> = [
            "title": { .text($0.title) },
            "rows": { .list($0.rows) },
            "notice": { .text(ifAny: $0.notice) },
            "problems": { .list($0.problems) },
            "count": { .integer($0.count) },
            "owner": { .object(ifAny: $0.owner) },
        ]
    }

    private func render(_ template: String, _ page: Page, partials: [String: String] = [:]) throws -> String {
        var sources = partials
        sources["page"] = template
        return String(decoding: try TemplateLibrary(sources: sources).render("page", page), as: UTF8.self)
    }

    @Test func `a row's names come first, the page's after them`() throws {
        let rows = [Row(number: "0312340001", isOn: true), Row(number: "0312340002", isOn: false)]
        let template = "{{#rows}}{{number}} {{#isOn}}{{title}}{{/isOn}}{{^isOn}}-{{/isOn}};{{/rows}}"
        #expect(try render(template, Page(rows: rows)) == "0312340001 転送;0312340002 -;")
    }

    @Test func `all five characters that mean something in HTML are escaped, wherever they stand`() throws {
        #expect(try render("{{title}}", Page(title: "<a href='x'>&\"")) == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;")
        for place in 0..<20 {
            let (before, after) = (String(repeating: "a", count: place), String(repeating: "7", count: 20 - place))
            #expect(try render("{{title}}", Page(title: before + "'" + after)) == before + "&#39;" + after)
        }
    }

    @Test func `what is not there leaves its section out`() throws {
        let template = "{{#notice}}[{{.}}]{{/notice}}{{^notice}}none{{/notice}} {{#owner}}{{number}}{{/owner}}"
        #expect(try render(template, Page()) == "none ")
        let page = Page(notice: "保存しました", owner: Row(number: "0312340001", isOn: true))
        #expect(try render(template, page) == "[保存しました] 0312340001")
    }

    @Test func `zero, the empty text and the empty list are falsey`() throws {
        let template = "{{^count}}0{{/count}}{{^title}}no title{{/title}}{{^problems}}fine{{/problems}}"
        #expect(try render(template, Page(title: "")) == "0no titlefine")
    }

    @Test func `a list of texts prints each of them`() throws {
        #expect(try render("{{#problems}}<li>{{.}}{{/problems}}", Page(problems: ["a", "b"])) == "<li>a<li>b")
    }

    @Test(arguments: [0, 7, -7, 10, 1_234_567, Int.max, Int.min])
    func `whole numbers are printed in decimal`(_ number: Int) throws {
        #expect(try render("{{count}}", Page(count: number)) == "\(number)")
    }

    @Test func `a layout is filled in by the page and indented`() throws {
        let layout = "<main>\n  {{$content}}\n  {{/content}}\n</main>\n"
        let page = """
            {{<layout}}
            {{$content}}
            <h1>{{title}}</h1>
            <p>{{count}}</p>
            {{/content}}
            {{/layout}}
            """
        let expected = "<main>\n  <h1>転送</h1>\n  <p>3</p>\n</main>\n"
        #expect(try render(page, Page(count: 3), partials: ["layout": layout]) == expected)
    }

    @Test func `lines around a block keep their places when nothing fills it`() throws {
        let template = "a\n  {{$block}}\n    b\n\n  c\n  {{/block}}\nd"
        #expect(try render(template, Page()) == "a\n    b\n\n  c\nd")
    }

    @Test func `a page longer than the first buffer is complete`() throws {
        let rows = (0..<5000).map { Row(number: "\($0)<", isOn: true) }
        let expected = (0..<5000).map { "\($0)&lt;\n" }.joined()
        #expect(try render("{{#rows}}\n{{number}}\n{{/rows}}", Page(rows: rows)) == expected)
    }

    @Test func `a page is written behind what a writer holds`() throws {
        let library = try TemplateLibrary(sources: ["page": "{{title}}"])
        var writer = ByteWriter(capacity: 1)
        writer.append("HTTP ")
        try library.render("page", .object(Page(title: "x")), into: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "HTTP x")
    }

    struct Cell: ViewModel {
        let text: String
        let number: Int
        let isOn: Bool
        let inner: [String]

        static let fields: ViewFields<Self> = [
            "text": { .text($0.text) },
            "number": { .integer($0.number) },
            "isOn": { .flag($0.isOn) },
            "nothing": { _ in .absent },
            "inner": { .list($0.inner) },
        ]
    }

    struct Table: ViewModel {
        let cells: [Cell]

        static let fields: ViewFields<Self> = ["cells": { .list($0.cells) }]
    }

    @Test func `a row prints every kind of value, as often as it is asked`() throws {
        let cells = [
            Cell(text: "<1>", number: -5, isOn: true, inner: ["a", "b"]),
            Cell(text: "", number: 0, isOn: false, inner: []),
        ]
        let template = """
            {{#cells}}[{{text}}{{text}}{{number}}{{isOn}}{{nothing}}{{#inner}}{{.}}{{number}}{{/inner}}\
            {{#text}}T{{.}}{{/text}}{{^text}}-{{/text}}{{#number}}N{{.}}{{/number}}{{^number}}0{{/number}}\
            {{#isOn}}on{{/isOn}}{{^isOn}}off{{/isOn}}{{^nothing}}!{{/nothing}}]{{/cells}}
            """
        let library = try TemplateLibrary(sources: ["page": template])
        let page = String(decoding: try library.render("page", Table(cells: cells)), as: UTF8.self)
        #expect(page == "[&lt;1&gt;&lt;1&gt;-5truea-5b-5T&lt;1&gt;N-5on!][0false-0off!]")
    }
}
