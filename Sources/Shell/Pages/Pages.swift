package import HTTP
package import Mustache
package import Telephony

/// Draws pages: the templates, the addresses of what they link to, and the features that speak on every page.
package struct Pages: Sendable {
    private let libraries: [Language: TemplateLibrary]
    /// Numbers that rules fix, as every template names them: `{{limits.passwordMisses}}`.
    let limits: TemplateValue
    let styleURL: String
    let scriptURL: String
    let iconURL: String
    let isDemo: Bool
    let drawn = DrawnPages()

    /// - Parameter limits: by their names in templates.
    package init(
        templates: [Language: TemplateLibrary], limits: [String: Int], files: StaticFiles, isDemo: Bool = false
    ) {
        libraries = templates
        self.limits = .object(TemplateFields(limits.map { (key: $0.key, value: .text($0.value.inGroups)) }))
        styleURL = files.url(for: "style.css")
        scriptURL = files.url(for: "script.js")
        iconURL = files.url(for: "favicon.svg")
        self.isDemo = isDemo
    }

    /// A whole page, or the text of a mail, in the words of that language.
    func render(_ template: String, _ view: some ViewModel, in language: Language) throws -> [UInt8] {
        guard let library = libraries[language] else { throw MissingTemplatesError(language: language) }
        return try library.render(template, view)
    }
}

/// The site has no templates in a language that it is to speak.
struct MissingTemplatesError: Error {
    let language: Language
}
