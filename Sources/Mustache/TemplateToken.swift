/// One piece of a template's source: a tag, or text of at most one line (its newline included).
struct TemplateToken {
    enum Kind {
        case text
        /// `{{name}}`
        case value
        /// `{{{name}}}` and `{{&name}}`
        case unescapedValue
        /// `{{#name}}`
        case section
        /// `{{^name}}`
        case invertedSection
        /// `{{/name}}`
        case close
        /// `{{>name}}`
        case partial
        /// `{{<name}}`
        case parent
        /// `{{$name}}`
        case block
        /// `{{!…}}` and `{{=… …=}}`: nothing of them is left but their line.
        case silent
    }

    let kind: Kind
    /// Where a text stands in the source; its start moves when indentation is taken away.
    var text: Range<Int>
    /// What a tag names, without white space around it.
    let name: String
    /// The source line it starts on, from 1.
    let line: Int
    /// Nothing of the same line stands before it.
    let startsLine: Bool
    /// For an opening tag the index of its closing tag and the other way round.
    var partner = 0
    /// For a tag: it counts as alone on its line, which then leaves no trace. For text: it belongs to such a line.
    var isStandalone = false

    /// Whether the tag belongs to inheritance and opens something.
    var opensInheritance: Bool { kind == .parent || kind == .block }
}
