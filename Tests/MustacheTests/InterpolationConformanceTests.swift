import Testing

/// Values: `{{name}}`, `{{{name}}}` and `{{&name}}`.
@Suite struct InterpolationConformanceTests {
    static let values: [ConformanceCase] = [
        .init("text without tags stays as it is", "Press {star} 21 } {\n", gives: "Press {star} 21 } {\n"),
        .init(
            "a name gives way to its value", "Divert to {{target}}.\n", ["target": "Aoki"], gives: "Divert to Aoki.\n"),
        .init(
            "a value is not read as a template",
            "{{prompt}} {{{prompt}}} {{code}}", ["prompt": "{{code}}", "code": "*21#"],
            gives: "{{code}} {{code}} *21#"),
        .init(
            "the five signs of HTML are escaped", "<b>{{owner}}</b>", ["owner": #"O'Hara & "Son" <attic>"#],
            gives: "<b>O&#39;Hara &amp; &quot;Son&quot; &lt;attic&gt;</b>"),
        .init(
            "three braces leave them as they are", "<b>{{{owner}}}</b>", ["owner": #"O'Hara & "Son" <attic>"#],
            gives: #"<b>O'Hara & "Son" <attic></b>"#),
        .init(
            "an ampersand leaves them as they are", "<b>{{&owner}}</b>", ["owner": #"O'Hara & "Son" <attic>"#],
            gives: #"<b>O'Hara & "Son" <attic></b>"#),
        .init("whole numbers", "{{rings}} {{{rings}}} {{&rings}} rings", ["rings": 6], gives: "6 6 6 rings"),
        .init(
            "negative numbers and zero", "{{gain}} dB, {{delay}} s", ["gain": -12, "delay": 0], gives: "-12 dB, 0 s"),
        .init("decimals", "{{price}} {{{price}}} {{&price}}", ["price": "0.075"], gives: "0.075 0.075 0.075"),
        .init("flags", "{{on}} {{off}}", ["on": true, "off": false], gives: "true false"),
        .init("null is nothing", "[{{pin}}][{{{pin}}}][{{&pin}}]", ["pin": nil], gives: "[][][]"),
        .init("unknown names are nothing", "[{{pin}}][{{{pin}}}][{{&pin}}]", gives: "[][][]"),
    ]

    @Test(arguments: values)
    func `a tag is replaced by its value`(_ example: ConformanceCase) throws { try example.check() }

    static let dottedNames: [ConformanceCase] = [
        .init(
            "a path says what a section says", "{{line.owner}} = {{#line}}{{owner}}{{/line}}",
            ["line": ["owner": "M&M"]], gives: "M&amp;M = M&amp;M"),
        .init(
            "so it does in three braces", "{{{line.owner}}} = {{#line}}{{{owner}}}{{/line}}",
            ["line": ["owner": "M&M"]], gives: "M&M = M&M"),
        .init(
            "so it does with an ampersand", "{{&line.owner}} = {{#line}}{{&owner}}{{/line}}",
            ["line": ["owner": "M&M"]], gives: "M&M = M&M"),
        .init(
            "a path may be as long as it likes", "{{site.floor.room.desk.phone.key}}",
            ["site": ["floor": ["room": ["desk": ["phone": ["key": "hash"]]]]]], gives: "hash"),
        .init("a path that breaks off is nothing", "[{{line.owner.name}}]", ["line": [:]], gives: "[]"),
        .init("a path through a text is nothing", "[{{line.owner}}]", ["line": "Hall"], gives: "[]"),
        .init("a path through null is nothing", "[{{line.owner}}]", ["line": nil], gives: "[]"),
        .init(
            "only the first name is looked for on the page", "[{{line.box.owner.name}}]",
            ["line": ["box": [:]], "owner": ["name": "Aoki"]], gives: "[]"),
        .init(
            "the innermost object that has the first name answers", "{{#line}}{{box.greeting.text}}{{/line}}",
            ["line": ["box": ["greeting": ["text": "inner"]]], "box": ["greeting": ["text": "outer"]]],
            gives: "inner"),
        .init(
            "it answers even when it lacks the rest", "[{{#line}}{{box.pin}}{{/line}}]",
            ["line": ["box": [:]], "box": ["pin": 1234]], gives: "[]"),
        .init("a key with a dot is out of reach", "[{{line.pin}}]", ["line.pin": 1234], gives: "[]"),
        .init(
            "and hides nothing", "[{{line.pin}}]", ["line.pin": 1234, "line": ["pin": 5678]], gives: "[5678]"),
    ]

    @Test(arguments: dottedNames)
    func `dotted names go from object to object`(_ example: ConformanceCase) throws { try example.check() }

    static let implicitIterator: [ConformanceCase] = [
        .init("text", "Dial {{.}}.", "one one seven", gives: "Dial one one seven."),
        .init("escaped", "<i>{{.}}</i>", #"<'&'> ""#, gives: "<i>&lt;&#39;&amp;&#39;&gt; &quot;</i>"),
        .init("unescaped in three braces", "<i>{{{.}}}</i>", #"<'&'> ""#, gives: #"<i><'&'> "</i>"#),
        .init("unescaped with an ampersand", "<i>{{&.}}</i>", #"<'&'> ""#, gives: #"<i><'&'> "</i>"#),
        .init("number", "Dial {{.}}.", 117, gives: "Dial 117."),
    ]

    @Test(arguments: implicitIterator)
    func `a dot is the value itself`(_ example: ConformanceCase) throws { try example.check() }

    static let whiteSpace: [ConformanceCase] = [
        .init("around a value it stays", "Hall {{tone}} Attic", ["tone": "~"], gives: "Hall ~ Attic"),
        .init("around three braces it stays", "Hall {{{tone}}} Attic", ["tone": "~"], gives: "Hall ~ Attic"),
        .init("around an ampersand it stays", "Hall {{&tone}} Attic", ["tone": "~"], gives: "Hall ~ Attic"),
        .init("a value alone keeps its line", "\t{{tone}}\nend", ["tone": "~"], gives: "\t~\nend"),
        .init("three braces alone keep their line", "\t{{{tone}}}\nend", ["tone": "~"], gives: "\t~\nend"),
        .init("an ampersand alone keeps its line", "\t{{&tone}}\nend", ["tone": "~"], gives: "\t~\nend"),
        .init("an empty value alone keeps its line too", "Hall\n  {{tone}}\r\nend", gives: "Hall\n  \r\nend"),
        .init("inside a tag it does not matter", "({{  tone\t}})", ["tone": "~"], gives: "(~)"),
        .init("inside three braces neither", "({{{  tone\n}}})", ["tone": "~"], gives: "(~)"),
        .init("beside an ampersand neither", "({{&  tone }})", ["tone": "~"], gives: "(~)"),
    ]

    @Test(arguments: whiteSpace)
    func `white space outside a tag stays, inside it goes`(_ example: ConformanceCase) throws { try example.check() }
}
