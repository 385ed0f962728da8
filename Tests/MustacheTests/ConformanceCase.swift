public import Mustache
import Testing

/// One behaviour the public specification asks for, shown by an example of our own.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    let behaviour: String
    let template: String
    let data: TemplateValue
    let partials: [String: String]
    let expected: String

    init(
        _ behaviour: String, _ template: String, _ data: TemplateValue = [:], partials: [String: String] = [:],
        gives expected: String
    ) {
        self.behaviour = behaviour
        self.template = template
        self.data = data
        self.partials = partials
        self.expected = expected
    }

    var testDescription: String { behaviour }

    /// Renders the template beside its partials and compares every byte.
    func check() throws {
        let sources = partials.merging(["page": template]) { _, page in page }
        let library = try TemplateLibrary(sources: sources, mode: .lenient)
        let output = try library.render("page", data)
        #expect(String(decoding: output, as: UTF8.self) == expected)
        #expect(output.elementsEqual(expected.utf8))
    }
}

// Literals keep the tables short. Text stands for decimals too, as it does after reading JSON.
extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral text: String) { self = .text(text) }
    public init(integerLiteral integer: Int) { self = .integer(integer) }
    public init(booleanLiteral flag: Bool) { self = .flag(flag) }
    public init(nilLiteral: ()) { self = .absent }
    public init(arrayLiteral values: TemplateValue...) { self = .list(values) }
    public init(dictionaryLiteral fields: (String, TemplateValue)...) {
        self = .object(TemplateFields(fields.map { (key: $0.0, value: $0.1) }))
    }
}
