import Foundation
import Glibc

/// One request to a driver on this machine and its whole answer, over a connection of its own.
///
/// Only what a driver needs of HTTP/1.1: the answer has a Content-Length or ends with the connection.
enum DriverConnection {
    /// What went wrong on the way to the driver.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// The body of the answer, whatever its status: a driver's refusals are JSON like everything else.
    static func exchange(port: Int, method: String, path: String, body: Data?) async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: a page may take seconds to load, and the driver answers only then.
            Thread.detachNewThread {
                continuation.resume(with: Result { try talk(port, request(method, path, body ?? Data())) })
            }
        }
    }

    private static func request(_ method: String, _ path: String, _ body: Data) -> Data {
        let head = """
            \(method) \(path) HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            Content-Type: application/json; charset=utf-8\r
            Content-Length: \(body.count)\r
            \r

            """
        return Data(head.utf8) + body
    }

    private static func talk(_ port: Int, _ request: Data) throws -> Data {
        let connection = try connect(port)
        defer { close(connection) }
        try send(request, connection)
        var answer = Data()
        var part = [UInt8](repeating: 0, count: 65536)
        while case let count = read(connection, &part, part.count), count > 0 {
            answer.append(contentsOf: part[..<count])
            if let body = body(of: answer) { return body }
        }
        throw Fault(description: "the driver closed the connection in the middle of its answer")
    }

    /// The body once it is there in full.
    private static func body(of answer: Data) -> Data? {
        guard let end = answer.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).lowercased()
        guard let field = head.split(separator: "\r\n").first(where: { $0.hasPrefix("content-length:") }),
            let length = Int(field.drop { !$0.isNumber }), answer.count >= end.upperBound + length
        else { return nil }
        return answer[end.upperBound..<end.upperBound + length]
    }

    static func connect(_ port: Int) throws -> Int32 {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(connection)
            throw Fault(description: "no driver listens on port \(port)")
        }
        return connection
    }

    static func send(_ request: Data, _ connection: Int32) throws {
        var rest = request[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Fault(description: "the driver took no request") }
            rest = rest.dropFirst(count)
        }
    }
}
