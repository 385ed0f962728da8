import Foundation
import Mustache
import Testing

/// Values read from JSON.
@Suite struct DecodedValueTests {
    @Test(arguments: [
        ("1", "1"), ("0", "0"), ("1.21", "1.21"), ("0.5", "0.5"), ("-7", "-7"),
        ("9007199254740993", "9007199254740993"),
        ("true", "true"), ("false", "false"), ("null", ""), (#""<""#, "&lt;"), (#""1.210""#, "1.210"),
    ])
    func `numbers, flags and texts are printed as they were written`(_ json: String, _ expected: String) throws {
        let value = try JSONDecoder().decode(TemplateValue.self, from: Data(json.utf8))
        let library = try TemplateLibrary(sources: ["page": "{{.}}"], mode: .lenient)
        #expect(String(decoding: try library.render("page", value), as: UTF8.self) == expected)
    }

    @Test func `rows may be of any kind, falsey ones too`() throws {
        let json = #"{"rows":[null,false,0,"",[1,[2]],{"a":1}],"a":"-"}"#
        let value = try JSONDecoder().decode(TemplateValue.self, from: Data(json.utf8))
        let library = try TemplateLibrary(sources: ["page": "{{#rows}}({{.}}{{a}}){{/rows}}"], mode: .lenient)
        #expect(
            String(decoding: try library.render("page", value), as: UTF8.self) == "(-)(false-)(0-)(-)(-)(1)")
    }
}
