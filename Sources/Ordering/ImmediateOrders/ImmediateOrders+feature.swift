import HTTP
import Shell
import Telephony

extension ImmediateOrders {
    static func feature(_ desk: OrderDesk, _ settlement: VoiceSettlement) -> Feature<Employee> {
        Feature(
            routes: ImmediateOrderFlow.kinds.flatMap { kind in
                routes(ImmediateOrderFlow(desk: desk, settlement: settlement, kind: kind))
            } + ImportPage(ImmediateImportKind<AdditionFile>(desk, settlement)).routes
                + ImportPage(ImmediateImportKind<EndingFile>(desk, settlement)).routes + [
                    .page(
                        .get, VoiceOrderMenuPage.path, allowed: { $0.rights.knows(.ipVoice) },
                        VoiceOrderMenuPage(desk: desk, settlement: settlement).show)
                ])
    }

    private static func routes(_ flow: ImmediateOrderFlow) -> [SiteRoute<Employee>] {
        let (picker, check) = (NumberPickerPage(flow: flow), ImmediateCheckPage(flow: flow))
        return flow.routes(OrderSubmitting(flow: flow, page: check.page))
            + flow.routes(of: .numbers, picker.show, picker.save, bodyLimit: Ticks<PhoneNumber>.bodyLimit)
            + content(flow)
    }

    private static func content(_ flow: ImmediateOrderFlow) -> [SiteRoute<Employee>] {
        switch flow.kind {
        case .addNumbers:
            let rows = AdditionRowsPage(flow: flow)
            return flow.routes(of: .content, rows.show, rows.save, bodyLimit: AdditionRowsPage.bodyLimit)
        case .changeFeatures:
            let features = FeatureChangePage(flow: flow)
            return flow.routes(of: .content, features.show, features.save)
        default: return []
        }
    }
}
