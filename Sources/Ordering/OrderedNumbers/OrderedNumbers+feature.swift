import HTTP
import SQLite
import Shell
import Telephony

extension OrderedNumbers {
    static func feature(_ services: Services) -> Feature<Employee> {
        let page = OrderedNumbersPage(services: services)
        return Feature(routes: [
            .page(.get, OrderedNumbersPage.family, page.show),
            .page(.get, OrderedNumbersPage.fileFamily, page.download),
        ])
    }

    /// What an order's page shows of it.
    static let content: OrderContent = { order, language, database in
        try OrderedNumbersView(order, language, database)
    }
}
