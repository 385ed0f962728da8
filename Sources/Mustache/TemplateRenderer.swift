/// One rendering: what is around the present row, the indentation in force and the arguments of the parents around.
///
/// The present row is handed down from call to call, where nobody needs to count who holds it.
struct TemplateRenderer: ~Copyable {
    /// Sections, partials, parents and blocks inside each other; more than any page has, less than the thread's stack.
    static let deepest = 400

    private let program: TemplateProgram
    private let isStrict: Bool
    private let page: TemplateScope
    /// The rows around the present one, the innermost last.
    private var outer: [TemplateScope] = []
    private var template: Int
    private var depth = 0
    /// What every line begins with: `indentation` of these bytes. What lies behind it is left over.
    private var indentationBytes: [UInt8] = []
    private var indentation = 0..<0
    /// The line that begins next has begun already: no indentation for it.
    private var lineHasBegun = false
    /// Arguments of the parents around, the outermost first: the first that names a block fills it.
    private var arguments: [Arguments] = []

    private struct Arguments {
        let span: TemplateSpan
        let template: Int
    }

    init(program: TemplateProgram, isStrict: Bool, template: Int, value: TemplateValue) {
        self.program = program
        self.isStrict = isStrict
        self.template = template
        page = TemplateScope(rows: TemplateRows(values: [value]), index: 0)
        outer.reserveCapacity(16)
    }

    /// Renders the template it was made for.
    mutating func render(into writer: inout ByteWriter) throws(TemplateError) {
        try run(program.templates[template], in: page, into: &writer)
    }

    private mutating func run(
        _ span: TemplateSpan, in scope: borrowing TemplateScope, into writer: inout ByteWriter
    ) throws(TemplateError) {
        guard depth < Self.deepest else { throw .tooDeep(template: program.names[template]) }
        depth += 1
        var next = Int(span.start)
        let end = Int(span.end)
        while next < end {
            let operation = program.operations[next]
            next += 1
            switch operation {
            case .text(let text, let startsLine, let lines):
                if indentation.isEmpty {
                    if startsLine { lineHasBegun = false }
                    writer.append(program.text, in: text.range)
                } else {
                    writeIndented(text, startsLine: startsLine, lines, into: &writer)
                }
            case .lineStart:
                startLine(into: &writer)
            case .value(let path):
                try write(Int(path), in: scope, escaped: true, into: &writer)
            case .unescapedValue(let path):
                try write(Int(path), in: scope, escaped: false, into: &writer)
            case .section(let path, let sectionEnd, let needsFrame):
                let body = TemplateSpan(start: next, end: Int(sectionEnd))
                next = Int(sectionEnd)
                switch scope.cell(program.paths[Int(path)].name) {
                case .absent, .plain(_, isTruthy: false): break
                case .plain where !needsFrame: try run(body, in: scope, into: &writer)
                default:
                    try runSection(body, over: resolve(Int(path), in: scope), needsFrame, in: scope, into: &writer)
                }
            case .invertedSection(let path, let sectionEnd):
                let body = TemplateSpan(start: next, end: Int(sectionEnd))
                next = Int(sectionEnd)
                if try !isTruthy(Int(path), in: scope) { try run(body, in: scope, into: &writer) }
            case .partial(let place, let indentation, let isStandalone):
                try runTemplate(Int(place), indentation, isStandalone, in: scope, into: &writer)
            case .parent(let place, let indentation, let isStandalone, let given, let parentEnd):
                next = Int(parentEnd)
                guard place >= 0 else { break }
                arguments.append(Arguments(span: given, template: template))
                try runTemplate(Int(place), indentation, isStandalone, in: scope, into: &writer)
                arguments.removeLast()
            case .block(let name, let indentation, let isStandalone, let blockEnd):
                let body = TemplateSpan(start: next, end: Int(blockEnd))
                next = Int(blockEnd)
                try runBlock(name, body, indentation, isStandalone, in: scope, into: &writer)
            }
        }
        depth -= 1
    }

    private mutating func runSection(
        _ body: TemplateSpan, over value: TemplateValue, _ needsFrame: Bool, in scope: borrowing TemplateScope,
        into writer: inout ByteWriter
    ) throws(TemplateError) {
        let rows: TemplateRows
        if case .rows(let list) = value {
            rows = list
        } else {
            guard value.isTruthy else { return }
            guard needsFrame || value.hasNames else { return try run(body, in: scope, into: &writer) }
            rows = TemplateRows(values: [value])
        }
        outer.append(copy scope)
        for index in 0..<rows.count {
            try run(body, in: TemplateScope(rows: rows, index: index), into: &writer)
        }
        outer.removeLast()
    }

    /// A partial that stood alone adds to the indentation; one inside a line has none.
    private mutating func runTemplate(
        _ place: Int, _ added: TemplateSpan, _ isStandalone: Bool, in scope: borrowing TemplateScope,
        into writer: inout ByteWriter
    ) throws(TemplateError) {
        let (outerTemplate, outerIndentation) = (template, indentation)
        template = place
        if isStandalone { indent(added) } else { indentation = indentation.upperBound..<indentation.upperBound }
        try run(program.templates[place], in: scope, into: &writer)
        template = outerTemplate
        indentation = outerIndentation
    }

