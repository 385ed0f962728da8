import Testing

/// Inverted sections: `{{^name}} … {{/name}}`.
@Suite struct InvertedSectionConformanceTests {
    static let truth: [ConformanceCase] = [
        .init("no", "{{^on}}Calls ring here.{{/on}}", ["on": false], gives: "Calls ring here."),
        .init("yes", "[{{^on}}Calls ring here.{{/on}}]", ["on": true], gives: "[]"),
        .init("null is no", "{{^on}}Calls ring here.{{/on}}", ["on": nil], gives: "Calls ring here."),
        .init("an unknown name is no", "{{^on}}Calls ring here.{{/on}}", gives: "Calls ring here."),
        .init("a text is yes, an empty one no", "{{^a}}A{{/a}}{{^b}}B{{/b}}", ["a": "117", "b": ""], gives: "B"),
        .init("a number is yes, zero no", "{{^a}}A{{/a}}{{^b}}B{{/b}}", ["a": -1, "b": 0], gives: "B"),
        .init("an object is yes", "[{{^box}}no box{{pin}}{{/box}}]", ["box": ["pin": 77]], gives: "[]"),
        .init("a list with rows is yes", "[{{^keys}}none{{.}}{{/keys}}]", ["keys": [0, false]], gives: "[]"),
        .init("an empty list is no", "[{{^keys}}none{{/keys}}]", ["keys": []], gives: "[none]"),
        .init(
            "a path that holds is yes", "[{{^line.box.on}}off{{/line.box.on}}]", ["line": ["box": ["on": true]]],
            gives: "[]"),
        .init(
            "a path that ends in no", "[{{^line.box.on}}off{{/line.box.on}}]", ["line": ["box": ["on": false]]],
            gives: "[off]"),
        .init("a path that breaks off is no", "[{{^line.box.on}}off{{/line.box.on}}]", ["line": [:]], gives: "[off]"),
        .init(
            "one name may be asked several times",
            "{{^on}}\n1. ring\n{{/on}}\n2. {{then}}\n{{^on}}\n3. hang up\n{{/on}}\n", ["on": false, "then": "answer"],
            gives: "1. ring\n2. answer\n3. hang up\n"),
        .init(
            "one inside itself, no", "<{{^on}}ring {{^on}}twice{{/on}} then{{/on}} stop>", ["on": false],
            gives: "<ring twice then stop>"),
        .init(
            "one inside itself, yes", "<{{^on}}ring {{^on}}twice{{/on}} then{{/on}} stop>", ["on": true],
            gives: "< stop>"),
        .init(
            "names inside are those outside", "{{^on}}{{tone}}{{/on}}", ["on": false, "tone": "busy"], gives: "busy"),
    ]

    @Test(arguments: truth)
    func `an inverted section is shown once for what counts as no`(_ example: ConformanceCase) throws {
        try example.check()
    }

    static let lines: [ConformanceCase] = [
        .init(
            "white space around and inside stays", "Hall \t{{^on}} ~ {{/on}}\t Attic\n", gives: "Hall \t ~ \t Attic\n"),
        .init("newlines inside stay", "Hall {{^on}}\t{{! ~ }}\n\t{{/on}} Attic\n", gives: "Hall \t\n\t Attic\n"),
        .init(
            "ones that begin and end in a line keep it", "\t{{^on}}A{{/on}}\n\t{{^on}}B{{/on}}\n", gives: "\tA\n\tB\n"),
        .init(
            "tags on lines of their own take the lines away", "<ul>\n{{^on}}\n<li>\n{{/on}}\n</ul>\n",
            gives: "<ul>\n<li>\n</ul>\n"),
        .init("with their indentation", "<ul>\n\t{{^on}}\n<li>\n   {{/on}}\n</ul>\n", gives: "<ul>\n<li>\n</ul>\n"),
        .init("with a carriage return", "<ul>\r\n{{^on}}\r\n{{/on}}\r\n</ul>", gives: "<ul>\r\n</ul>"),
        .init(
            "nothing is left of a hidden one", "<ul>\n  {{^on}}\n  <li>\n  {{/on}}\n</ul>", ["on": true],
            gives: "<ul>\n</ul>"),
        .init("the first line needs no line before it", "    {{^on}}\nHall{{/on}}\nAttic", gives: "Hall\nAttic"),
        .init("the last line needs no newline", "Hall{{^on}}\nAttic\n    {{/on}}", gives: "Hall\nAttic\n"),
        .init("white space inside a tag does not matter", "({{^  on }}~{{/\ton }})", gives: "(~)"),
    ]

    @Test(arguments: lines)
    func `only tags alone on a line take it away`(_ example: ConformanceCase) throws { try example.check() }
}
