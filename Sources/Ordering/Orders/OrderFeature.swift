import HTTP
import Shell
import Telephony

/// お申し込み: history, detail, and what carries orders on.
package enum Orders {
    static func feature(_ desk: OrderDesk, contents: [OrderedService: OrderContent], duties: [Duty] = []) -> Feature<
        Employee
    > {
        let (list, drafts) = (OrderListPage(desk: desk), OrderDraftsPage(desk: desk))
        let cancellation = OrderCancellationPage(desk: desk)
        return Feature(
            routes: [
                .page(.get, OrderListPage.path, list.show),
                .page(.get, OrderListPage.path + "/export.csv", list.export),
                .page(.get, OrderDraftsPage.path, allowed: { !$0.rights.editScope.isEmpty }, drafts.show),
                .page(.post, OrderDraftsPage.removalPath, drafts.remove).unkept,
                .page(.get, OrderPage.family, OrderPage(desk: desk, contents: contents).show),
                .page(.get, OrderCancellationPage.family, cancellation.show),
                .page(.post, OrderCancellationPage.family, cancellation.cancel),
            ],
            banner: OrderHoursBanner(clock: desk.clock).banner, duties: duties + [OrderDraftWarning(desk: desk).duty],
            forgetOld: { now, database in
                try MaintenanceStore.forget(endedBefore: now - .days(365), database)
                try OrderDraftStore.forget(changedBefore: now - OrderDraft.lifetime, database)
            })
    }
}
