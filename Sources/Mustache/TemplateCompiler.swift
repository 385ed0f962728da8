/// Turns the tokens of one template into operations at the end of a program.
struct TemplateCompiler {
    let source: [UInt8]
    private let template: String
    private let isStrict: Bool
    /// Whether values may be printed unescaped although the rest is strict.
    private let isPlainText: Bool
    /// Whether line starts are kept, as a library needs them that indents anything.
    private let keepsLines: Bool
    private let templates: [String: Int]
    private var blocks: [String: Int32]
    var tokens: [TemplateToken] = []
    private var open: [Open] = []
    /// Text must not be joined to an operation before this one: something jumps here.
    private var label = 0

    /// A section, parent or block whose end has not been reached.
    private struct Open {
        let operation: Int
        let token: Int
        var arguments: [TemplateArgument] = []
        /// The block of a parent: an argument, not a place.
        var isArgument = false
    }

    /// `templates` are the places of all templates by name; `blocks` the numbers given to block names so far.
    init(
        source: String, template: String, isStrict: Bool, isPlainText: Bool = false, keepsLines: Bool,
        templates: [String: Int], blocks: [String: Int32]
    ) {
        self.source = Array(source.utf8)
        self.template = template
        self.isStrict = isStrict
        self.isPlainText = isPlainText
        self.keepsLines = keepsLines
        self.templates = templates
        self.blocks = blocks
    }

    /// Compiles; gives back the block numbers with those of this template added.
    mutating func compile(into program: inout TemplateProgram) throws(TemplateError) -> [String: Int32] {
        var scanner = TemplateScanner(source: source, template: template)
        tokens = try scanner.scan()
        try pair()
        tokens = StandaloneLines.mark(tokens, source: source)
        label = program.operations.count
        let start = program.operations.count
        var index = 0
        while index < tokens.count {
            index = try add(index, to: &program)
        }
        program.templates.append(TemplateSpan(start: start, end: program.operations.count))
        program.names.append(template)
        return blocks
    }

    /// Finds the closing tag of every opening tag.
    private mutating func pair() throws(TemplateError) {
        var open: [Int] = []
        for index in tokens.indices {
            switch tokens[index].kind {
            case .section, .invertedSection, .parent, .block:
                open.append(index)
            case .close:
                let (name, line) = (tokens[index].name, tokens[index].line)
                guard let start = open.popLast() else {
                    throw .mismatchedClose(template: template, line: line, name: name, expected: nil)
                }
                guard tokens[start].name == name else {
                    throw .mismatchedClose(template: template, line: line, name: name, expected: tokens[start].name)
                }
                tokens[start].partner = index
                tokens[index].partner = start
            default:
                break
            }
        }
        if let last = open.last {
            throw .unclosedSection(template: template, line: tokens[last].line, name: tokens[last].name)
        }
    }

    /// Adds one token and says which comes next.
    private mutating func add(_ index: Int, to program: inout TemplateProgram) throws(TemplateError) -> Int {
        let token = tokens[index]
        if isInsideParent, token.kind != .block, token.kind != .close {
            return max(token.partner, index) + 1
        }
        if token.startsLine, token.kind != .text, !token.isStandalone, !isInsideParent {
            addLineStart(to: &program)
        }
        switch token.kind {
        case .text: addText(token, to: &program)
        case .silent: break
        case .value: program.operations.append(.value(path: try path(token, in: &program)))
        case .unescapedValue:
            guard !isStrict || isPlainText else {
                throw .unescaped(template: template, line: token.line, name: token.name)
            }
            program.operations.append(.unescapedValue(path: try path(token, in: &program)))
        case .section:
            addOpening(.section(path: try path(token, in: &program), end: 0, needsFrame: true), index, to: &program)
        case .invertedSection:
            addOpening(.invertedSection(path: try path(token, in: &program), end: 0), index, to: &program)
        case .partial: try addPartial(index, to: &program)
        case .parent: try addParent(index, to: &program)
        case .block: addBlock(index, to: &program)
        case .close: close(&program)
        }
        return index + 1
    }

    /// Between the tags of a parent only blocks count.
    private var isInsideParent: Bool {
        guard let last = open.last else { return false }
        return tokens[last.token].kind == .parent
    }

    private mutating func addText(_ token: TemplateToken, to program: inout TemplateProgram) {
        guard !token.isStandalone, !token.text.isEmpty || token.startsLine else { return }
        let span = copy(token.text, to: &program)
        if program.operations.count > label, case .text(var last, let startsLine, var lines) = program.operations.last,
            last.end == span.start,
            !keepsLines || token.startsLine == (program.text[Int(last.end) - 1] == UInt8(ascii: "\n"))
        {
            if keepsLines, token.startsLine {
                program.lines.append(span.start)
                lines.end += 1
            }
            last.end = span.end
            program.operations[program.operations.count - 1] = .text(last, startsLine: startsLine, lines: lines)
        } else if span.isEmpty {
            addLineStart(to: &program)
        } else {
            let lines = TemplateSpan(start: program.lines.count, end: program.lines.count)
            program.operations.append(.text(span, startsLine: token.startsLine, lines: lines))
        }
    }

