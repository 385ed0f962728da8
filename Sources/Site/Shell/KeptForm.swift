import HTTP
import SQLite

/// A form that came after its session had ended (AUTH-10): shown again to the same number in the same browser.
struct KeptForm: Sendable {
    let number: PhoneNumber
    let path: String
    let entries: [(name: String, value: String)]

    /// Files and passwords are not kept: nil when nothing else is left.
    init?(_ request: Request, _ form: Form, _ number: PhoneNumber) {
        let entries = form.entries.filter { $0.name != FormToken.field && !KeptForm.isSecret($0.name) }
        guard !entries.isEmpty else { return nil }
        self.number = number
        self.path = request.path
        self.entries = entries
    }

    /// By its name; a control that holds a secret has one of these words in it.
    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["password", "confirmation", "secret", "code"].contains { name.contains($0) }
    }

    init(number: PhoneNumber, path: String, body: [UInt8]) throws {
        self.number = number
        self.path = path
        let query = String(decoding: body, as: UTF8.self)
        entries = try Request(path: "/?" + query).queryForm().entries
    }

    var body: [UInt8] {
        Array(PercentEncoding.query(entries.map { ($0.name, $0.value) }).utf8)
    }
}

enum KeptFormStore {
    /// Kept under the ended session's token, which only that browser still has.
    static func keep(
        _ form: KeptForm, of token: SessionToken, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            "INSERT OR REPLACE INTO kept_form (key_hash, number, path, body, kept_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            token.hash, form.number.digits, form.path, form.body, now.milliseconds)
    }

    /// Moves it on to the new session, if the same number signed in.
    static func carryOver(
        from old: SessionToken, to new: SessionToken, number: PhoneNumber, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE kept_form SET key_hash = ?2 WHERE key_hash = ?1 AND number = ?3", old.hash, new.hash, number.digits)
    }

    static func find(_ token: SessionToken, _ database: Connection) throws -> KeptForm? {
        try database.first("SELECT number, path, body FROM kept_form WHERE key_hash = ?1", token.hash) { row in
            guard let number = PhoneNumber(row.text(0)) else { return nil }
            return try KeptForm(number: number, path: row.text(1), body: row.bytes(2))
        } ?? nil
    }

    static func forget(_ token: SessionToken, _ database: Connection) throws {
        try database.run("DELETE FROM kept_form WHERE key_hash = ?1", token.hash)
    }
}
