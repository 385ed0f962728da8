import Testing

/// Partials: `{{>name}}`.
@Suite struct PartialConformanceTests {
    static let lookup: [ConformanceCase] = [
        .init(
            "a partial stands where it is named", "({{>tone}})", partials: ["tone": "a dial tone"],
            gives: "(a dial tone)"),
        .init("a folder belongs to the name", "({{>Shell/tone}})", partials: ["Shell/tone": "dial"], gives: "(dial)"),
        .init("an unknown one is nothing", "({{>tone}})", partials: ["tones": "dial"], gives: "()"),
        .init(
            "it sees the page's names", "{{>tone}}", ["hertz": 400], partials: ["tone": "<{{hertz}}>"], gives: "<400>"),
        .init(
            "it sees the names of the row it is in", "{{#tones}}{{>tone}}{{/tones}}",
            ["tones": [["hertz": 400], [:]], "hertz": 16],
            partials: ["tone": "<{{hertz}}>"], gives: "<400><16>"),
        .init(
            "it may name others", "{{>call}}", ["from": "Aoki", "to": "Mori"],
            partials: ["call": "{{from}} calls {{>callee}}.", "callee": "Ms {{to}}"], gives: "Aoki calls Ms Mori."),
        .init(
            "it may name itself", "{{>menu}}",
            ["key": 1, "below": [["key": 2, "below": [["key": 3, "below": []]]], ["key": 4, "below": []]]],
            partials: ["menu": "{{key}}({{#below}}{{>menu}}{{/below}})"], gives: "1(2(3())4())"),
    ]

    @Test(arguments: lookup)
    func `a partial is put in where its tag stands`(_ example: ConformanceCase) throws { try example.check() }

    static let whiteSpace: [ConformanceCase] = [
        .init(
            "around the tag and inside the partial it stays", "Hall {{>gap}} Attic", partials: ["gap": "\t~ "],
            gives: "Hall \t~  Attic"),
        .init("inside the tag it does not matter", "({{>  gap\t}})", partials: ["gap": "~"], gives: "(~)"),
        .init(
            "a partial behind other things is not indented", "\t{{owner}} {{>lines}}\n", ["owner": "Aoki"],
            partials: ["lines": "201\n202"], gives: "\tAoki 201\n202\n"),
        .init(
            "two partials on one line are not indented", "  {{>lines}}{{>lines}}\n", partials: ["lines": "201\n202"],
            gives: "  201\n202201\n202\n"),
    ]

    @Test(arguments: whiteSpace)
    func `a partial inside a line leaves the line as it is`(_ example: ConformanceCase) throws { try example.check() }

    static let ownLines: [ConformanceCase] = [
        .init(
            "the newline behind the tag goes", "<ul>\n{{>item}}\n</ul>", partials: ["item": "<li>\n"],
            gives: "<ul>\n<li>\n</ul>"),
        .init(
            "a carriage return with it", "<ul>\r\n{{>item}}\r\n</ul>", partials: ["item": "<li>"],
            gives: "<ul>\r\n<li></ul>"),
        .init(
            "the first line needs no line before it", "   {{>lines}}\n203", partials: ["lines": "201\n202"],
            gives: "   201\n   202203"),
        .init(
            "the last line needs no newline", "200\n   {{>lines}}", partials: ["lines": "201\n202"],
            gives: "200\n   201\n   202"),
        .init(
            "every line of the partial is indented, the lines of a value are not",
            "<pre>\n\t{{>note}}\n</pre>\n", ["text": "ring\nanswer"],
            partials: ["note": "from {{{text}}}\n{{{text}}}\n--\n"],
            gives: "<pre>\n\tfrom ring\nanswer\n\tring\nanswer\n\t--\n</pre>\n"),
        .init(
            "indentations add up", "a\n {{>outer}}\nd\n", partials: ["outer": "b\n\t{{>inner}}\n", "inner": "c\nc\n"],
            gives: "a\n b\n \tc\n \tc\nd\n"),
        .init(
            "rows are indented too", "  {{>keys}}\n", ["keys": [1, 2]],
            partials: ["keys": "<ul>\n{{#keys}}\n<li>{{.}}\n{{/keys}}\n</ul>\n"],
            gives: "  <ul>\n  <li>1\n  <li>2\n  </ul>\n"),
    ]

    @Test(arguments: ownLines)
    func `a partial on a line of its own is indented as its tag is`(_ example: ConformanceCase) throws {
        try example.check()
    }
}
