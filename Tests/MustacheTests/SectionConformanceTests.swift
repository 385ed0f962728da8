import Testing

/// Sections: `{{#name}} … {{/name}}`.
@Suite struct SectionConformanceTests {
    static let truth: [ConformanceCase] = [
        .init("yes", "Waiting{{#on}} is on{{/on}}", ["on": true], gives: "Waiting is on"),
        .init("no", "Waiting{{#on}} is on{{/on}}", ["on": false], gives: "Waiting"),
        .init("null is no", "Waiting{{#on}} is on{{/on}}", ["on": nil], gives: "Waiting"),
        .init("an unknown name is no", "Waiting{{#on}} is on{{/on}}", gives: "Waiting"),
        .init("a text is yes, an empty one no", "{{#a}}A{{/a}}{{#b}}B{{/b}}", ["a": "117", "b": ""], gives: "A"),
        .init("a number is yes, zero no", "{{#a}}A{{/a}}{{#b}}B{{/b}}", ["a": -1, "b": 0], gives: "A"),
        .init("an object is yes, an empty one too", "{{#line}}({{line.pin}}){{/line}}", ["line": [:]], gives: "()"),
        .init("an empty list is no", "[{{#rules}}rule{{/rules}}]", ["rules": []], gives: "[]"),
        .init(
            "a path that holds is yes", "{{#line.box.on}}full{{/line.box.on}}", ["line": ["box": ["on": true]]],
            gives: "full"),
        .init(
            "a path that ends in no", "[{{#line.box.on}}full{{/line.box.on}}]", ["line": ["box": ["on": false]]],
            gives: "[]"),
        .init("a path that breaks off is no", "[{{#line.box.on}}full{{/line.box.on}}]", ["line": [:]], gives: "[]"),
        .init(
            "one name may be asked several times",
            "{{#on}}\n1. ring\n{{/on}}\n2. {{then}}\n{{#on}}\n3. hang up\n{{/on}}\n",
            ["on": true, "then": "answer"], gives: "1. ring\n2. answer\n3. hang up\n"),
        .init(
            "a section inside itself, yes", "<{{#on}}ring {{#on}}twice{{/on}} then{{/on}} stop>", ["on": true],
            gives: "<ring twice then stop>"),
        .init(
            "a section inside itself, no", "<{{#on}}ring {{#on}}twice{{/on}} then{{/on}} stop>", ["on": false],
            gives: "< stop>"),
    ]

    @Test(arguments: truth)
    func `a section is shown for what counts as yes`(_ example: ConformanceCase) throws { try example.check() }

    static let stack: [ConformanceCase] = [
        .init(
            "an object's names are known inside", "{{#box}}pin {{pin}}{{/box}}", ["box": ["pin": 77]], gives: "pin 77"),
        .init(
            "the inner name hides the outer, other outer names are seen",
            "{{#line}}{{name}}/{{site}}/{{plan.tariff}}{{/line}} {{name}}",
            ["name": "page", "site": "Mito", "plan": ["tariff": "night"], "line": ["name": "Hall"]],
            gives: "Hall/Mito/night page"),
        .init(
            "a text is the dot and keeps its name", "{{#code}}{{.}}={{code}}{{/code}}", ["code": "*21"],
            gives: "*21=*21"),
        .init(
            "every level adds to those around it",
            """
            {{#site}}
            {{a}}
            {{#floor}}
            {{a}}{{b}}
            {{#room.desk}}
            {{a}}{{b}}{{c}}
            {{#d}}
            {{a}}{{b}}{{c}}{{d}}{{.}}
            {{/d}}
            {{c}}{{b}}{{a}}
            {{/room.desk}}
            {{b}}{{a}}{{c}}
            {{/floor}}
            {{a}}{{b}}
            {{/site}}
            """,
            ["site": ["a": 1], "floor": ["b": 2, "room": ["desk": ["c": 3, "d": 4]]]],
            gives: "1\n12\n123\n12344\n321\n21\n1\n"),
        .init(
            "rows of rows see the rows they are in",
            "{{#floors}}{{#rooms}}{{sign.short}}{{room}}:"
                + "{{#phones}} {{sign.long}}{{room}}{{phone}}{{/phones}};{{/rooms}}{{/floors}}",
            [
                "floors": [
                    [
                        "sign": ["short": "f", "long": "floor"],
                        "rooms": [
                            ["room": 8, "phones": [["phone": "p"], ["phone": "q"]]], ["room": 9, "phones": []],
                        ],
                    ]
                ]
            ],
            gives: "f8: floor8p floor8q;f9:;"),
    ]

