package import Accounts
package import Contracts
package import SQLite
package import Shell
import Telephony

/// The settings site: its features in menu order.
package enum SettingsSite {
    package static func product(_ services: Services, _ policy: SettingsPolicy) -> Product<Person> {
        let forwarding = BulkForwarding.Overview()
        let voiceWarp = voiceWarp(services, policy)
        let incomingCallMail = IncomingCallMailForms(services: services)
        let faxMail = FaxMailForms(services: services, policy: policy.faxMail)
        var features = [
            SignIn.feature(
                services, age: policy.accounts.passwordAge,
                attemptsPerMinute: policy.accounts.signInAttemptsPerMinute,
                operator: policy.faultNotification.operatorAddress, firstPage: Emergency.firstPage),
            Passwords.feature(services, age: policy.accounts.passwordAge),
            OneTimePasswords.feature(services, age: policy.accounts.passwordAge),
            AuthenticationUnits.feature(services),
            PasswordJobs.feature(services, kinds: PasswordJobKind.all),
            ServiceSelection.feature(
                services, parts: parts(policy, forwarding, voiceWarp, incomingCallMail, faxMail),
                signInSettings: signInSettings),
            BulkForwarding.feature(services, destinations: policy.destinations, overview: forwarding),
            TelephoneForwarding.feature(
                services, destinations: policy.destinations, testCallNumber: policy.testCallNumber),
            Emergency.feature(services, forwarding, monitor: policy.monitor),
            FaultNotification.feature(services, policy.faultNotification, monitor: policy.monitor),
            VoiceWarp.feature(voiceWarp),
            IncomingCallMail.feature(incomingCallMail),
            FaxMail.feature(faxMail),
            CallExplanation.feature(services, testCallNumber: policy.testCallNumber),
            Devices.feature(services),
            Outbox.feature(),
            Help.feature(services, policy),
            Feature(vocabulary: Contracts.vocabulary),
            Feature(vocabulary: TelephoneMenu.vocabulary),
            Feature(forgetOld: PendingUploadStore.forgetOld),
            Feature(forgetOld: CallEventStore.forgetOld),
        ]
        features.append(
            History.feature(
                services, vocabularies: features.compactMap(\.vocabulary), canUndo: BulkForwarding.isOpen))
        return Product(features: features, steps: SignInStep.all, sessions: .ofPeople)
    }

    private static func voiceWarp(_ services: Services, _ policy: SettingsPolicy) -> VoiceWarpForms {
        var warp = policy.voiceWarp
        warp.destinations = policy.destinations
        return VoiceWarp.forms(
            services, warp,
            .init(bulkOrder: { try BulkForwardingStore.order(of: $0, in: $1, $2) }))
    }

    /// What サービス選択 shows of the features.
    private static func parts(
        _ policy: SettingsPolicy, _ forwarding: BulkForwarding.Overview, _ voiceWarp: VoiceWarpForms,
        _ incomingCallMail: IncomingCallMailForms, _ faxMail: FaxMailForms
    ) -> [ServiceSelection.Part] {
        [
            .init("passwordWarning") { visit, database in
                try PasswordWarning(
                    of: visit.person.number, policy.accounts.passwordAge, at: visit.now, in: visit.language, database)
            },
            .init("status") { visit, database in
                try EmergencyStatus.read(for: visit, forwarding, policy.monitor, database)
            },
            .init("forwardingOfNumber") { visit, database in
                try BulkForwarding.ownNumber(visit.person, in: visit.language, database)
            },
            .init("bulkForwarding", in: .calls) { visit, _ in
                BulkForwarding.isOpen(to: visit.person) ? PlainView() : nil
            },
            .init("voiceWarp", in: .calls) { visit, database in try voiceWarp.overview(for: visit, database) },
            .init("faultNotification", in: .mails) { visit, _ in
                FaultNotification.isOpen(to: visit.person) ? PlainView() : nil
            },
            .init("incomingCallMail", in: .mails) { visit, database in
                try incomingCallMail.overview(for: visit, database)
            },
            .init("faxMail", in: .mails) { visit, database in try faxMail.overview(for: visit, database) },
        ]
    }

    private static let signInSettings: [ServiceSelection.SignInSetting] = [
        .init(.password, at: "/password"),
        .init(.oneTimePassword, at: "/one-time-password/settings"),
        .init(.passwordsOfNumbers, at: "/password/numbers", for: PasswordOfNumber.isOpen),
        .init(.authenticationUnit, at: "/authentication-unit", for: AuthenticationUnits.isOpen),
        .init(.devices, at: DevicePage.path),
        .init(.history, at: History.path),
    ]

    /// The watch over the lines that have the fault notification on, for a program that can call them.
    /// - Parameter uptime: a clock that nobody can set.
    package static func lineMonitor(
        _ services: Services, _ policy: SettingsPolicy, caller: any LineCaller,
        uptime: @escaping @Sendable () -> Duration
    ) -> Duty {
        let watch = FaultNotificationWatch(
            mails: services.mails, policy: policy.faultNotification,
            hasReferences: !policy.monitor.referenceNumbers.isEmpty)
        return LineMonitorLoop(services, policy.monitor, for: watch, caller: caller, uptime: uptime).duty
    }

    /// Who does something when a call server tells of a call.
    package static func callEventReaders(_ services: Services, _ policy: SettingsPolicy) -> [CallEventReader] {
        let (mails, testCallNumber) = (services.mails, policy.testCallNumber)
        return [
            CallEventReader { event, contract, database in
                // One mail a call: of what became of it first.
                guard let result = event.result(testCallNumber: testCallNumber),
                    try CallEventStore.countOfResults(of: event.call, database) == 1
                else { return }
                try IncomingCallMailStore.tell(result, of: contract, mails: mails, database)
            }
        ]
    }

    /// FWD-12: what the telephone menu does for registered telephones.
    package static func telephoneErrand(_ policy: SettingsPolicy) -> any TelephoneErrand {
        TelephoneForwardingErrand(testCallNumber: policy.testCallNumber)
    }

    /// What the features hold about numbers, for the rules of contracts.
    package static let numberUses = NumberUses(
        destination: { try BulkForwardingStore.destination(of: $0, in: $1, $2) },
        source: { try BulkForwardingStore.source(of: $0, in: $1, $2) },
        isForwarding: { try BulkForwardingStore.service(of: $0, $1).isOn })

    /// The numbers that rules fix, by the names under which templates speak of them: `{{limits.passwordMisses}}`.
    package static let limits: [String: Int] = [
        SessionPolicy.limits, Uploads.limits, Credentials.limits, Passwords.limits, PasswordJobs.limits,
        OneTimePasswords.limits, AuthenticationUnits.limits, TelephoneMenu.limits, TelephonePIN.limits, Calls.limits,
        FaultNotification.limits, VoiceWarp.limits, NumberAddresses.limits, IncomingCallMail.limits, History.limits,
        Demo.limits,
    ].reduce(into: [:]) { all, limits in all.merge(limits) { first, _ in first } }

    /// The database's shape: what each floor has added to it, the lowest first.
    package static let migrations: [[Migration]] = [
        ContractMigrations.all, ShellMigrations.all, AccountMigrations.all, SettingsMigrations.all,
    ]
}
