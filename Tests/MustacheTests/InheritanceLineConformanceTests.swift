import Testing

/// Lines and indentation of parents and blocks.
@Suite struct InheritanceLineConformanceTests {
    static let lines: [ConformanceCase] = [
        .init(
            "a parent on a line of its own is indented as its tag is", "<ul>\n\t{{<keys}}{{/keys}}\n</ul>\n",
            partials: ["keys": "<li>star\n<li>hash\n"], gives: "<ul>\n\t<li>star\n\t<li>hash\n</ul>\n"),
        .init(
            "the newline behind an opening block tag goes, those inside stay",
            "{{<menu}}{{$keys}}\nstar\n\n\nhash\n{{/keys}}{{/menu}}", partials: ["menu": "{{$keys}}none{{/keys}}"],
            gives: "star\n\n\nhash\n"),
        .init(
            "a short argument stands where its block stood", "{{<menu}}{{$keys}}star, hash{{/keys}}{{/menu}}",
            partials: ["menu": "<p>\n\t{{$keys}}no keys{{/keys}}\n</p>\n"], gives: "<p>\n\tstar, hash\n</p>\n"),
        .init(
            "every line of an argument is indented as its block is",
            "{{<menu}}{{$keys}}\nstar\nhash{{/keys}}\n{{/menu}}\n",
            partials: ["menu": "<p>\n\t{{$keys}}{{/keys}}\n</p>\n"], gives: "<p>\n\tstar\n\thash\n</p>\n"),
        .init(
            "whatever its own indentation was", "{{<menu}}{{$keys}}\n      star\n        hash\n{{/keys}}{{/menu}}\n",
            partials: ["menu": "<p>\n {{$keys}}\n {{/keys}}\n</p>\n"], gives: "<p>\n star\n   hash\n</p>\n"),
        .init(
            "what a block holds has the say when its tags do not",
            "{{<menu}}{{$keys}}\nstar\nhash\n{{/keys}}{{/menu}}\n",
            partials: ["menu": "<p>\n{{$keys}}\n   none\n{{/keys}}\n</p>\n"], gives: "<p>\n   star\n   hash\n</p>\n"),
        .init(
            "a block inside an argument is indented as it stands there",
            "{{<menu}}{{$last}}\nhash\n{{/last}}{{/menu}}\n",
            partials: [
                "menu": "{{<bare}}{{$keys}}\n  star\n    {{$last}}\n      nothing\n    {{/last}}\n{{/keys}}{{/bare}}\n",
                "bare": "{{$keys}}none{{/keys}}",
            ], gives: "star\n    hash\n"),
        .init(
            "parents and arguments may be written line by line",
            """
            {{<layout}}
              {{$title}}Lines{{/title}}
              {{$main}}
                <p>{{name}}</p>
              {{/main}}
            {{/layout}}
            """, ["name": "Hall"],
            partials: ["layout": "<h1>{{$title}}Settings{{/title}}</h1>\n<main>\n\t{{$main}}\n\t{{/main}}\n</main>\n"],
            gives: "<h1>Lines</h1>\n<main>\n\t<p>Hall</p>\n</main>\n"),
        .init(
            "a carriage return belongs to the newline", "{{<menu}}{{$keys}}\r\nstar\r\n{{/keys}}{{/menu}}\r\n",
            partials: ["menu": "<p>\r\n {{$keys}}\r\n {{/keys}}\r\n</p>\r\n"], gives: "<p>\r\n star\r\n</p>\r\n"),
        .init(
            "tags of blocks nothing fills take their lines away", "<p>\n  {{$keys}}\n  none\n  {{/keys}}\n</p>\n",
            gives: "<p>\n  none\n</p>\n"),
    ]

    @Test(arguments: lines)
    func `an argument is indented as the place it is put in`(_ example: ConformanceCase) throws {
        try example.check()
    }
}
