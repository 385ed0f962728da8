package import HTTP

/// A refusal as RFC 9457 has it: `code` is what programs look at, `detail` is for people.
package struct InterfaceProblem: Error, Sendable, Equatable {
    package let status: Status
    package let code: String
    package let detail: String

    package init(_ status: Status, _ code: String, _ detail: String) {
        (self.status, self.code, self.detail) = (status, code, detail)
    }

    /// What a server refuses by itself.
    package init(_ status: Status) {
        let code = status.reason.lowercased().split(separator: " ").joined(separator: "-")
        self.init(status, code, status.reason.lowercased())
    }

    package var response: Response { response(with: None()) }

    /// - Parameter more: members besides those that every refusal has.
    package func response(with more: some Encodable) -> Response {
        let body = Body(title: status.reason, status: status.code, code: code, detail: detail, more: more)
        var response = InterfaceJSON.response(body, status)
        response.contentType = "application/problem+json"
        if status == .unauthorized { response.fields.set("WWW-Authenticate", "Bearer") }
        if status == .serviceUnavailable { response.fields.set("Retry-After", "5") }
        return response
    }

    private struct None: Encodable {}

    private struct Body<More: Encodable>: Encodable {
        enum CodingKeys: CodingKey { case type, title, status, code, detail }

        let title: String
        let status: Int
        let code: String
        let detail: String
        let more: More

        func encode(to encoder: any Encoder) throws {
            try more.encode(to: encoder)
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode("about:blank", forKey: .type)
            try members.encode(title, forKey: .title)
            try members.encode(status, forKey: .status)
            try members.encode(code, forKey: .code)
            try members.encode(detail, forKey: .detail)
        }
    }

    package static func malformed(_ detail: String) -> InterfaceProblem {
        InterfaceProblem(.badRequest, "malformed", detail)
    }

    package static func invalid(_ code: String, _ detail: String) -> InterfaceProblem {
        InterfaceProblem(.unprocessableContent, code, detail)
    }
}
