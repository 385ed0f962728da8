import Mustache
import Shell
import Telephony

/// What a change asks for and does, in words: the same on every page that speaks of it (`AuthenticationUnits/afterwards`).
struct AuthenticationUnitEffectView: ViewModel {
    let change: AuthenticationUnitChange
    let person: Person
    let facts: AuthenticationUnitFacts
    let language: Language

    static let fields: ViewFields<AuthenticationUnitEffectView> = [
        "path": { .text(AuthenticationUnits.path(to: $0.change.to)) },
        "name": { .text($0.change.to.name(in: $0.language)) },
        "change": { .text($0.change.rawValue) },
        "needsEveryPassword": { .flag($0.change.needsEveryPassword) },
        "contractNumber": { .text($0.person.contractNumber.display) },
        "actor": { .text($0.person.number.display) },
        "isContractNumber": { .flag($0.person.actsForContract) },
        "total": { .text($0.facts.numbers.count.inGroups) },
        "others": { .object(ifAny: CountView($0.facts.numbers.count - 1)) },
        "telephones": { .text(AuthenticationUnitTelephones(in: $0.change.to).words(in: $0.language)) },
        "withPassword": { .text($0.receivers.inGroups) },
        "withoutService": { .object(ifAny: CountView($0.facts.numbers.count - $0.receivers)) },
        "withoutPassword": { .object(ifAny: CountView($0.facts.withoutPassword.count)) },
    ]

    /// A flag for each change, by its name: one that is added has one without being named here.
    private static let flags = AuthenticationUnitChange.allCases.map { (key: TemplateKey($0.rawValue), change: $0) }

    func answer(to key: TemplateKey) -> TemplateValue? {
        Self.fields[key]?(self) ?? Self.flags.first { $0.key == key }.map { .flag($0.change == change) }
    }

    /// UNIT-3: how many numbers have the line's password afterwards, the contract number included.
    private var receivers: Int {
        facts.numbers.count { each in
            let fate = change.fate(
                of: each.number, contractNumber: facts.contractNumber, actor: person.number, hasService: each.hasService
            )
            return fate == .stays || fate == .becomesActors
        }
    }
}
