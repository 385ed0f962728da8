import Foundation
import Glibc

/// Another program, running; ended and waited for when the test lets go of it.
///
/// Started by `posix_spawn` itself: Foundation's `Process` cannot be relied upon with many descriptors open, and hears of
/// an end only once all other processes started at the time have ended too.
final class OtherProgram: Sendable {
    struct NotStarted: Error {
        let path: String
    }

    private let process: pid_t

    /// Starts it with nothing to read.
    /// - Parameter output: the file that keeps its words.
    init(_ path: String, _ arguments: [String], output: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // The threads of a Swift program commonly block signals, and a new program would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawn(&process, path, &actions, &attributes, &words, environ) == 0 else {
            throw NotStarted(path: path)
        }
        self.process = process
    }

    /// Whether it has not ended yet.
    var isRunning: Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0
            && information.si_signo == 0
    }

    /// Waits for its end, on a thread of its own; the exit code, or the signal as a negative number.
    func ended() async -> Int32 {
        let process = process
        return await withCheckedContinuation { continuation in
            Foundation.Thread.detachNewThread {
                var information = siginfo_t()
                // It stays there to be waited for, until this value goes: nobody else can get its number before.
                while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
                let status = information._sifields._sigchld.si_status
                continuation.resume(returning: information.si_code == CLD_EXITED ? status : -status)
            }
        }
    }

    deinit {
        kill(process, SIGTERM)
        waitpid(process, nil, 0)
    }
}

/// A port on this machine that was free a moment ago, and the wait for another program to open it.
enum LocalPort {
    static func free(isStream: Bool = false) -> UInt16 {
        let type = isStream ? SOCK_STREAM : SOCK_DGRAM
        let descriptor = socket(AF_INET, Int32(type.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(descriptor, $0, length) == 0 else { return 0 }
                return getsockname(descriptor, $0, &length) == 0 ? UInt16(bigEndian: pointer.pointee.sin_port) : 0
            }
        }
    }

    /// Another program's start can only be watched, not awaited.
    /// - Returns: whether the port is open; not if the program has ended, or within ten seconds.
    static func isOpened(_ port: UInt16, isStream: Bool = false, by program: OtherProgram) async throws -> Bool {
        let table = isStream ? "/proc/net/tcp" : "/proc/net/udp"
        let mark = ":" + String(port, radix: 16, uppercase: true) + " "
        for _ in 0..<1000 where program.isRunning {
            if try String(contentsOfFile: table, encoding: .utf8).contains(mark) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
