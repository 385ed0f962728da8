import Shell
import Telephony

/// 操作履歴 (ACCT-4): administrators read what was done in the whole company, everybody else what they have done themselves and
/// what was done about their own account.
enum CompanyHistory {
    /// - Parameter vocabularies: of all that write into the trail.
    static func feature(
        _ services: Services, vocabularies: [@Sendable (Language) -> EventVocabulary<Employee>]
    ) -> Feature<Employee> {
        History.feature(
            services, vocabularies: vocabularies,
            History.Manner(
                template: "CompanyHistory/history", scope: scope, byHeading: byHeading))
    }

    static func scope(_ person: Employee) -> History.Scope {
        person.isAdministrator
            ? History.Scope(all: .ordering, of: person.company, for: person.account)
            : History.Scope(
                own: .ordering, of: person.company, for: person.account, named: person.mailAddress.text)
    }
}
