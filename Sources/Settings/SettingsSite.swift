package import Accounts
import Contracts
package import SQLite
package import Shell
import Telephony

/// The settings site: its features in menu order.
package enum SettingsSite {
    package static func product(_ services: Services, _ policy: SettingsPolicy) -> Product<Person> {
        var features = [
            SignIn.feature(services, policy.accounts),
            Passwords.feature(services, age: policy.accounts.passwordAge),
            OneTimePasswords.feature(services),
            AuthenticationUnits.feature(services),
            PasswordJobs.feature(services, kinds: PasswordJobKind.all),
            ServiceSelection.feature(services, age: policy.accounts.passwordAge, monitor: policy.monitor),
            BulkForwarding.feature(services, destinations: policy.destinations),
            FaultNotification.feature(services, monitor: policy.monitor),
            Devices.feature(services),
            Outbox.feature(),
            Feature(vocabulary: Contracts.vocabulary()),
            Feature(vocabulary: TelephoneMenu.vocabulary),
            Feature(forgetOld: PendingUploadStore.forgetOld),
        ]
        features.append(History.feature(services, vocabularies: features.compactMap(\.vocabulary)))
        return Product(features: features, steps: SignIn.steps, sessions: .ofPeople)
    }

    /// The numbers that rules fix, by the names under which templates speak of them: `{{limits.passwordMisses}}`.
    package static let limits: [String: Int] = [
        SessionPolicy.limits, Uploads.limits, Credentials.limits, Passwords.limits, PasswordJobs.limits,
        OneTimePasswords.limits, AuthenticationUnits.limits,
    ].reduce(into: [:]) { all, limits in all.merge(limits) { one, _ in one } }

    /// The database's shape, step by step, in the order in which the floors have added to it. Append only.
    ///
    /// Times are whole milliseconds since 1970 UTC (`Moment`), telephone numbers their digits, secrets only their hashes.
    package static let migrations: [Migration] = [
        ContractMigrations.contracts,
        AccountMigrations.signIn,
        ShellMigrations.audit,
        SettingsMigrations.bulkForwarding,
        SettingsMigrations.revisions,
        AccountMigrations.steps,
        ShellMigrations.outbox,
        AccountMigrations.oneTimePasswords,
        AccountMigrations.passwordsOfNumbers,
        AccountMigrations.authenticationUnits,
        SettingsMigrations.history,
        AccountMigrations.refusedSignIns,
        AccountMigrations.linkMails,
        AccountMigrations.oneTimePasswordMisses,
        SettingsMigrations.faultNotification,
        AccountMigrations.uploadsMoved,
        SettingsMigrations.uploadsMoved,
        ShellMigrations.pendingUploads,
    ]
}
