import Foundation
import Mustache
import Ordering
import Telephony

/// `hikari template …`: templates without the site around them.
enum TemplateCommand {
    static let all = [check, render]

    private static let check = Command(
        name: "template check", words: "[DIR]", wordCount: 0...1,
        summary: "Check that all templates can be compiled.",
        details: """
            DIR is the folder of the templates; without it the site's own are checked. Nothing is rendered. The first
            fault is told with the template's name and the line.
            """
    ) { call in
        let home = try call.configuration().home
        let folders =
            call.arguments.words.first.map { [TemplateFolder($0)] }
            ?? Language.allCases.map { TemplateFolder.of($0, inHome: home) }
        for folder in folders {
            _ = try folder.library(frame: OrderingSite.templateFolder)
            let library = try folder.library()
            if library.names.isEmpty { throw Refusal("there are no templates in \(folder.path)") }
            call.print("\(library.names.count) templates are in order")
        }
    }

    private static let render = Command(
        name: "template render", summary: "Render templates from standard input, for conformance suites.",
        details: """
            Each line of the input is a JSON object {"template": …, "data": …, "partials": {…}}; data and partials may be
            left out. Each line of the output is {"output": …} or {"error": …}. Unknown names and partials are empty and
            {{{name}}} prints as it is, as the public specification has it; the site itself refuses all three.
            """
    ) { call in
        while let line = readLine() {
            try call.printJSON(answer(to: line))
        }
    }

    /// What `template render` prints for one line.
    static func answer(to line: String) -> [String: String] {
        do {
            let task = try JSONDecoder().decode(Task.self, from: Data(line.utf8))
            var sources = task.partials ?? [:]
            sources[Task.name] = task.template
            let library = try TemplateLibrary(sources: sources, mode: .lenient)
            let output = try library.render(Task.name, task.data ?? .absent)
            return ["output": String(decoding: output, as: UTF8.self)]
        } catch let error as TemplateError {
            return ["error": error.description]
        } catch {
            return ["error": "The line is not a JSON object with a template."]
        }
    }

    /// One line of the input.
    private struct Task: Decodable {
        /// The template's name in error messages. No tag can ask for it, having a space inside.
        static let name = "the template"

        let template: String
        let data: TemplateValue?
        let partials: [String: String]?
    }
}
