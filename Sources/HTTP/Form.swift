internal import Encodings

/// What a form sent: names with texts, and at most one file. A name that comes twice is refused: no form of ours has
/// one, and whoever reads the first and whoever reads the last would disagree.
public struct Form: Sendable {
    /// Names and texts in the order they came.
    public private(set) var entries: [(name: String, value: String)] = []
    private var places: [String: Int] = [:]
    private var upload: (name: String, file: UploadedFile)?
    private var names: Int = 0

    /// At most this many names.
    static var fieldLimit: Int { 1000 }
    /// At most this many bytes in a name.
    static var nameLimit: Int { 256 }

    public init() {}

    /// The text of that name; nil when the form had no such control.
    public subscript(_ name: String) -> String? { places[name].map { entries[$0].value } }

    /// The file of that name; nil when none was chosen.
    public func file(_ name: String) -> UploadedFile? { upload?.name == name ? upload?.file : nil }

    mutating func add(_ name: String, _ value: String) throws(FormProblem) {
        try count(name)
        places[name] = entries.count
        entries.append((name, value))
    }

    /// Adds a file; a control in which none was chosen sends one without name and content, which counts as none.
    mutating func add(_ name: String, file: UploadedFile) throws(FormProblem) {
        try count(name)
        if file.filename.isEmpty && file.bytes.isEmpty { return }
        guard upload == nil else { throw .tooManyFiles }
        upload = (name, file)
    }

    private mutating func count(_ name: String) throws(FormProblem) {
        guard name.utf8.count <= Form.nameLimit else { throw .nameTooLong }
        guard places[name] == nil, upload?.name != name else { throw .duplicate(name) }
        names += 1
        guard names <= Form.fieldLimit else { throw .tooManyFields }
    }
}

/// A file somebody uploaded.
public struct UploadedFile: Sendable {
    /// The last part of the name it had, fit to be shown and logged and never a path; empty when it had none.
    public let filename: String
    /// What the browser took it for, in lower case without parameters; empty when it said nothing.
    public let contentType: String
    public let bytes: [UInt8]

    public init(filename: String, contentType: String, bytes: [UInt8]) {
        self.filename = UploadedFile.sanitized(filename)
        self.contentType = contentType
        self.bytes = bytes
    }

    /// Without folders, control and direction-changing characters and leading dots; at most 120 characters.
    private static func sanitized(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let visible = last.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
            default: true
            }
        }
        var text = String(String.UnicodeScalarView(visible)).drop { $0 == "." || $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text.prefix(120))
    }
}

/// Why a form cannot be read. Thrown from a handler it becomes a reply of `status`.
public enum FormProblem: Error, Sendable, Equatable {
    /// The name comes more than once.
    case duplicate(String)
    /// More than 1,000 names.
    case tooManyFields
    /// A name of more than 256 bytes.
    case nameTooLong
    /// More than one file.
    case tooManyFiles
    /// A bad escape, bytes that are not UTF-8, or NUL.
    case badText
    /// Not what the media type has as grammar.
    case malformed
    /// Neither application/x-www-form-urlencoded nor multipart/form-data, or in an encoding other than UTF-8.
    case unsupportedType

    public var status: Status { self == .unsupportedType ? .unsupportedMediaType : .badRequest }
}

extension Request {
    /// The query of the address, read as a form. Anybody may add to an address (mail programs and search engines do): a name
    /// that comes twice, and what cannot be decoded, are left out as if nobody had asked for them.
    public func queryForm() -> Form {
        guard !query.isEmpty else { return Form() }
        var pairs: [(name: String, value: String)] = []
        for pair in query.utf8.split(separator: ASCII.ampersand).prefix(Form.fieldLimit) {
            if let pair = try? Form.pair(ArraySlice(pair)) { pairs.append(pair) }
        }
        let counts = Dictionary(pairs.map { ($0.name, 1) }, uniquingKeysWith: +)
        var form = Form()
        for pair in pairs where counts[pair.name] == 1 { try? form.add(pair.name, pair.value) }
        return form
    }

    /// The body, read as its Content-Type says. An empty body without a type is an empty form.
    public func form() throws(FormProblem) -> Form {
        guard let value = fields["content-type"] else {
            guard body.isEmpty else { throw .unsupportedType }
            return Form()
        }
        guard let type = MediaType(value) else { throw .unsupportedType }
        if let charset = type.parameters["charset"], charset.lowercased() != "utf-8" { throw .unsupportedType }
        switch type.name {
        case "application/x-www-form-urlencoded": return try Form(urlEncoded: body[...])
        case "multipart/form-data": return try Form(multipart: body, boundary: type.parameters["boundary"] ?? "")
        default: throw .unsupportedType
        }
    }
}
