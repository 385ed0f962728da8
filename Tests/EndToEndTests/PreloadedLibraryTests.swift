import Foundation
import TestPrograms
import Testing

/// A library that the system preloads and that changes the environment before the program begins.
@Suite struct PreloadedLibraryTests {
    private static let compiler = ["/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: compiler != nil, "no C compiler: a library to preload cannot be made"))
    func `a preloaded library that changes the environment does not make the program lose its arguments`() async throws
    {
        let compiler = try #require(Self.compiler)
        try await onOwnThread {
            let folder = BuiltProgram.newFolder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let (source, library) = (folder + "/preloaded.c", folder + "/preloaded.so")
            try """
            #include <stdlib.h>
            __attribute__((constructor)) static void begin(void) { setenv("PRELOADED_LIBRARY", "here", 1); }
            """.write(toFile: source, atomically: true, encoding: .utf8)
            let compiled = try StartedProgram(compiler, ["-shared", "-fPIC", "-o", library, source], errors: .apart)
                .ending()
            try #require(compiled.status == 0, "\(compiled.error)")
            let version = try BuiltProgram.run(["--version"], environment: ["LD_PRELOAD": library])
            #expect(version.status == 0 && version.output.hasPrefix("hikari "))
            let data = folder + "/data"
            let add = ["contract", "add", "--number", "0312340001", "--name", "山田 商店", "--data", data]
            #expect(try BuiltProgram.run(add, environment: ["LD_PRELOAD": library]).status == 0)
            let shown = try BuiltProgram.run(["contract", "show", "0312340001", "--data", data])
            #expect(shown.output.contains("山田 商店"))
        }
    }
}
