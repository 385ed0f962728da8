import HTTP
import Shell
import Telephony

/// Smart PBX: ordering a contract, and what there is.
package enum SmartPBX {
    static func feature(_ desk: OrderDesk) -> Feature<Employee> {
        let flow = NewSmartPBXFlow(desk: desk)
        let contracts = SmartPBXContractPage(services: desk.services, policy: desk.policy)
        return Feature(
            routes: routes(flow) + ImportPage(NewSmartPBXImportKind(flow: flow)).routes + [
                .page(.get, SmartPBXContractPage.path, allowed: { $0.rights.knows(.smartPBX) }, contracts.list),
                .page(.get, SmartPBXContractPage.family, allowed: { $0.rights.knows(.smartPBX) }, contracts.show),
            ], duties: [NewSmartPBXLater(desk: desk).duty])
    }

    private static func routes(_ flow: NewSmartPBXFlow) -> [SiteRoute<Employee>] {
        let (agreement, plan) = (NewSmartPBXAgreementPage(flow: flow), NewSmartPBXPlanPage(flow: flow))
        let (extensions, customer) = (NewSmartPBXExtensionsPage(flow: flow), NewSmartPBXCustomerPage(flow: flow))
        let (check, done) = (NewSmartPBXCheckPage(flow: flow), NewSmartPBXDonePage(flow: flow))
        let isOpen = NewSmartPBXFlow.isOpen(to:)
        func step(
            _ step: NewSmartPBXFlow.Step, _ show: @escaping @Sendable (Visit<Employee>) async throws -> Response,
            _ save: @escaping @Sendable (Visit<Employee>) async throws -> Response,
            bodyLimit: Int = Route.usualBodyLimit
        ) -> [SiteRoute<Employee>] {
            [
                .page(.get, step.path, allowed: isOpen, flow.answering(show)),
                .page(.post, step.path, bodyLimit: bodyLimit, allowed: isOpen, flow.answering(save)),
            ]
        }
        return step(.agreement, agreement.show, agreement.save) + step(.plan, plan.show, plan.save)
            + step(
                .extensions, extensions.show, extensions.save, bodyLimit: NewSmartPBXExtensionsPage.bodyLimit)
            + step(.customer, customer.show, customer.save) + step(.check, check.show, check.submit) + [
                .page(
                    .get, NewSmartPBXFlow.path + "/extensions.csv", allowed: isOpen, flow.answering(extensions.download)
                ),
                .page(.post, NewSmartPBXFlow.path + "/automatic", allowed: isOpen, flow.answering(check.submitLater)),
                .page(.get, NewSmartPBXFlow.Step.done.path, allowed: isOpen, done.show),
                .page(.post, NewSmartPBXFlow.path + "/again", allowed: isOpen, done.again),
            ]
    }

    /// What an order's page shows of it.
    static let content: OrderContent = { order, language, database in
        guard order.service == .smartPBX else { return nil }
        return try SmartPBXStore.ordered(order.number, database).map {
            SmartPBXContentView(content: $0, language: language)
        }
    }

    package static let limits: [String: Int] = [
        "extensions": Extension.limit, "extensionsOnScreen": ExtensionRows.mostOnScreen,
        "siteDigitsLeast": NumberPlan.siteRange.lowerBound, "siteDigitsMost": NumberPlan.siteRange.upperBound,
        "deviceDigitsLeast": NumberPlan.deviceRange.lowerBound, "deviceDigitsMost": NumberPlan.deviceRange.upperBound,
        "channels": Channels.limit, "channelStep": Channels.step, "extensionsPerStep": Channels.extensionsPerStep,
        "otherMails": CustomerDetails.mostOtherMails, "draftDays": OrderDraft.lifetime.inHours / 24,
        "ordersPerPage": OrderSearch.perPage,
    ]
}
