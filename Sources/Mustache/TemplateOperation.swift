/// One step of a compiled template: integers only, so reading one costs nothing but the read.
///
/// What a section or block holds follows it directly, up to `end`; rendering goes on at `end`.
enum TemplateOperation {
    /// Text as it stands; `startsLine` when it is the first of its line, `lines` the places in the program's `lines` of
    /// the line starts inside it.
    case text(TemplateSpan, startsLine: Bool, lines: TemplateSpan)
    /// A line that begins with a tag: indentation goes here.
    case lineStart
    /// A value, escaped.
    case value(path: Int32)
    /// A value as it is.
    case unescapedValue(path: Int32)
    /// Once for every row, once if truthy, else not at all. `needsFrame` where what it holds may ask for `.`, which
    /// a value without names need not be on the stack for otherwise.
    case section(path: Int32, end: Int32, needsFrame: Bool)
    /// Once if falsey.
    case invertedSection(path: Int32, end: Int32)
    /// Another template; every line of it is indented when the tag stood alone.
    case partial(template: Int32, indentation: TemplateSpan, isStandalone: Bool)
    /// The same with arguments for its blocks; the bodies of the arguments follow, up to `end`.
    case parent(template: Int32, indentation: TemplateSpan, isStandalone: Bool, arguments: TemplateSpan, end: Int32)
    /// A place that arguments fill; what follows up to `end` is rendered if none does.
    case block(name: Int32, indentation: TemplateSpan, isStandalone: Bool, end: Int32)
}

/// A range of bytes or places, in half the room.
struct TemplateSpan {
    var start: Int32
    var end: Int32

    static let empty = TemplateSpan(start: 0, end: 0)

    init(start: Int, end: Int) {
        self.start = Int32(start)
        self.end = Int32(end)
    }

    var range: Range<Int> { Int(start)..<Int(end) }
    var isEmpty: Bool { start == end }
}

/// A name with its dots taken apart; `.` alone and a leading dot stand for the innermost frame.
struct TemplatePath {
    /// Where the search begins: a key on the whole stack, or nil for the innermost frame itself.
    let first: TemplateKey?
    /// Places in the program's `keys`: each is asked of the value found before it, and of nothing else.
    let rest: TemplateSpan

    /// The whole path where it is one name.
    var name: TemplateKey? { rest.isEmpty ? first : nil }
}

/// What a parent tag puts in the place of a block.
struct TemplateArgument {
    let block: Int32
    let body: TemplateSpan
}
