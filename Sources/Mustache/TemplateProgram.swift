/// Everything that compiling leaves: the operations of all templates in one array, and what they point at.
struct TemplateProgram: Sendable {
    /// The texts of all templates, end to end.
    var text: [UInt8] = []
    var operations: [TemplateOperation] = []
    /// Where in `text` lines begin that do not begin a text operation.
    var lines: [Int32] = []
    var paths: [TemplatePath] = []
    /// What the paths were written as, in the same order.
    var pathNames: [String] = []
    /// What stands behind the first dots of paths.
    var keys: [TemplateKey] = []
    var arguments: [TemplateArgument] = []
    /// The operations of each template.
    var templates: [TemplateSpan] = []
    /// Their names, in the same order.
    var names: [String] = []
    /// Whether anything indents what another template holds, so that it matters where lines begin.
    var isIndented = false

    /// The place of a path, added if it is new; nil where a part between dots is empty.
    mutating func path(_ name: String) -> Int32? {
        if let known = pathNames.firstIndex(of: name) { return Int32(known) }
        var parts = name == "." ? [""] : name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let first = parts.removeFirst()
        guard !parts.contains(""), name == "." || !(first.isEmpty && parts.isEmpty) else { return nil }
        let start = keys.count
        keys += parts.map { TemplateKey($0) }
        let rest = TemplateSpan(start: start, end: keys.count)
        paths.append(TemplatePath(first: first.isEmpty ? nil : TemplateKey(first), rest: rest))
        pathNames.append(name)
        return Int32(paths.count - 1)
    }
}
