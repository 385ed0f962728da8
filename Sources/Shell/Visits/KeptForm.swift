import HTTP

/// A form that came after its session had ended (AUTH-10): shown again to the same person in the same browser.
package struct KeptForm: Sendable {
    package let path: String
    package let entries: [(name: String, value: String)]

    /// Files and passwords are not kept: nil when nothing else is left.
    init?(_ request: Request, _ form: Form) {
        let entries = form.entries.filter { $0.name != FormToken.field && !KeptForm.isSecret($0.name) }
        guard !entries.isEmpty else { return nil }
        self.path = request.path
        self.entries = entries
    }

    /// By its name; a control that holds a secret has one of these words in it.
    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["password", "confirmation", "secret", "code"].contains { name.contains($0) }
    }

    package init(path: String, body: [UInt8]) throws {
        self.path = path
        let type = ("Content-Type", "application/x-www-form-urlencoded")
        entries = try Request(method: .post, path: "/", fields: [type], body: body).form().entries
    }

    package var body: [UInt8] {
        Array(PercentEncoding.query(entries.map { ($0.name, $0.value) }).utf8)
    }
}
