/// A request or response of SIP (RFC 3261 § 7): what was received, or is to be sent.
public struct SIPMessage: Sendable, Hashable {
    /// What the first line says.
    public enum Start: Sendable, Hashable {
        case request(SIPMethod, SIPURI)
        /// 100 to 699, and its words, which mean nothing to a program.
        case response(Int, SIPText)
    }

    public let start: Start
    /// In their order. Content-Length is not among those of a message of ours: `bytes` writes it.
    public var fields: [SIPField]
    public var body: [UInt8]

    public init(_ start: Start, fields: [SIPField] = [], body: [UInt8] = []) {
        self.start = start
        self.fields = fields
        self.body = body
    }

    /// The status of a response; nil for a request.
    public var status: Int? {
        if case .response(let status, _) = start { status } else { nil }
    }

    /// The method of a request; nil for a response.
    public var method: SIPMethod? {
        if case .request(let method, _) = start { method } else { nil }
    }

    /// The values of all fields of a name, as they stand.
    public func values(_ name: SIPHeaderName) -> [String] {
        fields.lazy.filter { $0.name == name }.map(\.value.text)
    }

    /// The first field of a name.
    public func first(_ name: SIPHeaderName) -> String? { field(name)?.text }

    /// The same, as it travels.
    func field(_ name: SIPHeaderName) -> SIPText? { fields.first { $0.name == name }?.value }

    /// The values of all fields of a name that holds lists (Via, Contact, Route, Record-Route …), one by one.
    public func list(_ name: SIPHeaderName) -> [String] {
        values(name).flatMap { SIPScanner.list($0) }
    }

    /// The message as it travels, with its Content-Length.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024 + body.count)
        switch start {
        case .request(let method, let uri): bytes.append(contentsOf: "\(method) \(uri.target) SIP/2.0\r\n".utf8)
        case .response(let status, let words):
            bytes.append(contentsOf: "SIP/2.0 \(status) ".utf8)
            bytes.append(contentsOf: words.bytes)
            bytes.append(contentsOf: "\r\n".utf8)
        }
        for field in fields where field.name != .contentLength {
            bytes.append(contentsOf: field.name.text.utf8)
            bytes.append(contentsOf: ": ".utf8)
            bytes.append(contentsOf: field.value.bytes)
            bytes.append(contentsOf: "\r\n".utf8)
        }
        bytes.append(contentsOf: "Content-Length: \(body.count)\r\n\r\n".utf8)
        bytes.append(contentsOf: body)
        return bytes
    }
}
