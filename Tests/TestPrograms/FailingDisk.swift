import Foundation

/// A disk that answers EIO when it is told to: a small library, compiled for the test, that a program is started with. Where nothing
/// compiles C, or the system preloads nothing, tests ask `isPossible` and say that they are skipped.
public final class FailingDisk: Sendable {
    private let folder: String
    /// What the program is to be started with.
    public var environment: [String: String] {
        ["LD_PRELOAD": folder + "/failing.so", "TEST_FAILING_DISK": folder + "/fails"]
    }

    public static let isPossible = (try? FailingDisk()) != nil

    /// - Parameter part: of the paths of the files that fail.
    public init(part: String = "hikari.sqlite") throws {
        folder = NSTemporaryDirectory() + "hikari-failing-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let source = Self.source.replacingOccurrences(of: "PART", with: part)
        try source.write(toFile: folder + "/failing.c", atomically: true, encoding: .utf8)
        let arguments = ["-shared", "-fPIC", "-o", folder + "/failing.so", folder + "/failing.c", "-ldl"]
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/cc"),
            try StartedProgram("/usr/bin/cc", arguments, errors: .dropped).ending().status == 0
        else { throw StartedProgram.Failure(description: "nothing compiles C here") }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What was written is not to be brought to the disk any more, or is again.
    public func fails(_ fails: Bool) {
        let path = folder + "/fails"
        if fails { _ = FileManager.default.createFile(atPath: path, contents: nil) } else { unlink(path) }
    }

    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        static int fails(int file) {
            const char *control = getenv("TEST_FAILING_DISK");
            char link[64], path[4096];
            if (!control || access(control, F_OK) != 0) return 0;
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            ssize_t length = readlink(link, path, sizeof path - 1);
            if (length <= 0) return 0;
            path[length] = 0;
            if (!strstr(path, "PART")) return 0;
            errno = EIO;
            return 1;
        }
        int fsync(int file) {
            int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
            return fails(file) ? -1 : real(file);
        }
        int fdatasync(int file) {
            int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
            return fails(file) ? -1 : real(file);
        }
        """
}