    @Test(arguments: stack)
    func `names are looked for from the inside out`(_ example: ConformanceCase) throws { try example.check() }

    static let lists: [ConformanceCase] = [
        .init(
            "objects", "{{#rules}}{{code}};{{/rules}}", ["rules": [["code": 21], ["code": 61], ["code": 67]]],
            gives: "21;61;67;"),
        .init("texts", "{{#keys}}<{{.}}>{{/keys}}", ["keys": ["star", "hash"]], gives: "<star><hash>"),
        .init("numbers", "{{#keys}}<{{.}}>{{/keys}}", ["keys": [7, 0, 4]], gives: "<7><0><4>"),
        .init("decimals", "{{#fees}}<{{.}}>{{/fees}}", ["fees": ["8.5", "0.25"]], gives: "<8.5><0.25>"),
        .init(
            "lists", "{{#pads}}<{{#.}}{{.}}{{/.}}>{{/pads}}", ["pads": [[1, 2], ["star", "hash"], []]],
            gives: "<12><starhash><>"),
        .init(
            "escaped", "{{#keys}}<{{.}}>{{/keys}}", ["keys": ["'", "\"", "&", "<"]],
            gives: "<&#39;><&quot;><&amp;><&lt;>"),
        .init(
            "unescaped in three braces", "{{#keys}}<{{{.}}}>{{/keys}}", ["keys": ["'", "\"", "&"]], gives: #"<'><"><&>"#
        ),
        .init(
            "unescaped with an ampersand", "{{#keys}}<{{&.}}>{{/keys}}", ["keys": ["'", "\"", "&"]],
            gives: #"<'><"><&>"#),
        .init(
            "the page itself may be a list", "{{#.}}<{{code}}>{{/.}}", [["code": 21], ["code": 61]], gives: "<21><61>"),
    ]

    @Test(arguments: lists)
    func `a section over a list is shown once a row`(_ example: ConformanceCase) throws { try example.check() }

    static let lines: [ConformanceCase] = [
        .init(
            "white space around and inside stays", "Hall \t{{#on}} ~ {{/on}}\t Attic\n", ["on": true],
            gives: "Hall \t ~ \t Attic\n"),
        .init(
            "newlines inside stay", "Hall {{#on}}\t{{! ~ }}\n\t{{/on}} Attic\n", ["on": true],
            gives: "Hall \t\n\t Attic\n"),
        .init(
            "sections that begin and end in a line keep it", "\t{{#on}}A{{/on}}\n\t{{#on}}B{{/on}}\n", ["on": true],
            gives: "\tA\n\tB\n"),
        .init(
            "tags on lines of their own take the lines away", "<ul>\n{{#on}}\n<li>\n{{/on}}\n</ul>\n", ["on": true],
            gives: "<ul>\n<li>\n</ul>\n"),
        .init(
            "with their indentation", "<ul>\n\t{{#on}}\n<li>\n   {{/on}}\n</ul>\n", ["on": true],
            gives: "<ul>\n<li>\n</ul>\n"),
        .init("with a carriage return", "<ul>\r\n{{#on}}\r\n{{/on}}\r\n</ul>", ["on": true], gives: "<ul>\r\n</ul>"),
        .init(
            "rows keep their indentation", "{{#keys}}\n  <li>{{.}}\n{{/keys}}\n", ["keys": [1, 2]],
            gives: "  <li>1\n  <li>2\n"),
        .init("nothing is left of a hidden one", "<ul>\n  {{#on}}\n  <li>\n  {{/on}}\n</ul>", gives: "<ul>\n</ul>"),
        .init(
            "the first line needs no line before it", "    {{#on}}\nHall{{/on}}\nAttic", ["on": true],
            gives: "Hall\nAttic"),
        .init(
            "the last line needs no newline", "Hall{{#on}}\nAttic\n    {{/on}}", ["on": true], gives: "Hall\nAttic\n"),
        .init("white space inside a tag does not matter", "({{#  on }}~{{/\ton }})", ["on": true], gives: "(~)"),
    ]

    @Test(arguments: lines)
    func `only tags alone on a line take it away`(_ example: ConformanceCase) throws { try example.check() }
}
