import Accounts
import SQLite
import Shell
import Telephony

extension History {
    /// 操作履歴 of a contract: the number that acts for it reads all of it, each other one its own.
    /// - Parameters:
    ///   - vocabularies: of all that write into the audit trail.
    ///   - canUndo: whether the person can undo changes where they were made.
    static func feature(
        _ services: Services, vocabularies: [@Sendable (Language) -> EventVocabulary<Person>],
        canUndo: @escaping @Sendable (Person) -> Bool
    ) -> Feature<Person> {
        var feature = feature(
            services, vocabularies: vocabularies,
            Manner(
                template: "History/history", scope: scope, reader: { $0.number.digits }, byHeading: byHeading,
                canUndo: canUndo))
        feature.forgetOld = forgetOld
        return feature
    }

    private static func scope(_ person: Person) -> Scope {
        person.actsForContract
            ? Scope(all: .settings, of: person.contractID, for: person.account)
            : Scope(own: .settings, of: person.contractID, for: person.account, named: person.number.digits)
    }

    /// Attempts on numbers that nobody here has are the operator's only, and anybody in the world can make them: they are
    /// kept for a season, not for good.
    private static func forgetOld(at now: Moment, _ database: Connection) throws {
        try AuditStore.forgetNobodys(at: .settings, before: now - .days(90), database)
    }
}
