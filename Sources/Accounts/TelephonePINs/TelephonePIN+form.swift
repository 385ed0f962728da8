import Crypto
import Encodings
package import SQLite
package import Shell
package import Telephony

/// 暗証番号 as it is typed into the site's form, and on its way from 入力 to 確認.
extension TelephonePIN {
    /// Judges a new PIN typed twice.
    /// - Parameter callers: the telephones that are to be registered: their ends are guessed first.
    package static func read(
        _ new: (field: String, text: String), _ again: (field: String, text: String), of contract: Int,
        callers: [PhoneNumber], in language: Language, _ database: Connection
    ) throws -> Result<TelephonePIN, TelephonePINProblems> {
        let (text, repeated) = (entry(new.text), entry(again.text))
        let isEnd =
            try hasForm(text) && TelephonePINStore.isEndOfNumber(text, of: contract, database)
            || callers.contains { !text.isEmpty && $0.digits.hasSuffix(text) }
        var problems = problems(in: text, isEndOfNumber: { _ in isEnd }).map {
            Problem(new.field, $0.sentence(naming: label(in: language), in: language))
        }
        if repeated != text || repeated.isEmpty {
            problems.append(Problem(again.field, sentence(ofRepetition: repeated.isEmpty, in: language)))
        }
        guard problems.isEmpty, let pin = TelephonePIN(text, isEndOfNumber: { _ in false }) else {
            return .failure(TelephonePINProblems(all: problems))
        }
        return .success(pin)
    }

    /// Whether anything was typed.
    package static func isTyped(_ text: String) -> Bool { !entry(text).isEmpty }

    /// AUTH-14: full-width digits, blanks and hyphens between are the system's work.
    private static func entry(_ typed: String) -> String {
        let pasted = PastedText(typed)
        return pasted.digits ?? pasted.text
    }

    /// What the check page carries in the form's hands: nobody reads it there, and no other session can send it.
    package func sealed(for visit: Visit<Person>, _ key: ServerKey) throws -> String {
        Base64URL.encode(try key.seal(Array(digits.utf8), "telephone pin", Self.context(visit)))
    }

    /// Nil for what this session has not sealed.
    package init?(sealed text: String, for visit: Visit<Person>, _ key: ServerKey) throws {
        guard let bytes = Base64URL.decode(text), bytes.count < 200,
            let opened = try? key.open(bytes, "telephone pin", Self.context(visit))
        else { return nil }
        self.init(String(decoding: opened, as: UTF8.self), isEndOfNumber: { _ in false })
    }

    private static func context(_ visit: Visit<Person>) -> [UInt8] { visit.session.token.hash }
}

/// Everything that is wrong with what was typed for a PIN.
package struct TelephonePINProblems: Error, Sendable {
    package let all: [Problem]
}
