import Encodings

/// The texts of `--help`.
enum CommandHelp {
    /// All commands, or those of a group.
    static func text(for commands: [Command], group: String?) -> String {
        let name = group.map { "hikari \($0)" } ?? "hikari"
        return """
            Usage: \(name) COMMAND …

            \(table(commands.map { ("hikari \($0.name)", $0.summary) }))

            \(name) COMMAND --help says more.\(group == nil ? " hikari --version names the release." : "")
            """
    }

    /// One command with its options.
    static func text(for command: Command) -> String {
        let words = command.words.isEmpty ? "" : " \(command.words)"
        let details = command.details.isEmpty ? "" : "\n\(command.details)\n"
        return """
            Usage: hikari \(command.name) [OPTIONS]\(words)

            \(command.summary)
            \(details)
            Options:
            \(table(command.allOptions.map { ($0.usage, $0.summary) }))
            """
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, summary in
            "  \(name.spacePadded(to: width))  \(summary)"
        }.joined(separator: "\n")
    }
}
