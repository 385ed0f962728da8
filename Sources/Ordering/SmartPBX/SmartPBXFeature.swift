import HTTP
import Shell
import Telephony

/// Smart PBX: ordering a contract, changing and ending it, and what there is.
package enum SmartPBX {
    static func feature(_ desk: OrderDesk) -> Feature<Employee> {
        let contracts = SmartPBXContractPage(services: desk.services, policy: desk.policy)
        return Feature(
            routes: OrderKind.all(of: .smartPBX).flatMap { routes(SmartPBXOrderFlow(desk: desk, kind: $0)) }
                + ImportPage(SmartPBXImportKind<NewSmartPBXImport>(desk)).routes
                + ImportPage(SmartPBXImportKind<SmartPBXAdditionImport>(desk)).routes
                + ImportPage(SmartPBXDeletionImportKind(desk)).routes + [
                    .page(
                        .get, SmartPBXOrderMenuPage.path, allowed: { $0.rights.knows(.smartPBX) },
                        SmartPBXOrderMenuPage(desk: desk).show),
                    .page(.get, SmartPBXContractPage.path, allowed: { $0.rights.knows(.smartPBX) }, contracts.list),
                    .page(.get, SmartPBXContractPage.family, allowed: { $0.rights.knows(.smartPBX) }, contracts.show),
                ], duties: [SmartPBXLater(desk: desk).duty])
    }

    private static func routes(_ flow: SmartPBXOrderFlow) -> [SiteRoute<Employee>] {
        let (agreement, customer) = (SmartPBXAgreementPage(flow: flow), SmartPBXCustomerPage(flow: flow))
        let (check, done) = (SmartPBXCheckPage(flow: flow), SmartPBXDonePage(flow: flow))
        let isOpen = SmartPBXOrderFlow.isOpen(flow.kind)
        return step(.agreement, flow, agreement.show, agreement.save) + content(flow)
            + step(.customer, flow, customer.show, customer.save) + step(.check, flow, check.show, check.submit) + [
                .page(.post, flow.path + "/automatic", allowed: isOpen, flow.answering(check.submitLater)),
                .page(.get, flow.path(of: .done), allowed: isOpen, done.show),
                .page(.post, flow.path + "/again", allowed: isOpen, done.again),
            ]
    }

    /// The pages on which what is ordered is said.
    private static func content(_ flow: SmartPBXOrderFlow) -> [SiteRoute<Employee>] {
        let isOpen = SmartPBXOrderFlow.isOpen(flow.kind)
        switch flow.kind {
        case .new, .add:
            let (plan, extensions) = (NewSmartPBXPlanPage(flow: flow), SmartPBXExtensionsPage(flow: flow))
            return (flow.kind == .new ? step(.plan, flow, plan.show, plan.save) : [])
                + step(
                    .extensions, flow, extensions.show, extensions.save, bodyLimit: SmartPBXExtensionsPage.bodyLimit)
                + [
                    .page(.get, flow.path + "/extensions.csv", allowed: isOpen, flow.answering(extensions.download))
                ]
        case .delete:
            let page = SmartPBXDeletionPage(flow: flow)
            return step(.extensions, flow, page.show, page.save, bodyLimit: ExtensionTicks.bodyLimit)
        case .lengthen:
            let page = SmartPBXDigitsPage(flow: flow)
            return step(.extensions, flow, page.show, page.save) + [
                .page(.get, flow.path + "/new-numbers.csv", allowed: isOpen, flow.answering(page.download))
            ]
        case .end:
            let page = SmartPBXTerminationPage(flow: flow)
            return step(.extensions, flow, page.show, page.save)
        case .addNumbers, .changeFeatures, .endNumbers, .dated: return []
        }
    }

    private static func step(
        _ step: SmartPBXOrderFlow.Step, _ flow: SmartPBXOrderFlow,
        _ show: @escaping @Sendable (Visit<Employee>) async throws -> Response,
        _ save: @escaping @Sendable (Visit<Employee>) async throws -> Response,
        bodyLimit: Int = Route.usualBodyLimit
    ) -> [SiteRoute<Employee>] {
        let isOpen = SmartPBXOrderFlow.isOpen(flow.kind)
        return [
            .page(.get, flow.path(of: step), allowed: isOpen, flow.answering(show)),
            .page(.post, flow.path(of: step), bodyLimit: bodyLimit, allowed: isOpen, flow.answering(save)),
        ]
    }

    /// What an order's page shows of it.
    static let content: OrderContent = { order, language, database in
        guard order.service == .smartPBX else { return nil }
        return try SmartPBXOrderedView(order, language, database)
    }

    package static let limits: [String: Int] = [
        "extensions": Extension.limit, "extensionsOnScreen": ExtensionRows.mostOnScreen,
        "siteDigitsLeast": NumberPlan.siteRange.lowerBound, "siteDigitsMost": NumberPlan.siteRange.upperBound,
        "deviceDigitsLeast": NumberPlan.deviceRange.lowerBound, "deviceDigitsMost": NumberPlan.deviceRange.upperBound,
        "channels": Channels.limit, "channelStep": Channels.step, "extensionsPerStep": Channels.extensionsPerStep,
        "largeExchange": Channels.largeExchange, "nightNoticeMinutes": NightWindow.notice.inMinutes,
        "equipmentMinutes": NightWindow.interruption.inMinutes, "otherMails": CustomerDetails.mostOtherMails,
        "draftDays": OrderDraft.lifetime.inHours / 24,
        "ordersPerPage": OrderSearch.perPage,
    ]
}
