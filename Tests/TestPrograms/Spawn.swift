import Foundation
import Glibc

/// The two ends of a pipe, closed in whatever program is started.
struct DescriptorPair {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw StartedProgram.Failure(description: "no descriptors are left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }
}

/// A program about to be started, with no signal blocked.
struct Spawn {
    let path: String
    let arguments: [String]
    let environment: [String: String]

    func callAsFunction(input: Int32?, output: Int32, error: Int32?, _ errors: StartedProgram.Errors) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        switch errors {
        case .inherited: break
        case .withOutput: posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        case .dropped: posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        case .apart: if let error { posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO) }
        }
        return try start(&actions)
    }

    private func start(_ actions: inout posix_spawn_file_actions_t) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // The tests ignore a broken pipe; a program starts as from a shell.
        var usual = sigset_t()
        sigemptyset(&usual)
        sigaddset(&usual, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        var process: pid_t = 0
        let fault = posix_spawn(&process, path, &actions, &attributes, &words, &settings)
        guard fault == 0 else {
            let reason = String(cString: strerror(fault))
            throw StartedProgram.Failure(description: "\(path) could not be started: \(reason)")
        }
        return process
    }
}
