import Encodings
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 外線着信設定 (SET-4): where calls to each 外線番号 of the contract go.
struct IncomingPage: Sendable {
    let desk: ExtensionDesk

    private static let page = SettingsPath.incoming
    /// A target and what the page showed, for each line of it.
    private static let bodyLimit = 32 * 1024

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.page.family()) { try page($0, IncomingForm()) },
            desk.page(.post, Self.page.family(), bodyLimit: Self.bodyLimit, save),
        ]
    }

    private func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        let form = try IncomingForm(visit.form)
        let change = IncomingChange(entries: form.entries, contract: opened.code, actor: visit.actor)
        let here = Self.page.of(opened.code) + Self.query(visit.query)
        switch try await desk.save(opened, for: visit, change.run) {
        case .gone: throw PageRefusal.notFound
        case .wrong(let problems): return try page(visit, form, problems)
        case .conflict(let lines): return try conflict(lines, form, opened, here: here, visit)
        case .saved(0): return desk.services.done(.nothingChanged(in: visit.language), at: here)
        case .saved(let count): return desk.services.done(.incomingSaved(count, in: visit.language), at: here)
        }
    }

    /// Of the page that shows the same lines.
    private static func query(_ query: Form) -> String {
        let pairs = ["q", "page"].compactMap { name in query[name].map { (name, $0) } }
        return pairs.isEmpty ? "" : "?" + PercentEncoding.query(pairs)
    }

    private func conflict(
        _ lines: [OutsideLine], _ form: IncomingForm, _ opened: ExtensionDesk.Opened, here: String,
        _ visit: Visit<Employee>
    ) throws -> Response {
        let facts = try desk.services.database.read {
            try ExtensionGroupStore.facts(of: opened.code, opened.plan, $0)
        }
        let numbers = Set(lines.map(\.number))
        let rows = lines.compactMap { line in
            form.typed(for: line.number).map { entry in
                Conflict.Row(
                    choice: "choice-\(line.number.digits)", label: line.number.display,
                    stored: facts.words(incoming: line.target, in: visit.language),
                    typed: facts.words(incoming: facts.target(typed: entry.typed), in: visit.language),
                    sent: entry.sent(was: facts.text(of: line.target), version: line.version))
            }
        }
        let kept = form.entries.filter { !numbers.contains($0.number) }
            .flatMap { $0.sent(was: $0.was, version: $0.version) }
        return try desk.services.conflictPage(
            Conflict(
                rows: rows, answer: .here(path: here, kept: kept), back: (here, Self.page.title(in: visit.language))),
            for: visit)
    }

    private func page(
        _ visit: Visit<Employee>, _ form: IncomingForm, _ wrong: [IncomingProblem] = []
    ) throws -> Response {
        let words = PastedText(visit.query["q"] ?? "").text
        let digits = words.filter { $0 != "-" }
        let view = try desk.services.database.read { database in
            let opened = try desk.open(visit, database)
            let code = opened.code
            let total = try ExtensionRoutingStore.count(of: code, with: digits, database)
            let page = visit.query.pageNumber(of: total, perPage: ExtensionRouting.linesPerPage)
            let facts = try ExtensionGroupStore.facts(of: code, opened.plan, database)
            return IncomingView(
                frame: desk.frame(Self.page, opened, visit), path: Self.page.of(code), facts: facts,
                lines: try ExtensionRoutingStore.lines(
                    of: code, with: digits, atMost: ExtensionRouting.linesPerPage,
                    after: (page - 1) * ExtensionRouting.linesPerPage, database),
                all: try ExtensionRoutingStore.count(of: code, database), total: total,
                withoutTarget: try ExtensionRoutingStore.countWithoutTarget(of: code, database), form: form,
                words: words, page: page, problems: wrong.map { $0.problem(facts, in: visit.language) },
                language: visit.language)
        }
        return try desk.services.page("ExtensionRouting/incoming", view, for: visit, problems: view.problems)
    }
}

extension IncomingForm.Entry {
    /// As the form sends it once more.
    fileprivate func sent(was: String, version: Int) -> [(name: String, value: String)] {
        [
            (IncomingForm.target + number.digits, typed), ("was-\(number.digits)", was),
            ("version-\(number.digits)", "\(version)"),
        ]
    }
}

private struct IncomingView: ViewModel {
    let frame: ExtensionSettingsFrame
    let path: String
    let facts: ExtensionGroupFacts
    /// Those of the page.
    let lines: [OutsideLine]
    /// So many the contract has, were found, and go nowhere.
    let all: Int
    let total: Int
    let withoutTarget: Int
    let form: IncomingForm
    let words: String
    let page: Int
    let problems: [Problem]
    let language: Language

    private func address(_ page: Int) -> String {
        "\(path)?" + PercentEncoding.query([("q", words), ("page", "\(page)")])
    }

    static let fields: ViewFields<IncomingView> = [
        "frame": { .object($0.frame) },
        "path": { .text($0.path) },
        "here": { .text($0.address($0.page)) },
        "isEmpty": { .flag($0.all == 0) },
        "withoutTarget": { .object(ifAny: CountView($0.withoutTarget)) },
        "isSearched": { .flag($0.all >= ExtensionRouting.searchedFrom) },
        "isNarrowed": { .flag(!$0.words.isEmpty) },
        "q": { .object(FieldView("q", $0.words)) },
        "found": { .text($0.total.inGroups) },
        "groups": { view in .list(view.facts.groups.map { GroupOptionView(group: $0) }) },
        "table": { $0.lines.isEmpty ? .absent : .object($0) },
        "lines": { view in
            .list(
                view.lines.map { line in
                    IncomingLineView(
                        line: line, facts: view.facts, typed: view.form.typed(for: line.number),
                        problems: view.problems, language: view.language)
                })
        },
        "pager": { view in
            .object(
                ifAny: PagerView(
                    total: view.total, perPage: ExtensionRouting.linesPerPage, page: view.page, address: view.address))
        },
    ]
}

private struct IncomingLineView: ViewModel {
    let line: OutsideLine
    let facts: ExtensionGroupFacts
    /// Nil: nothing has been sent.
    let typed: IncomingForm.Entry?
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<IncomingLineView> = [
        "digits": { .text($0.line.number.digits) },
        "number": { .text($0.line.number.display) },
        "version": { view in .integer(view.typed?.version ?? view.line.version) },
        "was": { view in .text(view.typed?.was ?? view.facts.text(of: view.line.target)) },
        "target": { view in
            .object(
                FieldView(
                    IncomingForm.target + view.line.number.digits,
                    view.typed?.typed ?? view.facts.text(of: view.line.target), view.problems))
        },
        "isNowhere": { .flag($0.line.target == nil) },
        "targetWords": { .text($0.facts.words(incoming: $0.line.target, in: $0.language)) },
        "noEmergency": { view in .text(ifAny: view.line.noEmergencyCalls?.sentence(in: view.language)) },
    ]
}

private struct GroupOptionView: ViewModel {
    let group: ExtensionGroup.Name

    static let fields: ViewFields<GroupOptionView> = [
        "number": { .text($0.group.number.digits) },
        "name": { .text($0.group.name) },
    ]
}
