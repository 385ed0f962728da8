import Testing

/// Parents and blocks: `{{<layout}}{{$block}} … {{/block}}{{/layout}}`.
@Suite struct InheritanceConformanceTests {
    static let defaults: [ConformanceCase] = [
        .init("text", "<h1>{{$title}}Settings{{/title}}</h1>\n", gives: "<h1>Settings</h1>\n"),
        .init("a value", "{{$title}}Line {{name}}{{/title}}", ["name": "<Hall>"], gives: "Line &lt;Hall&gt;"),
        .init("an unescaped value", "{{$title}}Line {{{name}}}{{/title}}", ["name": "<Hall>"], gives: "Line <Hall>"),
        .init("a section", "{{$title}}{{#box}}pin {{pin}}{{/box}}.{{/title}}", ["box": ["pin": 77]], gives: "pin 77."),
        .init("an inverted section", "{{$title}}{{^box}}{{tone}}{{/box}}.{{/title}}", ["tone": "busy"], gives: "busy."),
        .init(
            "a value is not read as a template", "{{$title}}{{#box}}{{pin}}{{/box}}{{/title}}",
            ["box": ["pin": "{{code}}"], "code": 1], gives: "{{code}}"),
        .init(
            "that of the parent", "{{<layout}}{{/layout}}\n", partials: ["layout": "{{$title}}Settings{{/title}}"],
            gives: "Settings"),
        .init(
            "a parent without arguments is a partial", "{{>layout}} {{<layout}}{{/layout}}",
            partials: ["layout": "<{{$title}}Settings{{/title}}>"], gives: "<Settings> <Settings>"),
        .init(
            "data of the same name does not matter", "{{<layout}}{{/layout}}", ["title": "data"],
            partials: ["layout": "{{$title}}Settings{{/title}}"], gives: "Settings"),
        .init("an unknown parent is nothing", "({{<layout}}{{$title}}Lines{{/title}}{{/layout}})", gives: "()"),
    ]

    @Test(arguments: defaults)
    func `a block nothing fills shows what it holds`(_ example: ConformanceCase) throws { try example.check() }

    static let overriding: [ConformanceCase] = [
        .init(
            "the argument takes the block's place", "{{<layout}}{{$title}}Lines{{/title}}{{/layout}}",
            partials: ["layout": "<h1>{{$title}}Settings{{/title}}</h1>"], gives: "<h1>Lines</h1>"),
        .init(
            "data of the same name does not matter", "{{<layout}}{{$title}}Lines{{/title}}{{/layout}}",
            ["title": "data"],
            partials: ["layout": "<{{$title}}{{title}}{{/title}}>"], gives: "<Lines>"),
        .init(
            "the parent may stand inside a line", "Now: {{<layout}}{{$title}}Lines{{/title}}{{/layout}}.",
            partials: ["layout": "{{$title}}Settings{{/title}}"], gives: "Now: Lines."),
        .init(
            "every use of a parent has its own arguments",
            "{{<key}}{{$sign}}star{{/sign}}{{/key}}, {{<key}}{{$sign}}hash{{/sign}}{{/key}}\n",
            partials: ["key": "<{{$sign}}?{{/sign}}{{$what}} key{{/what}}>"], gives: "<star key>, <hash key>\n"),
        .init(
            "blocks without argument keep their own", "{{<call}}{{$to}}Mori{{/to}}{{/call}}",
            partials: ["call": "{{$from}}nobody{{/from}} to {{$to}}nobody{{/to}}"], gives: "nobody to Mori"),
        .init(
            "an argument fills every block of its name", "{{<layout}}{{$title}}Lines{{/title}}{{/layout}}",
            partials: ["layout": "<title>{{$title}}a{{/title}}</title><h1>{{$title}}b{{/title}}</h1>"],
            gives: "<title>Lines</title><h1>Lines</h1>"),
        .init(
            "text beside the arguments is ignored",
            "{{<layout}} first {{$title}}Lines{{/title}} last {{name}} {{/layout}}",
            partials: ["layout": "<{{$title}}Settings{{/title}}>"], gives: "<Lines>"),
        .init(
            "text without arguments is ignored", "{{<layout}} first and last {{/layout}}",
            partials: ["layout": "<{{$title}}Settings{{/title}}>"], gives: "<Settings>"),
        .init(
            "names are looked for where the block stands", "{{<layout}}{{$who}}for {{name}}{{/who}}{{/layout}}",
            ["name": "page", "line": ["name": "Hall"]],
            partials: ["layout": "{{#line}}{{$who}}of {{name}}{{/who}}{{/line}}"], gives: "for Hall"),
    ]

    @Test(arguments: overriding)
    func `the page fills the blocks of its parent`(_ example: ConformanceCase) throws { try example.check() }

    static let family = [
        "inner": "{{<middle}}{{$tone}}ring{{/tone}}{{/middle}}",
        "middle": "{{<outer}}{{$tone}}busy{{/tone}}{{$level}}loud{{/level}}{{/outer}}",
        "outer": "{{$tone}}dial{{/tone}} {{$level}}soft{{/level}} {{$end}}click{{/end}}",
    ]

    static let levels: [ConformanceCase] = [
        .init(
            "the page comes first", "{{<inner}}{{$tone}}beep{{/tone}}{{/inner}}", partials: family,
            gives: "beep loud click"),
        .init(
            "then the nearest parent that says something", "{{<inner}}{{/inner}}", partials: family,
            gives: "ring loud click"),
        .init(
            "a block the nearest does not have", "{{<inner}}{{$end}}clack{{/end}}{{/inner}}", partials: family,
            gives: "ring loud clack"),
        .init(
            "an argument may use a parent itself",
            "{{<layout}}{{$main}}<{{<key}}{{$sign}}star{{/sign}}{{/key}}>{{/main}}{{/layout}}",
            partials: ["layout": "Press {{$main}}nothing{{/main}}.", "key": "{{$sign}}?{{/sign}} key"],
            gives: "Press <star key>."),
        .init(
            "parents that use each other come to an end", "{{<call}}{{$who}}Mori{{/who}}{{/call}}",
            partials: [
                "call": "{{$who}}nobody{{/who}}>{{$next}}{{<transfer}}{{/transfer}}{{/next}}",
                "transfer": "{{$who}}operator{{/who}}>{{<call}}{{$next}}end{{/next}}{{/call}}",
            ], gives: "Mori>Mori>Mori>end"),
    ]

    @Test(arguments: levels)
    func `parents have parents`(_ example: ConformanceCase) throws { try example.check() }
}
