/// Why a template could not be compiled or rendered. Lines count from 1.
public enum TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A tag was opened and its closing delimiter never came.
    case unclosedTag(template: String, line: Int)
    /// A section, block or parent was opened and never closed.
    case unclosedSection(template: String, line: Int, name: String)
    /// A closing tag whose section is another one, or none at all (`expected` nil).
    case mismatchedClose(template: String, line: Int, name: String, expected: String?)
    /// A tag without a name, or with white space inside its name.
    case malformedName(template: String, line: Int)
    /// Set-delimiter tags hold two words without `=`.
    case malformedDelimiters(template: String, line: Int)
    /// `{{{name}}}` and `{{&name}}` are refused where user text is never to be printed as it is.
    case unescaped(template: String, line: Int, name: String)
    /// A partial or parent that the library does not hold.
    case unknownPartial(template: String, line: Int, name: String)
    /// A template asked for by the program that the library does not hold.
    case unknownTemplate(name: String)
    /// A name that no frame knows, while rendering in strict mode.
    case unknownKey(template: String, key: String)
    /// `{{name}}` of a list or an object, while rendering in strict mode.
    case notPrintable(template: String, key: String)
    /// Partials, parents and sections nested deeper than any page needs: they go round in circles.
    case tooDeep(template: String)

    /// One sentence in English.
    public var description: String {
        switch self {
        case .unclosedTag(let template, let line):
            "\(template):\(line): this tag is never closed."
        case .unclosedSection(let template, let line, let name):
            "\(template):\(line): the section “\(name)” is never closed."
        case .mismatchedClose(let template, let line, let name, let expected?):
            "\(template):\(line): “\(name)” is closed where “\(expected)” is open."
        case .mismatchedClose(let template, let line, let name, nil):
            "\(template):\(line): “\(name)” is closed but nothing is open."
        case .malformedName(let template, let line):
            "\(template):\(line): a tag needs one name without white space."
        case .malformedDelimiters(let template, let line):
            "\(template):\(line): a set-delimiter tag needs two words without an equals sign."
        case .unescaped(let template, let line, let name):
            "\(template):\(line): “\(name)” would be printed without escaping, which is not allowed here."
        case .unknownPartial(let template, let line, let name):
            "\(template):\(line): there is no template “\(name)”."
        case .unknownTemplate(let name):
            "There is no template “\(name)”."
        case .unknownKey(let template, let key):
            "\(template): nothing on this page knows the name “\(key)”."
        case .notPrintable(let template, let key):
            "\(template): “\(key)” is a list or an object and cannot be printed."
        case .tooDeep(let template):
            "\(template): templates are nested too deeply."
        }
    }
}
