import HTTP
import Shell

extension Outages {
    static let path = "/outages"

    static func feature(_ desk: OrderDesk) -> Feature<Employee> {
        Feature(
            routes: [
                .page(.get, path, allowed: { $0.rights.knows(.smartPBX) }, OutagePage(desk: desk).show)
            ], vocabulary: vocabulary)
    }
}
