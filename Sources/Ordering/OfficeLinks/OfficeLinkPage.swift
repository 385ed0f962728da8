import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// オフィスリンク内線番号 of a contract that has オフィスリンククラウド接続機能: a list, to which numbers come by typing or pasting.
struct OfficeLinkPage: Sendable {
    let desk: ExtensionDesk
    let policy: OfficeLink.Policy

    private static let page = SettingsPath.officeLink
    /// As many numbers as a contract can have, pasted.
    private static let bodyLimit = 32 * 1024

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.page.family()) { try page($0, OfficeLinkForm()) },
            desk.page(.post, Self.page.family(), bodyLimit: Self.bodyLimit, save),
        ]
    }

    private func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        let form = OfficeLinkForm(visit.form)
        let change = OfficeLinkChange(form: form, policy: policy, contract: opened.code, actor: visit.actor)
        let here = Self.page.of(opened.code)
        switch try await desk.save(opened, for: visit, change.run) {
        case .gone: throw PageRefusal.notFound
        case .wrong(let problems): return try page(visit, form, problems)
        case .saved([]): return desk.services.done(.nothingChanged(in: visit.language), at: here)
        case .saved(let numbers):
            let notice = Notice.officeLinkSaved(numbers.count, isRemoving: form.isRemoving, in: visit.language)
            return desk.services.done(notice, at: here)
        }
    }

    private func page(
        _ visit: Visit<Employee>, _ form: OfficeLinkForm, _ wrong: [OfficeLinkProblem] = []
    ) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = try desk.services.database.read { database in
            let opened = try desk.open(visit, database)
            guard let link = try OfficeLinkStore.find(opened.code, database) else { throw PageRefusal.notFound }
            return OfficeLinkNumbersView(
                frame: desk.frame(Self.page, opened, visit), path: Self.page.of(opened.code), link: link,
                digits: policy.digits, form: form, page: visit.query, problems: problems, language: visit.language)
        }
        return try desk.services.page("OfficeLinks/numbers", view, for: visit, problems: problems)
    }
}

private struct OfficeLinkNumbersView: ViewModel {
    let frame: ExtensionSettingsFrame
    let path: String
    let link: OfficeLink
    let digits: ClosedRange<Int>
    let form: OfficeLinkForm
    let page: Form
    let problems: [Problem]
    let language: Language

    private var number: Int { page.pageNumber(of: link.numbers.count, perPage: OfficeLinkNumber.perPage) }

    /// Those of the page.
    private var shown: ArraySlice<OfficeLinkNumber> {
        link.numbers.sorted().dropFirst((number - 1) * OfficeLinkNumber.perPage).prefix(OfficeLinkNumber.perPage)
    }

    static let fields: ViewFields<OfficeLinkNumbersView> = [
        "frame": { .object($0.frame) },
        "path": { .text($0.path) },
        "contractor": { .text($0.link.consent.contractor) },
        "digitsLeast": { .integer($0.digits.lowerBound) },
        "digitsMost": { .integer($0.digits.upperBound) },
        "count": { .text($0.link.numbers.count.inGroups) },
        "added": { .object(FieldView("added", $0.form.added, $0.problems)) },
        "numbers": { .object(FieldView("numbers", "", $0.problems)) },
        "table": { $0.link.numbers.isEmpty ? .absent : .object($0) },
        "rows": { view in
            let ticked = Set(view.form.ticked)
            return .list(view.shown.map { OfficeLinkRow(number: $0, isTicked: ticked.contains($0)) })
        },
        "pager": { view in
            .object(
                ifAny: PagerView(
                    total: view.link.numbers.count, perPage: OfficeLinkNumber.perPage, page: view.number
                ) { "\(view.path)?page=\($0)" })
        },
    ]
}

private struct OfficeLinkRow: ViewModel {
    let number: OfficeLinkNumber
    let isTicked: Bool

    static let fields: ViewFields<OfficeLinkRow> = [
        "number": { .text($0.number.digits) },
        "control": { .text(OfficeLinkForm.tick + $0.number.digits) },
        "isTicked": { .flag($0.isTicked) },
    ]
}
