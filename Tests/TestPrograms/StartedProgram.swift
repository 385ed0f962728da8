import Foundation
import Glibc
import Synchronization

/// A program started by a test; it ends, and is waited for, when the test lets go of it.
///
/// Started with `posix_spawn` itself, for three reasons. Foundation's `Process` lists the open descriptors by copying 256
/// bytes for each, beyond the end of the list when there are more than a thousand, and ends the tests; it hears of an end
/// only once all other programs started at the time have ended; and a test's threads block signals, which it passes on.
///
/// Everything here waits: call it on a thread of its own (`onOwnThread`).
public final class StartedProgram: Sendable {
    /// A sentence for the person who reads the test's failure.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    /// Where standard error goes.
    public enum Errors: Sendable { case inherited, dropped, apart, withOutput }

    public struct Ending: Sendable {
        /// The exit status, or 128 and the signal that ended the program.
        public let status: Int32
        public let output: String
        public let error: String
    }

    private let process: pid_t
    private let name: String
    private let input: Mutex<Int32?>
    private let output: ProgramOutput
    private let errors: ProgramOutput?
    private let status = Mutex<Int32?>(nil)

    /// `environment` nil: the tests' own. Without `hasInput` standard input is empty.
    public init(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil, errors: Errors = .inherited,
        hasInput: Bool = false
    ) throws {
        // Writing to a program that has ended is an error here, not a signal.
        signal(SIGPIPE, SIG_IGN)
        let said = try DescriptorPair()
        let complained = errors == .apart ? try DescriptorPair() : nil
        let told = hasInput ? try DescriptorPair() : nil
        defer { [said.writing, complained?.writing, told?.reading].forEach { $0.map { _ = close($0) } } }
        let spawn = Spawn(
            path: path, arguments: arguments, environment: environment ?? ProcessInfo.processInfo.environment)
        name = (path as NSString).lastPathComponent
        process = try spawn(input: told?.reading, output: said.writing, error: complained?.writing, errors)
        output = ProgramOutput(reading: said.reading)
        self.errors = complained.map { ProgramOutput(reading: $0.reading) }
        input = Mutex(told?.writing)
    }

    deinit {
        stop()
        closeInput()
    }

    /// The memory it holds, as the system counts it.
    public func residentBytes() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8).split(separator: " ")
        guard pages.count > 1, let count = Int(pages[1]) else { throw Failure(description: "\(name) has no memory") }
        return count * Int(getpagesize())
    }

    /// The next line it says, waited for; nil when it says no more.
    public func line() -> String? { output.line() }

    /// The first line that holds `text`; fails with everything said so far when the program ends without saying it.
    public func line(containing text: String) throws -> String {
        var said: [String] = []
        while let line = line() {
            if line.contains(text) { return line }
            said.append(line)
        }
        throw Failure(description: "\(name) ended without saying \"\(text)\"; it said: \(said.joined(separator: "\n"))")
    }

    /// Gives it all its input; fails when it takes no more.
    public func write(_ bytes: [UInt8]) throws {
        let isWritten = input.withLock { input in
            guard let input else { return false }
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
        guard isWritten else { throw Failure(description: "\(name) takes no more input") }
    }

    public func closeInput() {
        input.withLock { input in
            if let input { close(input) }
            input = nil
        }
    }

    /// What it said and how it ended, once it has.
    public func ending() -> Ending {
        let (said, complained) = (output.rest(), errors?.rest() ?? "")
        return Ending(status: wait(), output: said, error: complained)
    }

    /// Whether it has ended by now; without waiting for it.
    public var hasEnded: Bool {
        status.withLock { status in
            guard status == nil else { return true }
            var word: Int32 = 0
            guard waitpid(process, &word, WNOHANG) == process else { return false }
            status = Self.status(word)
            return true
        }
    }

    /// Sends it a signal that does not end it.
    public func send(signal number: Int32) { _ = Glibc.kill(process, number) }

    /// Asks it to end; returns its exit status when it has.
    @discardableResult
    public func stop() -> Int32 {
        end(by: SIGTERM)
    }

    /// Ends it as a power cut would.
    public func kill() {
        end(by: SIGKILL)
    }

    @discardableResult
    private func end(by signal: Int32) -> Int32 {
        if status.withLock({ $0 == nil }) { Glibc.kill(process, signal) }
        return wait()
    }

    private func wait() -> Int32 {
        status.withLock { status in
            if let status { return status }
            var word: Int32 = 0
            while waitpid(process, &word, 0) < 0, errno == EINTR {}
            let result = Self.status(word)
            status = result
            return result
        }
    }

    /// The exit status, or 128 and the signal, of what the system says of an end.
    private static func status(_ word: Int32) -> Int32 {
        let signal = word & 0x7f
        return signal == 0 ? (word >> 8) & 0xff : 128 + signal
    }
}
