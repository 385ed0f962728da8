import HTTP
import Mustache
import Telephony

/// The pages of a long list, for `Templates/Shell/pager`; nil when everything is on one, and
/// beyond the last.
package struct PagerView: ViewModel {
    let total: Int
    let perPage: Int
    let page: Int
    /// Made once: a page shows its pager above the list and below.
    private let previous: TemplateValue
    private let next: TemplateValue
    private let pages: TemplateValue

    package init?(total: Int, perPage: Int, page: Int, address: (Int) -> String) {
        let pageCount = (total + perPage - 1) / perPage
        guard total > perPage, page <= pageCount else { return nil }
        self.total = total
        self.perPage = perPage
        self.page = page
        previous = PagerView.link(to: page - 1, of: pageCount, address)
        next = PagerView.link(to: page + 1, of: pageCount, address)
        pages = .list(PagerView.links(around: page, of: pageCount, address))
    }

    /// The first, the last, and those around the present one.
    private static func links(around page: Int, of pageCount: Int, _ address: (Int) -> String) -> [PageLink] {
        let near = Set([1, pageCount] + Array(max(1, page - 2)...min(pageCount, page + 2))).sorted()
        return near.enumerated().map { position, number in
            PageLink(
                number: number, href: address(number), isCurrent: number == page,
                isGap: position > 0 && near[position - 1] != number - 1)
        }
    }

    private static func link(to number: Int, of pageCount: Int, _ address: (Int) -> String) -> TemplateValue {
        guard (1...pageCount).contains(number) else { return .absent }
        return .object(PageLink(number: number, href: address(number), isCurrent: false, isGap: false))
    }

    static let fields: ViewFields<PagerView> = [
        "first": { .text((($0.page - 1) * $0.perPage + 1).inGroups) },
        "last": { .text(min($0.page * $0.perPage, $0.total).inGroups) },
        "total": { .text($0.total.inGroups) },
        "previous": { $0.previous },
        "next": { $0.next },
        "pages": { $0.pages },
    ]
}

extension Form {
    /// Which page of a long list the address asks for, from 1. Whatever was typed, it can be multiplied by rows.
    package var pageNumber: Int { min(max(1, self["page"].flatMap { Int($0) } ?? 1), 1_000_000) }

    /// The same, or the last page of a list that has become shorter.
    package func pageNumber(of total: Int, perPage: Int) -> Int {
        min(pageNumber, max(1, (total + perPage - 1) / perPage))
    }
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
