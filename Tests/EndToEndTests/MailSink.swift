import Foundation
import Synchronization

/// A mail server of the tests' own: takes mails on 127.0.0.1 without TLS and remembers them. Each connection has a thread.
final class MailSink: Sendable {
    struct Taken: Sendable {
        let recipient: String
        let content: String

        var messageID: String { header("Message-ID") }

        func header(_ name: String) -> String {
            content.replacingOccurrences(of: "\r\n ", with: " ").components(separatedBy: "\r\n").first {
                $0.hasPrefix(name + ": ")
            }.map {
                String($0.dropFirst(name.count + 2))
            } ?? ""
        }
    }

    let port: UInt16
    private let socket: Int32
    private let delay: TimeInterval
    private let hasEnded = DispatchSemaphore(value: 0)
    private let state = Mutex<(taken: [Taken], connections: Int, refusal: String?)>(([], 0, nil))

    /// Listens when this returns; `delay` is how long a mail takes, in seconds.
    init(port: UInt16 = 0, delay: TimeInterval = 0) throws {
        let (socket, port) = try MailSink.listen(on: port)
        (self.socket, self.port, self.delay) = (socket, port, delay)
        Thread.detachNewThread { [self] in
            while case let client = accept(socket, nil, nil), client >= 0 {
                state.withLock { $0.connections += 1 }
                Thread.detachNewThread { [self] in serve(client) }
            }
            Foundation.close(socket)
            hasEnded.signal()
        }
    }

    /// What has been taken, in order.
    var taken: [Taken] { state.withLock { $0.taken } }
    var connections: Int { state.withLock { $0.connections } }

    /// Answers RCPT with this from now on.
    func refuses(_ reply: String?) { state.withLock { $0.refusal = reply } }

    /// No connection comes in any more. Once only.
    func close() {
        shutdown(socket, Int32(SHUT_RDWR))
        // The descriptor's number may be another's at once: nobody may be about to use it.
        hasEnded.wait()
    }

    struct Fault: Error {}

    private static func listen(on port: UInt16) throws -> (Int32, UInt16) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, 4)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && Foundation.listen(socket, 100) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        guard isReady else { throw Fault() }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    private func serve(_ client: Int32) {
        let file = FileHandle(fileDescriptor: client, closeOnDealloc: true)
        var lines = Lines(file: file)
        var recipient = ""
        say("220 sink", to: file)
        while let line = lines.next() {
            switch line.prefix(4).uppercased() {
            case "EHLO": say("250-sink\r\n250 8BITMIME", to: file)
            case "RCPT":
                recipient = String(line.dropFirst(9).dropLast())
                say(state.withLock { $0.refusal } ?? "250 2.1.5 Ok", to: file)
            case "DATA":
                say("354 go on", to: file)
                guard let content = lines.content() else { return }
                if delay > 0 { Thread.sleep(forTimeInterval: delay) }
                let taken = Taken(recipient: recipient, content: content)
                let count = state.withLock { state in
                    state.taken.append(taken)
                    return state.taken.count
                }
                say("250 2.0.0 taken as \(count)", to: file)
            case "QUIT":
                say("221 bye", to: file)
                return
            default: say("250 2.0.0 Ok", to: file)
            }
        }
    }

    private func say(_ reply: String, to file: FileHandle) { try? file.write(contentsOf: Data((reply + "\r\n").utf8)) }

    /// What a client sends, line by line.
    private struct Lines {
        let file: FileHandle
        private var held: [UInt8] = []

        init(file: FileHandle) { self.file = file }

        mutating func next() -> String? {
            while true {
                if let end = held.firstIndex(of: 10) {
                    let line = String(decoding: held[..<end], as: UTF8.self)
                    held.removeFirst(end + 1)
                    return line.trimmingCharacters(in: .newlines)
                }
                var bytes = [UInt8](repeating: 0, count: 4096)
                let count = read(file.fileDescriptor, &bytes, bytes.count)
                guard count > 0 else { return nil }
                held += bytes[..<count]
            }
        }

        /// Up to the line with the dot.
        mutating func content() -> String? {
            var lines: [String] = []
            while let line = next() {
                if line == "." { return lines.joined(separator: "\r\n") }
                lines.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
            }
            return nil
        }
    }
}
