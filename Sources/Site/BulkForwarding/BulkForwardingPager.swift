import HTTP
import Mustache

/// The pages of a long list, for `Templates/Shell/pager`; nil when everything is on one.
struct PagerView: ViewModel {
    let total: Int
    let perPage: Int
    let page: Int
    let address: @Sendable (Int) -> String

    init?(total: Int, perPage: Int, page: Int, address: @escaping @Sendable (Int) -> String) {
        guard total > perPage else { return nil }
        self.total = total
        self.perPage = perPage
        self.page = min(page, (total + perPage - 1) / perPage)
        self.address = address
    }

    private var pageCount: Int { (total + perPage - 1) / perPage }

    /// The first, the last, and those around the present one.
    private var links: [PageLink] {
        let near = Set([1, pageCount] + Array(max(1, page - 2)...max(1, min(pageCount, page + 2)))).sorted()
        return near.enumerated().map { position, number in
            PageLink(
                number: number, href: address(number), isCurrent: number == page,
                isGap: position > 0 && near[position - 1] != number - 1)
        }
    }

    private func link(to number: Int) -> TemplateValue {
        guard (1...pageCount).contains(number) else { return .absent }
        return .object(PageLink(number: number, href: address(number), isCurrent: false, isGap: false))
    }

    static let fields: ViewFields<PagerView> = [
        "first": { .text((($0.page - 1) * $0.perPage + 1).inGroups) },
        "last": { .text(min($0.page * $0.perPage, $0.total).inGroups) },
        "total": { .text($0.total.inGroups) },
        "previous": { $0.link(to: $0.page - 1) },
        "next": { $0.link(to: $0.page + 1) },
        "pages": { .list($0.links) },
    ]
}

extension Form {
    /// Which page of a long list the address asks for, from 1. Whatever was typed, it can be multiplied by rows.
    var pageNumber: Int { min(max(1, self["page"].flatMap { Int($0) } ?? 1), 1_000_000) }
}

private struct PageLink: ViewModel {
    let number: Int
    let href: String
    let isCurrent: Bool
    let isGap: Bool

    static let fields: ViewFields<PageLink> = [
        "label": { .text($0.number.inGroups) },
        "href": { .text($0.href) },
        "isCurrent": { .flag($0.isCurrent) },
        "isGap": { .flag($0.isGap) },
    ]
}
