import Mustache
import Shell
import TestSite
import Testing

@Suite struct SpokenTextTests {
    /// Numbers in brackets.
    private func drawn(_ text: String) throws -> String {
        let library = try TemplateLibrary(sources: [
            "a": "{{#pieces}}{{#isNumber}}[{{text}}]{{/isNumber}}{{^isNumber}}{{text}}{{/isNumber}}{{/pieces}}"
        ])
        return String(decoding: try library.render("a", SpokenText(text)), as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("停止しています", "停止しています"), ("03-1234-0002", "[03-1234-0002]"),
        ("転送先は090-1111-2222、20秒", "転送先は[090-1111-2222]、20秒"),
        ("06-1234-5000、06-1234-5001", "[06-1234-5000]、[06-1234-5001]"),
        ("0422-10-0000（本社）", "[0422-10-0000]（本社）"),
        // None of these is one.
        ("2026-11-21 15:04", "2026-11-21 15:04"), ("03*（03で始まる番号）", "03*（03で始まる番号）"),
        ("0312340002", "0312340002"), ("a-b@example.jp", "a-b@example.jp"), ("03-1234-0002-99", "03-1234-0002-99"),
        ("-", "-"),
    ])
    func `telephone numbers in a sentence are found, and nothing is lost`(text: String, expected: String) throws {
        #expect(try drawn(text) == expected)
    }
}
