import Foundation
import HTTP
import Mustache
import Settings
import Shell
import Telephony

/// A folder of templates: each file `Feature/name.mustache` is the template `Feature/name`.
struct TemplateFolder {
    let path: String

    init(_ path: String) { self.path = path }

    func sources() throws -> [String: String] {
        var sources: [String: String] = [:]
        guard let files = FileManager.default.enumerator(atPath: path) else {
            throw ConfigurationError(description: "cannot read the templates in \(path)")
        }
        while let file = files.nextObject() as? String {
            guard file.hasSuffix(".mustache") else { continue }
            sources[String(file.dropLast(".mustache".count))] = try String(
                contentsOfFile: path + "/" + file, encoding: .utf8)
        }
        return sources
    }

    /// Those of a site: a folder for each language. Who writes mails only has no use for the files that pages link to.
    /// - Parameters:
    ///   - frame: the folder of those that stand before the shell's; nil for the shell's own.
    ///   - limits: what they may name.
    static func pages(
        inHome home: String, _ files: StaticFiles = StaticFiles(), isDemo: Bool = false, frame: String? = nil,
        limits: [String: Int] = SettingsSite.limits
    ) throws -> Pages {
        try HomeFolder(home).check()
        var libraries: [Language: TemplateLibrary] = [:]
        for language in Language.allCases {
            libraries[language] = try of(language, inHome: home).library(frame: frame)
        }
        return Pages(templates: libraries, limits: limits, files: files, isDemo: isDemo)
    }

    static func of(_ language: Language, inHome home: String) -> TemplateFolder {
        TemplateFolder("\(home)/Templates/\(language.rawValue)")
    }

    func library(frame: String? = nil) throws -> TemplateLibrary {
        let own = try sources()
        return try TemplateLibrary(
            sources: frame.map { OwnFrame.applied($0, to: own) } ?? own, isPlainText: Mail.isTemplate)
    }
}