    private func addLineStart(to program: inout TemplateProgram) {
        if keepsLines { program.operations.append(.lineStart) }
    }

    private func copy(_ range: Range<Int>, to program: inout TemplateProgram) -> TemplateSpan {
        let start = program.text.count
        program.text.append(contentsOf: source[range])
        return TemplateSpan(start: start, end: program.text.count)
    }

    private func copy(indentation range: Range<Int>, to program: inout TemplateProgram) -> TemplateSpan {
        if !range.isEmpty { program.isIndented = true }
        return copy(range, to: &program)
    }

    private func path(_ token: TemplateToken, in program: inout TemplateProgram) throws(TemplateError) -> Int32 {
        guard let path = program.path(token.name) else {
            throw .malformedName(template: template, line: token.line)
        }
        return path
    }

    private mutating func addOpening(
        _ operation: TemplateOperation, _ index: Int, isArgument: Bool = false, to program: inout TemplateProgram
    ) {
        open.append(Open(operation: program.operations.count, token: index, isArgument: isArgument))
        if !isArgument { program.operations.append(operation) }
        label = program.operations.count
    }

    /// Whether any of the operations may ask for the innermost frame.
    private static func needsFrame(_ body: ArraySlice<TemplateOperation>, _ program: TemplateProgram) -> Bool {
        body.contains { operation in
            switch operation {
            case .text, .lineStart: false
            case .value(let path), .unescapedValue(let path), .section(let path, _, _), .invertedSection(let path, _):
                program.paths[Int(path)].first == nil
            case .partial, .parent, .block: true
            }
        }
    }

    /// The place of a partial's template, or -1 where it is missing and that is allowed.
    private func place(of token: TemplateToken) throws(TemplateError) -> Int32 {
        if let place = templates[token.name] { return Int32(place) }
        guard !isStrict else {
            throw .unknownPartial(template: template, line: token.line, name: token.name)
        }
        return -1
    }

    private mutating func addPartial(_ index: Int, to program: inout TemplateProgram) throws(TemplateError) {
        let place = try place(of: tokens[index])
        guard place >= 0 else { return }
        let indentation =
            tokens[index].isStandalone ? copy(indentation: whiteSpace(before: index), to: &program) : .empty
        program.operations.append(
            .partial(template: place, indentation: indentation, isStandalone: tokens[index].isStandalone))
    }

    private mutating func addParent(_ index: Int, to program: inout TemplateProgram) throws(TemplateError) {
        let place = try place(of: tokens[index])
        let isStandalone = tokens[index].isStandalone
        let indentation = isStandalone ? copy(indentation: whiteSpace(before: index), to: &program) : .empty
        let parent = TemplateOperation.parent(
            template: place, indentation: indentation, isStandalone: isStandalone, arguments: .empty, end: 0)
        addOpening(parent, index, to: &program)
    }

    private mutating func addBlock(_ index: Int, to program: inout TemplateProgram) {
        let name = blocks[tokens[index].name] ?? Int32(blocks.count)
        blocks[tokens[index].name] = name
        if isInsideParent {
            if tokens[index].isStandalone { takeIndentation(inside: index) }
            addOpening(.lineStart, index, isArgument: true, to: &program)
            if !tokens[index].isStandalone { addLineStart(to: &program) }
        } else {
            let isStandalone = tokens[index].isStandalone
            let range =
                isStandalone ? indentation(inside: index) ?? whiteSpace(before: index) : whiteSpace(before: index)
            let indentation = copy(indentation: range, to: &program)
            addOpening(
                .block(name: name, indentation: indentation, isStandalone: isStandalone, end: 0), index, to: &program)
        }
    }

    private mutating func close(_ program: inout TemplateProgram) {
        guard let ended = open.popLast() else { return }
        let end = Int32(program.operations.count)
        label = program.operations.count
        if ended.isArgument {
            let body = TemplateSpan(start: ended.operation, end: Int(end))
            let argument = TemplateArgument(block: blocks[tokens[ended.token].name] ?? -1, body: body)
            open[open.count - 1].arguments.append(argument)
            return
        }
        switch program.operations[ended.operation] {
        case .section(let path, _, _):
            let needsFrame = Self.needsFrame(program.operations[(ended.operation + 1)...], program)
            program.operations[ended.operation] = .section(path: path, end: end, needsFrame: needsFrame)
        case .invertedSection(let path, _):
            program.operations[ended.operation] = .invertedSection(path: path, end: end)
        case .block(let name, let indentation, let isStandalone, _):
            program.operations[ended.operation] = .block(
                name: name, indentation: indentation, isStandalone: isStandalone, end: end)
        case .parent(let template, let indentation, let isStandalone, _, _):
            let first = program.arguments.count
            program.arguments += ended.arguments
            program.operations[ended.operation] = .parent(
                template: template, indentation: indentation, isStandalone: isStandalone,
                arguments: TemplateSpan(start: first, end: program.arguments.count), end: end)
        default:
            break
        }
    }
}
