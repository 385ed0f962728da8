import Testing

/// Set delimiters: `{{=<< >>=}}`.
@Suite struct DelimiterConformanceTests {
    static let scope: [ConformanceCase] = [
        .init(
            "two new delimiters are used at once", "{{=<< >>=}}<<line>>{{line}}", ["line": "Hall"],
            gives: "Hall{{line}}"),
        .init("signs of other languages are taken as they are", "{{=$( )*=}}$(line)*", ["line": "Hall"], gives: "Hall"),
        .init("one sign may serve for both ends", "{{=/ /=}}ext. /extension/", ["extension": 204], gives: "ext. 204"),
        .init(
            "delimiters can be set back",
            "{{=[ ]=}}[line] {{line}} [={{ }}=]{{line}} [line]", ["line": "Hall"], gives: "Hall {{line}} Hall [line]"),
        .init(
            "white space around the new delimiters does not matter",
            "<{{=   %    %  =}}%line%>", ["line": "Hall"], gives: "<Hall>"),
        .init("unescaped values follow", "{{=[ ]=}}[&line] [line]", ["line": "A&B"], gives: "A&B A&amp;B"),
        .init(
            "sections follow",
            "{{#on}}\n{{tone}}, %tone%\n{{/on}}\n{{=% %=}}\n%#on%\n{{tone}}, %tone%\n%/on%\n",
            ["on": true, "tone": "dial"], gives: "dial, %tone%\n{{tone}}, dial\n"),
        .init(
            "inverted sections follow",
            "{{^on}}\n{{tone}}, %tone%\n{{/on}}\n{{=% %=}}\n%^on%\n{{tone}}, %tone%\n%/on%\n",
            ["on": false, "tone": "busy"], gives: "busy, %tone%\n{{tone}}, busy\n"),
        .init(
            "a partial begins with the usual delimiters",
            "{{>extension}} {{=% %=}}%>extension%", ["number": 204],
            partials: ["extension": "ext. {{number}} %number%"], gives: "ext. 204 %number% ext. 204 %number%"),
        .init(
            "what a partial sets ends with it",
            "{{>extension}}; {{number}} %number%", ["number": 204],
            partials: ["extension": "{{number}}{{=% %=}} %number%"], gives: "204 204; 204 %number%"),
    ]

    @Test(arguments: scope)
    func `tags after a set-delimiter tag use the new delimiters`(_ example: ConformanceCase) throws {
        try example.check()
    }

    static let lines: [ConformanceCase] = [
        .init("white space on both sides stays", "Hall {{=% %=}} Attic", gives: "Hall  Attic"),
        .init("white space before it on a shared line stays", "  Hall \t{{=% %=}}\nAttic", gives: "  Hall \t\nAttic"),
        .init("a line of its own goes", "Hall\n{{=% %=}}\nAttic\n", gives: "Hall\nAttic\n"),
        .init("a line of its own goes with its indentation", "Hall\n\t{{=% %=}}\nAttic\n", gives: "Hall\nAttic\n"),
        .init("a carriage return belongs to the newline", "Hall\r\n{{= % % =}}\r\nAttic", gives: "Hall\r\nAttic"),
        .init("the first line needs no line before it", "    {{=% %=}}\nHall", gives: "Hall"),
        .init("the last line needs no newline", "Hall\n    {{=% %=}}", gives: "Hall\n"),
    ]

    @Test(arguments: lines)
    func `the tag itself leaves nothing behind`(_ example: ConformanceCase) throws { try example.check() }
}
