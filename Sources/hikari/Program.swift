import Foundation

@main
struct Program {
    static func main() async {
        exit(await CommandTable.all.run(arguments()))
    }

    /// Where they stand for the kernel. Swift looks for them below the environment, and finds none when a library that the system
    /// preloads has moved that by changing it.
    private static func arguments() -> [String] {
        guard let words = FileManager.default.contents(atPath: "/proc/self/cmdline"), !words.isEmpty else {
            return Array(CommandLine.arguments.dropFirst())
        }
        return words.dropLast().split(separator: 0, omittingEmptySubsequences: false).dropFirst()
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
