import HTTP
import Shell
import Telephony

extension DatedOrders {
    static func feature(_ desk: OrderDesk, _ policy: DatedPolicy) -> Feature<Employee> {
        let flow = DatedOrderFlow(desk: desk, policy: policy)
        let (menu, wish) = (DatedOrderMenuPage(flow: flow), DatedWishPage(flow: flow))
        let check = DatedCheckPage(flow: flow)
        let (day, ports) = (DatedDayPage(desk: desk, policy: policy), DatedPortStatesPage(desk: desk))
        return Feature(
            routes: [
                .page(.get, DatedOrderStartPage.path, allowed: flow.isOpen, DatedOrderStartPage(flow: flow).show),
                .page(.get, OrderCalendarFile.family, OrderCalendarFile(desk: desk, policy: policy).show),
                .page(.get, DatedDayPage.family, day.show),
                .page(.post, DatedDayPage.family, day.save),
                .page(.get, DatedPortStatesPage.family, ports.show),
                .page(.post, DatedPortStatesPage.family, ports.save),
            ] + flow.routes(of: .menu, menu.show, menu.save)
                + flow.routes(of: .wish, wish.show, wish.save, bodyLimit: EvidenceFile.bodyLimit)
                + flow.routes(OrderSubmitting(flow: flow, page: check.page))
                + DatedItem.allCases.flatMap {
                    routes(of: $0, flow)
                } + ImportPage(DatedPortImportKind(flow: flow)).routes
                + ImportPage(DatedRemovalImportKind(flow: flow)).routes, duties: [DatedReminder(desk: desk).duty])
    }

    private static func routes(of item: DatedItem, _ flow: DatedOrderFlow) -> [SiteRoute<Employee>] {
        switch item {
        case .numbers, .features, .directory:
            let page = DatedRowsPage(flow: flow, item: item)
            return flow.routes(of: item, page.show, page.save, bodyLimit: DatedRowsPage.bodyLimit)
        case .removal:
            let page = DatedRemovalPage(flow: flow)
            return flow.routes(of: item, page.show, page.save, bodyLimit: Ticks<PhoneNumber>.bodyLimit)
        case .ports:
            let page = DatedPortsPage(flow: flow)
            return flow.routes(of: item, page.show, page.save, bodyLimit: EvidenceFile.bodyLimit)
        }
    }
}

extension DatedOrderFlow {
    fileprivate func routes(
        of item: DatedItem, _ show: @escaping @Sendable (Visit<Employee>) async throws -> Response,
        _ save: @escaping @Sendable (Visit<Employee>) async throws -> Response, bodyLimit: Int
    ) -> [SiteRoute<Employee>] {
        [
            .page(.get, path(of: item), allowed: isOpen, answering(show)),
            .page(.post, path(of: item), bodyLimit: bodyLimit, allowed: isOpen, answering(save)),
        ]
    }
}
