/// All templates of a site, compiled once at start-up and never changed after.
///
/// Names are what partials and parents say: `{{>Shell/notice}}`, `{{<Shell/layout}}…{{/Shell/layout}}`.
public final class TemplateLibrary: Sendable {
    /// How much a library forgives.
    public enum Mode: Sendable {
        /// For a site: an unknown partial and unescaped printing refuse to compile; a name that nothing on the page
        /// knows throws while rendering.
        case strict
        /// As the public specification has it: unknown names and partials are empty, `{{{name}}}` is allowed.
        case lenient
    }

    /// The names of all templates, sorted.
    public let names: [String]

    private let mode: Mode
    private let program: TemplateProgram
    private let places: [String: Int]

    /// Compiles every template; throws the first fault, templates taken in the order of their names. Those that
    /// `isPlainText` names are no pages but texts, such as mails: only they may print unescaped.
    public init(
        sources: [String: String], mode: Mode = .strict,
        isPlainText: (String) -> Bool = { _ in false }
    ) throws(TemplateError) {
        let names = sources.keys.sorted()
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() { places[name] = place }
        self.names = names
        self.places = places
        self.mode = mode
        let texts = Set(names.filter(isPlainText))
        // Where nothing is indented, lines need not be told apart, and rendering has half as many steps.
        let plain = try Self.compile(names, sources, places, mode, texts, keepsLines: false)
        program = plain.isIndented ? try Self.compile(names, sources, places, mode, texts, keepsLines: true) : plain
    }

    private static func compile(
        _ names: [String], _ sources: [String: String], _ places: [String: Int], _ mode: Mode, _ texts: Set<String>,
        keepsLines: Bool
    ) throws(TemplateError) -> TemplateProgram {
        var program = TemplateProgram()
        var blocks: [String: Int32] = [:]
        for name in names {
            var compiler = TemplateCompiler(
                source: sources[name] ?? "", template: name, isStrict: mode == .strict,
                isPlainText: texts.contains(name), keepsLines: keepsLines, templates: places, blocks: blocks)
            blocks = try compiler.compile(into: &program)
        }
        return program
    }

    /// A whole page as bytes, UTF-8. The array has room for more: who keeps it for long keeps a copy.
    public func render(_ name: String, _ model: some ViewModel) throws(TemplateError) -> [UInt8] {
        try render(name, .object(model))
    }

    /// The same for any value: of a list or a text, `{{.}}` is the way in.
    public func render(_ name: String, _ value: TemplateValue) throws(TemplateError) -> [UInt8] {
        try ByteWriter.array(capacity: 32 * 1024) { (writer) throws(TemplateError) in
            try render(name, value, into: &writer)
        }
    }

    /// Renders behind what a writer holds already. After an error the writer holds part of a page.
    public func render(
        _ name: String, _ value: TemplateValue, into writer: inout ByteWriter
    ) throws(TemplateError) {
        guard let place = places[name] else { throw .unknownTemplate(name: name) }
        var renderer = TemplateRenderer(
            program: program, isStrict: mode == .strict, template: place, value: value)
        try renderer.render(into: &writer)
    }
}
