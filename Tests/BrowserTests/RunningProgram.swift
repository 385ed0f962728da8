import Foundation
import Glibc
import Synchronization

/// A program started by a test: its lines can be waited for, and it ends with the test.
///
/// Started with `posix_spawn` and an empty signal mask: a test runs on threads that block most signals, and a program that
/// inherited that could not be told to end.
final class RunningProgram: Sendable {
    /// A sentence for the person who reads the test's failure.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let process: pid_t
    private let status = Mutex<Int32?>(nil)
    private let name: String
    private let lines: AsyncStream<String>

    /// Standard output and standard error are read together, line by line, to the end, so that the program never blocks on them.
    init(_ path: String, _ arguments: [String]) throws {
        let pipe = Pipe()
        // Neither end goes to any other program, which would keep the output open after this one has ended.
        for end in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        name = (path as NSString).lastPathComponent
        process = try RunningProgram.spawn(path, arguments, output: pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForWriting.close()
        lines = RunningProgram.read(pipe.fileHandleForReading)
    }

    /// The first line that holds `text`; fails with everything said so far when the program ends without saying it.
    func line(containing text: String) async throws -> String {
        var said: [String] = []
        for await line in lines {
            if line.contains(text) { return line }
            said.append(line)
        }
        throw Failure(description: "\(name) ended without saying \"\(text)\"; it said: \(said.joined(separator: "\n"))")
    }

    /// Everything the program says, and its exit status, once it has ended.
    func ending() async -> (output: String, status: Int32) {
        var said: [String] = []
        for await line in lines { said.append(line) }
        return (said.joined(separator: "\n"), wait())
    }

    /// Asks the program to end, and waits until it has.
    func stop() {
        if status.withLock({ $0 == nil }) { kill(process, SIGTERM) }
        _ = wait()
    }

    /// The exit status, or 128 and the signal that ended the program.
    private func wait() -> Int32 {
        status.withLock { status in
            if let status { return status }
            var word: Int32 = 0
            while waitpid(process, &word, 0) < 0, errno == EINTR {}
            let signal = word & 0x7f
            let result = signal == 0 ? (word >> 8) & 0xff : 128 + signal
            status = result
            return result
        }
    }

    private static func spawn(_ path: String, _ arguments: [String], output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let fault = posix_spawn(&process, path, &actions, &attributes, &words, environ)
        guard fault == 0 else {
            throw Failure(description: "\(path) could not be started: \(String(cString: strerror(fault)))")
        }
        return process
    }

    private static func read(_ handle: FileHandle) -> AsyncStream<String> {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        Thread.detachNewThread {
            var rest = Data()
            while case let data = handle.availableData, !data.isEmpty {
                rest.append(data)
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                    rest = Data(rest[rest.index(after: end)...])
                }
            }
            if !rest.isEmpty { continuation.yield(String(decoding: rest, as: UTF8.self)) }
            continuation.finish()
        }
        return lines
    }
}
