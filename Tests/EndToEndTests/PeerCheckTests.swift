import Foundation
import Synchronization
import Testing
import Transport

@testable import hikari

/// OPS-2: `hikari check` asks the mail server and the SIP proxy.
@Suite struct PeerCheckTests {
    let hikari: CommandCall

    init() throws { hikari = try CommandCall() }

    private func configuration(mail: UInt16? = nil, proxy: UInt16? = nil, tcp: Bool = false) throws -> String {
        var lines: [String] = []
        if let mail { lines += ["mail.server = 127.0.0.1:\(mail)", "mail.security = none-on-loopback"] }
        if let proxy { lines += ["sip.proxy = 127.0.0.1:\(proxy)", "monitor.caller-number = 0312349999"] }
        if tcp { lines.append("sip.transport = tcp") }
        return try hikari.file(lines.joined(separator: "\n") + "\n")
    }

    private func check(_ file: String) async -> CommandCall.Outcome {
        _ = await hikari("contract add --number 0312340001")
        return await hikari.run(["check", "--config", file, "--data", hikari.data])
    }

    @Test func `OPS-2 a mail server and a proxy that answer are said to, whatever the proxy says`() async throws {
        let sink = try MailSink()
        let proxy = try AnsweringProxy("404 Not Found")
        let outcome = await check(try configuration(mail: sink.port, proxy: proxy.port))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.first == "ok")
        #expect(outcome.output.contains("the mail server 127.0.0.1:\(sink.port) answers"))
        #expect(outcome.output.contains("the SIP proxy 127.0.0.1:\(proxy.port) answers (404)"))
        #expect(sink.connections == 1 && sink.taken.isEmpty)
        sink.close()
    }

    @Test func `OPS-2 where nobody answers the check says so first, and its status is 1`() async throws {
        let silent = try SilentPeer()
        let port = silent.port
        silent.close()
        let outcome = await check(try configuration(mail: port, proxy: port, tcp: true))
        #expect(outcome.status == 1)
        #expect(outcome.output.first?.hasPrefix("the mail server 127.0.0.1:\(port) takes no mail: ") == true)
        #expect(outcome.output.contains { $0.hasPrefix("the SIP proxy 127.0.0.1:\(port) does not answer: ") })
        #expect(outcome.output.allSatisfy { !$0.contains("answers") })
        #expect(outcome.errors.first?.contains("the mail server") == true)
    }

    @Test func `OPS-2 a peer that accepts and says nothing is left when the patience is over`() async throws {
        let silent = try SilentPeer()
        defer { silent.close() }
        var configuration = try Configuration.read(
            file: try configuration(mail: silent.port, proxy: silent.port, tcp: true), environment: [:])
        configuration.data = hikari.data
        let lines = try await PeerCheck.findings(configuration, within: 0.3).map(\.line)
        #expect(
            lines == [
                "the mail server 127.0.0.1:\(silent.port) takes no mail: greeting: no answer in time",
                "the SIP proxy 127.0.0.1:\(silent.port) does not answer: no answer",
            ])
    }

    @Test func `OPS-2 FAULT-10 a proxy whose answer cannot be read is there, but not well`() async throws {
        let proxy = try AnsweringProxy("200 OK", sequence: "CSeq: first OPTIONS")
        let outcome = await check(try configuration(proxy: proxy.port))
        #expect(outcome.status == 1)
        #expect(outcome.output.first?.contains("answers, but cannot be read: ") == true, "\(outcome.output)")
    }
}

/// A proxy that answers OPTIONS, over UDP on a port of its own.
private final class AnsweringProxy {
    let port: UInt16
    private let loop: EventLoop

    init(_ status: String, sequence: String? = nil) throws {
        loop = try EventLoop(name: "proxy")
        port = try DatagramSocket(
            address: "127.0.0.1", port: 0, on: loop, handler: Answers(status: status, sequence: sequence)
        ).port
        try loop.start()
    }

    deinit {
        loop.stop()
        loop.join()
    }

    private final class Answers: DatagramHandler {
        let status: String
        let sequence: String?

        init(status: String, sequence: String?) {
            self.status = status
            self.sequence = sequence
        }

        func received(_ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, on socket: DatagramSocket) {
            let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
            guard lines.first?.hasPrefix("OPTIONS sip:") == true else { return }
            let kept = lines.filter { line in
                ["Via:", "From:", "To:", "Call-ID:", "CSeq:"].contains { line.hasPrefix($0) }
                    && !(sequence != nil && line.hasPrefix("CSeq:"))
            }
            let answer = ["SIP/2.0 \(status)"] + kept + (sequence.map { [$0] } ?? []) + ["Content-Length: 0", "", ""]
            socket.send(Array(answer.joined(separator: "\r\n").utf8), to: peer)
        }

        func undelivered(
            _ bytes: UnsafeRawBufferPointer, to peer: PeerAddress, reason: String, on socket: DatagramSocket
        ) {}
        func closed(_ socket: DatagramSocket) {}
    }
}

/// Takes connections and says nothing.
private struct SilentPeer {
    let port: UInt16
    private let socket: Int32

    init() throws {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutableBytes(of: &address) { bytes in
            guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return Int32(-1) }
            return bind(socket, pointer, length) + listen(socket, 16) + getsockname(socket, pointer, &length)
        }
        try #require(code == 0)
        self.socket = socket
        port = UInt16(bigEndian: address.sin_port)
    }

    func close() { Foundation.close(socket) }
}
