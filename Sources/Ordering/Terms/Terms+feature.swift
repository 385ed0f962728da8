import HTTP
import Mustache
import Shell
import Telephony

extension Terms {
    static let path = "/terms"
    static let pricesPath = path + "/prices"
    static let versionPath = path + "/version"
    static let comparisonPath = path + "/comparison"

    static func path(of version: ConsentVersion) -> String { "\(versionPath)?\(query(version))" }

    static func comparison(of version: ConsentVersion, isWhole: Bool = false) -> String {
        "\(comparisonPath)?\(query(version))" + (isWhole ? "&whole=yes" : "")
    }

    private static func query(_ version: ConsentVersion) -> String {
        PercentEncoding.query([("document", version.document.word), ("version", version.version)])
    }

    static func feature(_ desk: OrderDesk) -> Feature<Employee> {
        let (list, version, comparison) = (
            TermsPage(desk: desk), TermsVersionPage(desk: desk), TermsComparisonPage(desk: desk)
        )
        let (services, prices) = (desk.services, PriceListPage(desk: desk))
        func route(
            _ path: String, _ template: String, _ view: @escaping @Sendable (Form, Language) throws -> any ViewModel
        ) -> SiteRoute<Employee> {
            .everybody(
                path, { try services.page(template, try view($0.query, $0.language), for: $0) },
                signedIn: { try services.page(template, try view($0.query, $0.language), for: $0) })
        }
        return Feature(
            routes: [
                route(path, "Terms/list", { try list.view(in: $1) }),
                route(pricesPath, "Terms/prices", { try prices.view(in: $1) }),
                route(versionPath, "Terms/version", version.view),
                route(comparisonPath, "Terms/comparison", comparison.view),
            ], duties: [TermsAnnouncement(desk: desk).duty])
    }
}
