import Shell
import Telephony

/// One of the forms that a service of numbers has; the raw value is the last piece of its path.
protocol NumberFormPart: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    var groups: [NumberFormGroup] { get }
    /// What saving it writes into the audit trail.
    var events: [AuditEvent] { get }
    var template: String { get }
    func title(in language: Language) -> String
    /// What can be done there, on menus.
    func purpose(in language: Language) -> String
}

/// What a number has set for a service, with the versions of the service's forms.
protocol NumberSettings: Sendable, Equatable {
    associatedtype Part: NumberFormPart

    var versions: NumberVersions<Part> { get set }
}

/// How often each form has been changed: whoever has seen another version is asked (AUTH-13).
struct NumberVersions<Part: NumberFormPart>: Sendable, Equatable {
    /// Those that have been.
    private var values: [Part: Int] = [:]

    init() {}

    init(_ values: [Part: Int]) { self.values = values.filter { $0.value > 0 } }

    subscript(part: Part) -> Int { values[part] ?? 0 }

    mutating func raise(_ part: Part) { values[part, default: 0] += 1 }
}
