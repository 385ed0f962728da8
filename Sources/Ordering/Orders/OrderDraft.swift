package import Exchange
package import Telephony

/// An application that is being filled in (作成中): what was typed, as it was typed. Nothing of it is an order.
package struct OrderDraft: Sendable, Equatable {
    /// Which one, as it was seen.
    package struct Reference: Sendable, Equatable {
        package let id: Int
        package let version: Int

        package init(id: Int, version: Int) { (self.id, self.version) = (id, version) }
    }

    package let reference: Reference
    package let company: Int
    package let account: String
    package let service: OrderedService
    package let kind: OrderKind
    package let answers: OrderAnswers
    package let changedAt: Moment
    /// HOURS-2: to be handed in by itself, once, from then on.
    package let submitsAt: Moment?
    /// What it has become.
    package let order: OrderNumber?

    /// RIGHT-2: of those who may order what it is about.
    func isOpen(to rights: Rights) -> Bool { rights.mayOrder(kind, answers.contract, of: service) }

    package static let lifetime: Duration = .days(90)
    /// Its people are told so long before it goes.
    package static let warning: Duration = .days(7)
}

/// A draft in a list: what was typed is left where it is.
package struct OrderDraftEntry: Sendable, Equatable {
    package let id: Int
    package let company: Int
    package let account: String
    package let service: OrderedService
    package let kind: OrderKind
    package let changedAt: Moment
    package let submitsAt: Moment?
}

/// Fields and what was typed into them, in the form of a posted form.
package struct OrderAnswers: Sendable, Equatable {
    private var values: [String: String]

    package init(_ values: [String: String] = [:]) { self.values = values }

    /// Of a contract that is there; a new one has none yet.
    package var contract: ContractCode? {
        get { values["contract"].flatMap { ContractCode($0) } }
        set { values["contract"] = newValue?.text }
    }

    package subscript(_ field: String) -> String {
        get { values[field] ?? "" }
        set { values[field] = newValue.isEmpty ? nil : newValue }
    }

    /// Both; of what both have, the other's.
    func merging(_ other: OrderAnswers) -> OrderAnswers { OrderAnswers(values.merging(other.values) { $1 }) }

    package func has(_ field: String) -> Bool { values[field] != nil }

    /// One line a field: name, tab, value with its own lines and tabs escaped.
    package var text: String {
        values.sorted { $0.key < $1.key }.map { "\($0.key)\t\(Self.escape($0.value))" }.joined(separator: "\n")
    }

    package init(text: String) {
        values = Dictionary(
            text.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (String(parts[0]), Self.unescape(parts[1])) : nil
            }, uniquingKeysWith: { $1 })
    }

    private static func escape(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\\", with: "\\\\").replacing(
            "\n", with: "\\n"
        ).replacing("\t", with: "\\t")
    }

    private static func unescape(_ text: Substring) -> String {
        var (plain, isEscaped) = ("", false)
        for character in text {
            if isEscaped {
                plain.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                plain.append(character)
            }
        }
        return plain
    }
}
