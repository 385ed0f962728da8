import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// ステップ 5: お申し込み内容確認 (ORD-7).
struct SmartPBXCheckPage: Sendable {
    let flow: SmartPBXOrderFlow

    func isAnswered(_ visit: Visit<Employee>, _ opened: SmartPBXOrderFlow.Opened) -> Bool {
        !asksForCount(opened.answers) || visit.form["countAgreed"] == "yes"
    }

    /// A28: what was said first and what was typed then may differ; rows decide.
    private func asksForCount(_ answers: SmartPBXOrderAnswers) -> Bool {
        guard flow.kind == .new, case .success(let content) = answers.content(), let count = answers.count else {
            return false
        }
        return content.extensions.count != count
    }

    func page(
        _ visit: Visit<Employee>, _ opened: SmartPBXOrderFlow.Opened, _ shown: OrderCheckShown
    ) throws -> Response {
        let problems =
            shown.state == .unanswered ? [SmartPBXFormProblem.countNotAgreed.problem(in: visit.language)] : []
        guard let wish = opened.answers.wish(flow.kind, of: opened.contract),
            case .success(let details) = flow.details(opened.answers)
        else {
            try flow.require(.check, opened)
            throw PageRefusal.notFound
        }
        let view = SmartPBXCheckView(
            frame: flow.frame(.check, opened, visit, isOvertaken: shown.state == .overtaken), wish: wish,
            use: flow.kind == .endFeature
                ? try flow.use(ofFeatureOf: opened.answers.contract, opened.contract)
                : try flow.use(of: wish.gone, in: opened.answers.contract),
            window: opened.answers.window, now: flow.desk.clock.now(), details: details,
            said: asksForCount(opened.answers) ? opened.answers.count : nil,
            countAgreed: FieldView("countAgreed", "", problems), fees: shown.fees, language: visit.language)
        return try flow.services.page(
            "SmartPBX/check", view, for: visit, problems: problems, status: shown.state.status)
    }
}
