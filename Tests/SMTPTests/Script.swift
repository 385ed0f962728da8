import Foundation
import Glibc
import Synchronization

/// A Python script under Servers, running; ended and waited for when the test lets go of it.
///
/// Started by `posix_spawn` itself: Foundation's `Process` hears of an end only once all other processes started at the
/// time have ended too, and the tests start many.
final class Script: Sendable {
    private let process: pid_t
    private let input: Int32
    private let output: Int32
    private let buffer = Mutex(Data())

    static func path(_ name: String) -> String {
        Bundle.module.resourcePath.map { "\($0)/Servers/\(name)" } ?? name
    }

    init(_ arguments: [String]) throws {
        let (toScript, fromScript) = (try Self.pipe(), try Self.pipe())
        defer {
            close(toScript.reading)
            close(fromScript.writing)
        }
        (input, output) = (toScript.writing, fromScript.reading)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toScript.reading, 0)
        posix_spawn_file_actions_adddup2(&actions, fromScript.writing, 1)
        // The threads of a Swift program commonly block signals, and a new program would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = (["/usr/bin/python3"] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawn(&process, "/usr/bin/python3", &actions, &attributes, &words, environ) == 0 else {
            throw MailServer.Failure()
        }
        self.process = process
    }

    deinit {
        // Its input ends as well, which is how a script hears that the tests were broken off.
        kill(process, SIGTERM)
        close(input)
        close(output)
        waitpid(process, nil, 0)
    }

    /// Closed in whatever other program is started.
    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw MailServer.Failure() }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// The next line it prints, waited for.
    func line() throws -> Data {
        try buffer.withLock { buffer in
            while true {
                if let end = buffer.firstIndex(of: 10) {
                    let line = Data(buffer[..<end])
                    buffer = Data(buffer[(end + 1)...])
                    return line
                }
                var room = [UInt8](repeating: 0, count: 16_384)
                let count = read(output, &room, room.count)
                guard count > 0 else { throw MailServer.Failure() }
                buffer += room[..<count]
            }
        }
    }

    /// Gives it all its input.
    func write(_ bytes: [UInt8]) throws {
        guard Glibc.write(input, bytes, bytes.count) == bytes.count else { throw MailServer.Failure() }
    }
}