    /// The argument of the outermost parent that names the block, else what the block holds itself. What an argument
    /// holds is seen by the parents outside its own, not by those inside.
    private mutating func runBlock(
        _ name: Int32, _ body: TemplateSpan, _ added: TemplateSpan, _ isStandalone: Bool,
        in scope: borrowing TemplateScope, into writer: inout ByteWriter
    ) throws(TemplateError) {
        guard let (place, argument) = argument(for: name) else { return try run(body, in: scope, into: &writer) }
        let (outerTemplate, outerIndentation, outerArguments) = (template, indentation, arguments)
        template = arguments[place].template
        arguments.removeLast(arguments.count - place)
        indent(added)
        lineHasBegun = !isStandalone
        try run(argument, in: scope, into: &writer)
        lineHasBegun = false
        template = outerTemplate
        indentation = outerIndentation
        arguments = outerArguments
    }

    private func argument(for block: Int32) -> (Int, TemplateSpan)? {
        for (place, given) in arguments.enumerated() {
            for index in given.span.range where program.arguments[index].block == block {
                return (place, program.arguments[index].body)
            }
        }
        return nil
    }
}

// Output.
extension TemplateRenderer {
    private mutating func startLine(into writer: inout ByteWriter) {
        if lineHasBegun {
            lineHasBegun = false
        } else if !indentation.isEmpty {
            writer.append(indentationBytes, in: indentation)
        }
    }

    /// Lines begin with these bytes too, until the caller puts `indentation` back.
    private mutating func indent(_ added: TemplateSpan) {
        guard !added.isEmpty else { return }
        indentationBytes.removeLast(indentationBytes.count - indentation.upperBound)
        indentationBytes += program.text[added.range]
        indentation = indentation.lowerBound..<indentationBytes.count
    }

    private mutating func writeIndented(
        _ text: TemplateSpan, startsLine: Bool, _ lines: TemplateSpan, into writer: inout ByteWriter
    ) {
        if startsLine { startLine(into: &writer) }
        var start = Int(text.start)
        for line in lines.range {
            let next = Int(program.lines[line])
            writer.append(program.text, in: start..<next)
            writer.append(indentationBytes, in: indentation)
            start = next
        }
        writer.append(program.text, in: start..<Int(text.end))
    }

    private mutating func write(
        _ path: Int, in scope: borrowing TemplateScope, escaped: Bool, into writer: inout ByteWriter
    ) throws(TemplateError) {
        switch scope.cell(program.paths[path].name) {
        case .absent: return
        case .plain(let text, _): return writer.append(scope.rows.table.text, in: text.range)
        case .value, nil: break
        }
        switch try resolve(path, in: scope) {
        case .text(let text):
            if escaped { writer.appendEscaped(text) } else { writer.append(text) }
        case .integer(let integer): writer.append(integer)
        case .flag(let flag): writer.append(flag ? "true" : "false")
        case .absent: break
        case .object, .rows:
            if isStrict { throw .notPrintable(template: program.names[template], key: program.pathNames[path]) }
        }
    }
}

// Names.
extension TemplateRenderer {
    /// The value of a path; `absent` for one that nothing knows, where that is allowed.
    private mutating func resolve(_ place: Int, in scope: borrowing TemplateScope) throws(TemplateError)
        -> TemplateValue
    {
        let path = program.paths[place]
        guard let value = find(path.first, in: scope) else { return try unknown(place) }
        return path.rest.isEmpty ? value : try follow(path.rest, from: value, place)
    }

    private mutating func isTruthy(_ path: Int, in scope: borrowing TemplateScope) throws(TemplateError) -> Bool {
        switch scope.cell(program.paths[path].name) {
        case .absent: false
        case .plain(_, let isTruthy): isTruthy
        case .value, nil: try resolve(path, in: scope).isTruthy
        }
    }

    /// What stands behind dots: each name is asked of the value before it, and of nothing else.
    private mutating func follow(
        _ rest: TemplateSpan, from first: TemplateValue, _ place: Int
    ) throws(TemplateError) -> TemplateValue {
        var value = first
        for index in rest.range {
            switch value {
            case .absent: return .absent
            case .object(let model):
                guard let inner = model.answer(to: program.keys[index]) else { return try unknown(place) }
                value = inner
            default: return try unknown(place)
            }
        }
        return value
    }

    private mutating func unknown(_ path: Int) throws(TemplateError) -> TemplateValue {
        if isStrict { throw .unknownKey(template: program.names[template], key: program.pathNames[path]) }
        return .absent
    }

    /// The answer of the present row, or of the nearest around it that knows the key; the present row itself for nil.
    @inline(__always) private func find(_ key: TemplateKey?, in scope: borrowing TemplateScope) -> TemplateValue? {
        guard let key else { return scope.rows.itself(at: scope.index) }
        return scope.answer(to: key) ?? findOutside(key)
    }

    private func findOutside(_ key: TemplateKey) -> TemplateValue? {
        var place = outer.count - 1
        while place >= 0 {
            if let value = outer[place].answer(to: key) { return value }
            place -= 1
        }
        return nil
    }
}
