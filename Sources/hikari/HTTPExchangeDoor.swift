import ExchangeInterface
import Foundation

/// The door of a site at an address (EXCH-2), for a program of its own: one request a connection, over plain HTTP as the operator's listener
/// speaks it.
struct HTTPExchangeDoor: ExchangeDoor {
    private let host: String
    private let port: Int
    private let token: String

    private static let longestWait = 45

    struct Silence: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - base: `http://127.0.0.1:8080`, without a path.
    ///   - token: the operator's.
    init?(_ base: String, token: String) {
        guard let url = URL(string: base), url.scheme == "http", let host = url.host,
            url.path.isEmpty || url.path == "/",
            url.query == nil, url.user == nil
        else { return nil }
        (self.host, port, self.token) = (host, url.port ?? 80, token)
    }

    func send(_ method: String, _ path: String, _ body: [UInt8]?) async throws -> DoorAnswer {
        let socket = try connected()
        defer { close(socket) }
        var head = "\(method) \(path) HTTP/1.1\r\nHost: \(host.contains(":") ? "[\(host)]" : host):\(port)\r\n"
        head += "Authorization: Bearer \(token)\r\nConnection: close\r\n"
        if let body { head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
        try write(Array("\(head)\r\n".utf8) + (body ?? []), to: socket)
        let answer = try read(from: socket)
        guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)),
            let status = String(decoding: answer[..<end.lowerBound], as: UTF8.self).split(separator: " ").dropFirst()
                .first.flatMap({ Int($0) })
        else { throw Silence(description: "the site at \(host) does not answer in HTTP") }
        return DoorAnswer(status: status, body: Array(answer[end.upperBound...]))
    }

    private func connected() throws -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        defer { if let found { freeaddrinfo(found) } }
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0 else {
            throw Silence(description: "there is no address of \(host)")
        }
        // localhost has two of them, and the site may listen at one.
        for address in sequence(first: found, next: { $0?.pointee.ai_next }).compactMap({ $0?.pointee }) {
            if let descriptor = connected(to: address) { return descriptor }
        }
        throw Silence(description: "nobody answers at \(host):\(port)")
    }

    private func connected(to address: addrinfo) -> Int32? {
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        var wait = timeval(tv_sec: Self.longestWait, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &wait, socklen_t(MemoryLayout<timeval>.size))
        }
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private func write(_ bytes: [UInt8], to socket: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Silence(description: "the site at \(host) takes no more") }
            rest = rest.dropFirst(count)
        }
    }

    private func read(from socket: Int32) throws -> [UInt8] {
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &part, part.count, 0)
            guard count >= 0 else { throw Silence(description: "the site at \(host) does not answer in time") }
            if count == 0 { return answer }
            answer += part.prefix(count)
        }
    }
}
