import Foundation

@main
struct Program {
    static func main() async {
        exit(await CommandTable.all.run(Array(CommandLine.arguments.dropFirst())))
    }
}
