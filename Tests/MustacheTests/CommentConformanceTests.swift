import Testing

/// Comments: `{{! … }}`.
@Suite struct CommentConformanceTests {
    static let insideLines: [ConformanceCase] = [
        .init(
            "the text on both sides is joined",
            "Call waiting{{! asked for every spring }}: on", gives: "Call waiting: on"),
        .init(
            "a comment may go over several lines",
            "Voice mail{{!\n  the old box\n  held ten }} is off.\n", gives: "Voice mail is off.\n"),
        .init(
            "white space on both sides stays",
            "Line 1 {{! and }} Line 2", gives: "Line 1  Line 2"),
        .init(
            "white space at the end of a shared line stays",
            "\tBusy tone {{! 400 Hz }}\n", gives: "\tBusy tone \n"),
        .init(
            "a comment is never looked up",
            "[{{!ring}}{{! ring }}]", ["ring": "A", "!ring": "B", "! ring": "C", "! ring ": "D"], gives: "[]"),
    ]

    @Test(arguments: insideLines)
    func `a comment inside a line leaves nothing behind`(_ example: ConformanceCase) throws { try example.check() }

    static let ownLines: [ConformanceCase] = [
        .init(
            "the line goes",
            "Ring three times.\n{{! then }}\nForward to 117.\n", gives: "Ring three times.\nForward to 117.\n"),
        .init(
            "the line goes with its indentation",
            "Ring three times.\n\t {{! then }}\nForward to 117.\n", gives: "Ring three times.\nForward to 117.\n"),
        .init(
            "all lines of a long comment go",
            "Ring.\n{{!\nthree times\nor four\n}}\nForward.\n", gives: "Ring.\nForward.\n"),
        .init(
            "all lines of a long, indented comment go",
            "Ring.\n    {{!\n  three times\n    }}\nForward.\n", gives: "Ring.\nForward.\n"),
        .init(
            "a carriage return belongs to the newline",
            "Menu\r\n{{! star 21 }}\r\nGoodbye\r\n", gives: "Menu\r\nGoodbye\r\n"),
        .init(
            "the first line needs no line before it",
            "   {{! top of the menu }}\nDial tone", gives: "Dial tone"),
        .init(
            "the last line needs no newline",
            "Dial tone\n   {{! end of the menu }}", gives: "Dial tone\n"),
    ]

    @Test(arguments: ownLines)
    func `a comment on a line of its own takes the line away`(_ example: ConformanceCase) throws {
        try example.check()
    }
}
