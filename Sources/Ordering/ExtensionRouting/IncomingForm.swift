import HTTP
import Telephony

/// 外線着信設定 as it was sent: of each line of the page the number that was typed, and what the page had shown there.
struct IncomingForm: Sendable {
    struct Entry: Sendable, Equatable {
        let number: PhoneNumber
        /// An extension or a group by its number; empty for none.
        let typed: String
        let was: String
        let version: Int

        var isTouched: Bool { typed != was }
    }

    private(set) var entries: [Entry] = []

    init() {}

    init(_ form: Form) throws {
        for (name, value) in form.entries where name.hasPrefix(Self.target) {
            let digits = String(name.dropFirst(Self.target.count))
            guard let number = PhoneNumber(clean: digits),
                let version = form["version-\(digits)"].flatMap({ Int($0) })
            else { throw FormProblem.malformed }
            // AUTH-13: what is stored was chosen.
            if form["choice-\(digits)"] == "stored" { continue }
            entries.append(
                Entry(
                    number: number, typed: PastedText(value).text, was: form["was-\(digits)"] ?? "", version: version))
        }
    }

    static let target = "target-"

    func typed(for number: PhoneNumber) -> Entry? { entries.first { $0.number == number } }
}

extension ExtensionGroupFacts {
    /// What a number of the plan reaches; nil for a number that nobody has.
    func target(typed text: String) -> CallTarget? {
        if let number = inside(typed: text) { return CallTarget(number) }
        guard let number = ExtensionNumber(typed: text, in: plan) else { return nil }
        return groups.first { $0.number == number }.map { .group($0.id) }
    }

    /// As it stands in a form.
    func text(of target: CallTarget?) -> String {
        switch target {
        case nil: ""
        case .extension(let number)?: number.digits
        case .group(let id)?: group(id)?.number.digits ?? ""
        case .officeLink(let number)?: number.digits
        }
    }
}
