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
                ],
            vocabulary: vocabulary,
            duties: [
                OrderLater(desk: desk, service: .smartPBX) { try SmartPBXOrderFlow.order($0, desk) }.duty
            ])
    }

    private static func routes(_ flow: SmartPBXOrderFlow) -> [SiteRoute<Employee>] {
        let check = SmartPBXCheckPage(flow: flow)
        return content(flow)
            + flow.routes(OrderSubmitting(flow: flow, page: check.page, isAnswered: check.isAnswered))
    }

    /// The pages on which what is ordered is said.
    private static func content(_ flow: SmartPBXOrderFlow) -> [SiteRoute<Employee>] {
        switch flow.kind {
        case .new, .add:
            let (plan, extensions) = (NewSmartPBXPlanPage(flow: flow), SmartPBXExtensionsPage(flow: flow))
            return (flow.kind == .new ? flow.routes(of: .plan, plan.show, plan.save) : [])
                + flow.routes(
                    of: .extensions, extensions.show, extensions.save, bodyLimit: SmartPBXExtensionsPage.bodyLimit)
                + [
                    .page(
                        .get, flow.path + "/extensions.csv", allowed: flow.isOpen,
                        flow.answering(extensions.download))
                ]
        case .delete:
            let page = SmartPBXDeletionPage(flow: flow)
            return flow.routes(of: .extensions, page.show, page.save, bodyLimit: ExtensionTicks.bodyLimit)
        case .lengthen:
            let page = SmartPBXDigitsPage(flow: flow)
            return flow.routes(of: .extensions, page.show, page.save) + [
                .page(.get, flow.path + "/new-numbers.csv", allowed: flow.isOpen, flow.answering(page.download))
            ]
        case .end:
            let page = SmartPBXTerminationPage(flow: flow)
            return flow.routes(of: .extensions, page.show, page.save)
        case .addFeature, .endFeature:
            let page = SmartPBXFeaturePage(flow: flow)
            return flow.routes(of: .extensions, page.show, page.save)
        case .addNumbers, .changeFeatures, .endNumbers, .dated: return []
        }
    }

    /// What an order's page shows of it.
    static let content: OrderContent = { order, language, database in
        try SmartPBXOrderedView(order, language, database)
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
    ].merging(OfficeLink.limits) { first, _ in first }
}
