import Mustache
import Shell
import Telephony

/// Which unit.
struct AuthenticationUnitChoiceView: ViewModel {
    let person: Person
    let facts: AuthenticationUnitFacts
    /// A change whose passwords have been entered already.
    let proved: AuthenticationUnitChange?
    let language: Language

    static let fields: ViewFields<AuthenticationUnitChoiceView> = [
        "unit": { .text($0.person.unit.name(in: $0.language)) },
        "options": { view in
            .list(AuthenticationUnits.changes(for: view.person).map { view.effect(of: $0) })
        },
        "proved": { view in .object(ifAny: view.proved.map { view.effect(of: $0) }) },
    ]

    private func effect(of change: AuthenticationUnitChange) -> AuthenticationUnitEffectView {
        AuthenticationUnitEffectView(change: change, person: person, facts: facts, language: language)
    }
}

/// The passwords that a change needs.
struct AuthenticationUnitAskView: ViewModel {
    let change: AuthenticationUnitChange
    let person: Person
    let facts: AuthenticationUnitFacts
    let language: Language
    let problems: [Problem]
    /// Of an uploaded file, with the name under which all of it can be had.
    var wrong: (lines: [LineReport], token: String) = ([], "")
    /// What can be undone of a spreadsheet's work in the same file.
    var repair: ImportRepairView?

    private var isBlocked: Bool { change.needsEveryPassword && !facts.withoutPassword.isEmpty }
    private var asksAll: Bool { change.needsEveryPassword && !isBlocked }

    static let fields: ViewFields<AuthenticationUnitAskView> = [
        "effect": {
            .object(
                AuthenticationUnitEffectView(
                    change: $0.change, person: $0.person, facts: $0.facts, language: $0.language))
        },
        "digits": { .text($0.person.number.digits) },
        "number": { .text($0.person.number.display) },
        "currentPassword": { view in
            .object(ifAny: view.change.needsEveryPassword ? nil : FieldView(CurrentPassword.field, "", view.problems))
        },
        "form": { view in
            let isShort = view.facts.numbers.count <= AuthenticationUnits.mostInForm
            return .object(ifAny: view.asksAll && isShort ? AuthenticationUnitFormView(ask: view) : nil)
        },
        "file": { view in
            let isWorthIt = view.facts.numbers.count >= AuthenticationUnits.fewestInFile
            return .object(ifAny: view.asksAll && isWorthIt ? FieldView("file", "", view.problems) : nil)
        },
        "wrong": { view in .object(ifAny: LineReportsView(view.wrong.lines)) },
        "upload": { .text($0.wrong.token) },
        "repair": { .object(ifAny: $0.repair) },
        "blocked": {
            .object(
                ifAny: $0.isBlocked
                    ? AuthenticationUnitBlockView(facts: $0.facts, unit: $0.person.unit, language: $0.language) : nil)
        },
    ]
}

/// A control for each number.
private struct AuthenticationUnitFormView: ViewModel {
    let ask: AuthenticationUnitAskView

    static let fields: ViewFields<AuthenticationUnitFormView> = [
        "isAgain": { view in
            .flag(view.ask.problems.contains { $0.field.hasPrefix(AuthenticationUnitForm.fieldStart) })
        },
        "rows": { view in
            .list(
                view.ask.facts.numbers.map { each in
                    AuthenticationUnitRowView(
                        each: each, facts: view.ask.facts, language: view.ask.language, actor: view.ask.person.number,
                        field: FieldView(AuthenticationUnitForm.field(each.number), "", view.ask.problems))
                })
        },
    ]
}

private struct AuthenticationUnitRowView: ViewModel {
    let each: AuthenticationUnitFacts.Number
    let facts: AuthenticationUnitFacts
    let language: Language
    let actor: PhoneNumber
    let field: FieldView

    static let fields: ViewFields<AuthenticationUnitRowView> = [
        "digits": { .text($0.each.number.digits) },
        "number": { .text($0.each.number.display) },
        "role": { view in
            let isContractNumber = view.each.number == view.facts.contractNumber
            return .text(
                ifAny: isContractNumber ? AuthenticationUnits.contractNumberRole(in: view.language) : nil)
        },
        "isActor": { .flag($0.each.number == $0.actor) },
        "error": { view in
            .text(ifAny: view.field.problems.isEmpty ? nil : view.field.problems.map(\.sentence).joined())
        },
    ]
}

/// Numbers that cannot show a password, and how each gets one.
struct AuthenticationUnitBlockView: ViewModel {
    let facts: AuthenticationUnitFacts
    /// In force.
    let unit: AuthenticationUnit
    let language: Language

    static let fields: ViewFields<AuthenticationUnitBlockView> = [
        "telephones": { .text(AuthenticationUnitTelephones(in: $0.unit).words(in: $0.language)) },
        "count": { .text($0.facts.withoutPassword.count.inGroups) },
        "isMore": { .flag($0.facts.withoutPassword.count > AuthenticationUnits.mostListed) },
        "rows": { view in
            let listed = view.facts.withoutPassword.prefix(AuthenticationUnits.mostListed)
            return .list(listed.map { AuthenticationUnitBlockRowView(each: $0, language: view.language) })
        },
    ]
}

private struct AuthenticationUnitBlockRowView: ViewModel {
    let each: AuthenticationUnitFacts.Number
    let language: Language

    static let fields: ViewFields<AuthenticationUnitBlockRowView> = [
        "number": { .text($0.each.number.display) },
        "reason": { .text($0.each.standing.reason(in: $0.language)) },
        "remedy": { .text($0.each.standing.remedy(in: $0.language)) },
    ]
}

/// The last page before the change.
struct AuthenticationUnitCheckView: ViewModel {
    let change: AuthenticationUnitChange
    let person: Person
    let facts: AuthenticationUnitFacts
    let language: Language

    static let fields: ViewFields<AuthenticationUnitCheckView> = [
        "effect": {
            .object(
                AuthenticationUnitEffectView(
                    change: $0.change, person: $0.person, facts: $0.facts, language: $0.language))
        },
        "unit": { .text($0.change.from.name(in: $0.language)) },
    ]
}

/// What is in force after a change.
struct AuthenticationUnitDoneView: ViewModel {
    let change: AuthenticationUnitChange?
    let person: Person
    let facts: AuthenticationUnitFacts
    let language: Language

    static let fields: ViewFields<AuthenticationUnitDoneView> = [
        "unit": { .text($0.person.unit.name(in: $0.language)) },
        "whoSignsIn": { .text($0.person.unit.whoSignsIn($0.person.contractNumber, in: $0.language)) },
        "tellsOthers": { .flag($0.facts.numbers.count > 1) },
        "effect": { view in
            .object(
                ifAny: view.change.map {
                    AuthenticationUnitEffectView(
                        change: $0, person: view.person, facts: view.facts, language: view.language)
                })
        },
        // A user of an administrator is told nothing about other numbers.
        "blocked": { view in
            let isShown =
                view.person.unit.eachNumberSignsIn && view.person.actsForContract
                && !view.facts.withoutPassword.isEmpty
            return .object(
                ifAny: isShown
                    ? AuthenticationUnitBlockView(facts: view.facts, unit: view.person.unit, language: view.language)
                    : nil)
        },
    ]
}

struct AuthenticationUnitSignedOutView: ViewModel {
    let reason: String

    static let fields: ViewFields<AuthenticationUnitSignedOutView> = ["reason": { .text($0.reason) }]
}
