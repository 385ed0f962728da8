import Transport

/// Who answers a look-up over HTTP: always the same, for each number, to whoever shows the token.
final class LookupUnderTest: Sendable {
    static let token = "0123456789abcdef0123456789abcdef"

    let port: UInt16
    private let loop: EventLoop

    /// - Parameter answers: bodies in the form of Kamailio's rtjson, by number.
    init(_ answers: [String: String]) throws {
        loop = try EventLoop(name: "look-up")
        let listener = try Listener(
            address: "127.0.0.1", port: 0, limits: ConnectionLimits(total: 100, perAddress: 100), on: loop
        ) { _ in Asked(answers) }
        port = listener.port
        try loop.start()
    }

    deinit { end() }

    func end() {
        loop.stop()
        loop.join()
    }

    /// One connection, of one question.
    private final class Asked: StreamHandler {
        private let answers: [String: String]
        private var text = ""

        init(_ answers: [String: String]) { self.answers = answers }

        func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {
            text += String(decoding: bytes, as: UTF8.self)
            guard text.contains("\r\n\r\n") else { return }
            let isKnown = text.contains("Authorization: Bearer \(LookupUnderTest.token)\r\n")
            let number = text.split(separator: "number=").dropFirst().first?.prefix { $0.isNumber } ?? ""
            let body = isKnown ? answers[String(number)] ?? "" : ""
            let status = body.isEmpty ? "401 Unauthorized" : "200 OK"
            stream.send(
                [UInt8](
                    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
                        .utf8))
            stream.close()
        }

        func ended(_ stream: Stream) {}
    }
}
