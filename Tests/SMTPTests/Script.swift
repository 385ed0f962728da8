import Foundation
import TestPrograms

/// A Python script under Servers, running; its input ends with it, which is how it hears that the tests were broken off.
struct Script: Sendable {
    private let program: StartedProgram

    static func path(_ name: String) -> String {
        Bundle.module.resourcePath.map { "\($0)/Servers/\(name)" } ?? name
    }

    init(_ arguments: [String]) throws {
        program = try StartedProgram("/usr/bin/python3", arguments, hasInput: true)
    }

    /// The next line it prints, waited for.
    func line() throws -> Data {
        guard let line = program.line() else { throw StartedProgram.Failure(description: "the script has ended") }
        return Data(line.utf8)
    }

    /// Gives it all its input.
    func write(_ bytes: [UInt8]) throws { try program.write(bytes) }
}
