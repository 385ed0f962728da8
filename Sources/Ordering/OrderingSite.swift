import Accounts
package import Shell
package import Telephony

/// The ordering site: its features in menu order.
package enum OrderingSite {
    /// - Parameters:
    ///   - clock: of business; the true one unless a demonstration has another.
    ///   - consents: what people agree to; specimens unless the operator has put own ones into the database.
    package static func product(
        _ services: Services, _ policy: OrderingPolicy, clock: OrderingClock? = nil, consents: ConsentBook? = nil
    ) -> Product<Employee> {
        let desk = OrderDesk(
            services, policy.orders, clock: clock ?? OrderingClock(services.now),
            consents: consents.map { ConsentShelf($0) } ?? ConsentShelf(in: services.language))
        let deviceUsers = DeviceUserDesk(services, lock: policy.lock)
        let settings = ExtensionDesk(
            services, policy.rights, lock: policy.lock, delay: policy.settingsDelay)
        var features: [Feature<Employee>] = [
            Entrance.feature(services, attemptsPerMinute: policy.signInAttemptsPerMinute),
            Dashboard.feature(desk),
            Orders.feature(desk, contents: [.smartPBX: SmartPBX.content, .ipVoice: OrderedNumbers.content]),
            SmartPBX.feature(desk),
            NumberBlocks.feature(policy.numbers, desk.clock),
            IPVoice.feature(desk),
            DatedOrders.feature(desk, policy.dated),
            ImmediateOrders.feature(desk, policy.dated.settlement),
            CompanyPrograms.feature(desk, policy.dated.settlement, attemptsPerMinute: policy.signInAttemptsPerMinute),
            OrderedNumbers.feature(services), Feature(duties: [numbersLater(desk, policy.dated)]),
            ExtensionSettings.feature(
                settings, serviceName: policy.orders.name(of: .smartPBX), sipServer: policy.sipServer),
            ExtensionGroups.feature(settings),
            ExtensionRouting.feature(settings), OfficeLinks.feature(settings, policy.orders.officeLink),
            DeviceUsers.feature(settings, deviceUsers, attemptsPerMinute: policy.signInAttemptsPerMinute),
            Absences.feature(deviceUsers, destinations: policy.destinations),
            OwnAccount.feature(services),
            CompanyAccounts.feature(services),
            UserGroups.feature(services, policy.orders),
            Companies.feature(services, check: AccountRights.check),
            OrderingHelp.feature(services), Terms.feature(desk), Outages.feature(desk),
            Feature(vocabulary: OrderEvents.vocabulary), ExtensionCalls.feature, DatedWork.feature,
        ]
        features.append(CompanyHistory.feature(services, vocabularies: features.compactMap(\.vocabulary)))
        return Product(
            features: features, steps: EmployeeSteps.all, sessions: .ofEmployees, housekeeping: "ordering housekeeping")
    }

    /// 「受付開始時に自動で申し込む」 of telephone numbers, whichever way they are ordered.
    private static func numbersLater(_ desk: OrderDesk, _ policy: DatedPolicy) -> Duty {
        OrderLater(desk: desk, service: .ipVoice) { draft in
            draft.kind == .dated
                ? try DatedOrderFlow.order(draft, desk, policy)
                : try ImmediateOrderFlow.order(draft, desk, policy.settlement)
        }.duty
    }

    /// Cookies of its own: both sites of a demonstration are at one host.
    package static let cookies = SiteCookies(
        session: "__Host-order-session", visit: "__Host-order-visit", notice: "__Host-order-notice",
        device: "__Host-order-device")

    /// The folder of templates that stand before the shell's of the same names.
    package static let templateFolder = "OrderingShell"

    /// What the site calls itself, in the house of another.
    package static func identity(
        in house: SiteIdentity, name: String, origin: String, language: Language
    ) -> SiteIdentity {
        var identity = house
        identity.name = name.isEmpty ? usualName(in: language) : name
        identity.origin = origin
        identity.cookies = cookies
        return identity
    }

    /// The numbers that rules fix, by the names under which templates speak of them.
    package static let limits: [String: Int] = [
        SessionPolicy.limits, Uploads.limits, OneTimePasswords.limits, Account.limits, Company.limits, Entrance.limits,
        UserGroup.limits, SmartPBX.limits, OwnAccount.limits, History.limits,
        ExtensionSettings.limits, ExtensionGroup.limits, DeviceUsers.limits, Absences.limits,
        Terms.limits, DatedWork.limits, DatedOrders.limits, ImmediateOrders.limits, Outages.limits,
    ].reduce(into: [:]) { all, limits in all.merge(limits) { first, _ in first } }
}
