import HTTP
import Shell

extension OrderFlow {
    /// The pages that are the same whatever is ordered, and the one on which 申し込む is.
    func routes(_ check: OrderSubmitting<Self>) -> [SiteRoute<Employee>] {
        let (agreement, customer) = (OrderAgreementPage(flow: self), OrderCustomerPage(flow: self))
        let done = OrderDonePage(flow: self)
        return routes(of: .agreement, agreement.show, agreement.save)
            + routes(of: .customer, customer.show, customer.save) + routes(of: .check, check.show, check.submit) + [
                .page(.post, path + "/automatic", allowed: isOpen, answering(check.submitLater)),
                .page(.get, path(of: .done), allowed: isOpen, done.show),
                .page(.post, path + "/again", allowed: isOpen, done.again),
            ]
    }

    func routes(
        of step: Step, _ show: @escaping @Sendable (Visit<Employee>) async throws -> Response,
        _ save: @escaping @Sendable (Visit<Employee>) async throws -> Response,
        bodyLimit: Int = Route.usualBodyLimit
    ) -> [SiteRoute<Employee>] {
        [
            .page(.get, path(of: step), allowed: isOpen, answering(show)),
            .page(.post, path(of: step), bodyLimit: bodyLimit, allowed: isOpen, answering(save)),
        ]
    }
}
