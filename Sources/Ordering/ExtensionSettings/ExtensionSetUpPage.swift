import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 初期設定: four steps in their order, of which all but the first can be left for later (SET-2).
struct ExtensionSetUpPage: Sendable {
    let desk: ExtensionDesk

    static let perPage = 100
    private static let page = SettingsPath.start

    var routes: [SiteRoute<Employee>] {
        [desk.page(.get, Self.page.family(), show), desk.page(.post, Self.page.family(), next)]
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let step = visit.query["step"].flatMap { Int($0) }.flatMap(ExtensionSettings.Step.init)
        let view = try desk.services.database.read { database in
            let opened = try desk.open(visit, database)
            let frame = desk.frame(Self.page, opened, visit)
            guard let step = step.flatMap({ opened.setUp.mayOpen($0) ? $0 : nil }) ?? opened.setUp.present else {
                return ExtensionSetUpView(frame: frame)
            }
            var view = ExtensionSetUpView(frame: frame, step: step)
            guard step == .extensions else { return view }
            let page = visit.query.pageNumber(of: opened.contract.extensionCount, perPage: Self.perPage)
            view.found = try SmartPBXStore.extensions(
                of: opened.code, atMost: Self.perPage, after: (page - 1) * Self.perPage, database)
            view.page = page
            return view
        }
        return try desk.services.page("ExtensionSettings/start", view, for: visit)
    }

    /// 次へ
    func next(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        guard let step = visit.form["step"].flatMap({ Int($0) }).flatMap(ExtensionSettings.Step.init),
            opened.setUp.mayOpen(step)
        else { return .redirect(to: Self.page.of(opened.code)) }
        let (code, actor) = (opened.code, visit.actor)
        let after = try await desk.save(opened, for: visit) { database in
            let before = try ExtensionSettingsStore.setUp(of: code, database)
            let after = before.after(step)
            guard after != before else { return after }
            try ExtensionSettingsStore.set(after, of: code, database)
            if after.isFinished { try actor.audit("settings.set-up", subject: code.text, database) }
            return after
        }
        guard let following = ExtensionSettings.Step(rawValue: step.rawValue + 1) else {
            return desk.services.done(.setUpFinished(in: visit.language), at: SettingsPath.extensions.of(code))
        }
        return .redirect(to: Self.path(of: following, code, after))
    }

    private static func path(
        of step: ExtensionSettings.Step, _ code: ContractCode, _ setUp: ExtensionSettings.SetUp
    ) -> String {
        setUp.present == step ? page.of(code) : "\(page.of(code))?step=\(step.rawValue)"
    }
}

private struct ExtensionSetUpView: ViewModel {
    let frame: ExtensionSettingsFrame
    /// Nil: all is done.
    var step: ExtensionSettings.Step?
    /// Of the first step, those of the page.
    var found: [Extension] = []
    var page = 1

    private var code: ContractCode { frame.opened.code }

    private var steps: [StepView] {
        ExtensionSettings.Step.allCases.map { step in
            StepView(
                name: step.title(in: frame.language), isCurrent: step == self.step,
                isDone: step.rawValue <= frame.opened.setUp.done && step != self.step)
        }
    }

    private var pager: PagerView? {
        PagerView(
            total: frame.opened.contract.extensionCount, perPage: ExtensionSetUpPage.perPage, page: page
        ) { "\(SettingsPath.start.of(code))?step=\(ExtensionSettings.Step.extensions.rawValue)&page=\($0)" }
    }

    static let fields: ViewFields<ExtensionSetUpView> = [
        "frame": { .object($0.frame) },
        "here": { .text(SettingsPath.start.of($0.code)) },
        "step": { view in .object(ifAny: view.step.map { _ in view }) },
        "stepName": { view in .text(ifAny: view.step?.title(in: view.frame.language)) },
        "stepNumber": { .integer($0.step?.rawValue ?? 0) },
        "stepCount": { _ in .integer(ExtensionSettings.Step.allCases.count) },
        "steps": { .list($0.steps) },
        "isSkippable": { .flag($0.step?.isSkippable ?? false) },
        "isLast": { .flag($0.step == .outgoing) },
        "back": { view in
            .text(
                ifAny: view.step.flatMap { $0.isSkippable ? $0.rawValue - 1 : nil }.map {
                    "\(SettingsPath.start.of(view.code))?step=\($0)"
                })
        },
        "link": { view in
            .object(
                ifAny: view.step.map {
                    SettingsLinkView(page: $0.page, contract: view.code, language: view.frame.language)
                })
        },
        "links": { view in
            .list(
                ExtensionSettings.Step.allCases.map {
                    SettingsLinkView(page: $0.page, contract: view.code, language: view.frame.language)
                })
        },
        "count": { .text($0.frame.opened.contract.extensionCount.inGroups) },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "extensions": { view in
            .list(view.found.map { ExtensionView(line: $0, language: view.frame.language) })
        },
        "pager": { .object(ifAny: $0.pager) },
    ]
}
