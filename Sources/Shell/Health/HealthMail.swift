import Mustache
package import Telephony

extension MailTemplates {
    /// To the operator, when the site has fallen ill or is well again.
    package func health(_ report: HealthReport, to operator: MailAddress, at now: Moment) throws -> Mail {
        let view = HealthMailView(
            isWell: report.isWell,
            problems: report.problems.filter(\.isIllness).map { $0.sentence(in: language) },
            at: now.machineText)
        return try mail("operator.health", to: `operator`, "Shell/health-mail", view)
    }
}

private struct HealthMailView: ViewModel {
    let isWell: Bool
    let problems: [String]
    let at: String

    static let fields: ViewFields<HealthMailView> = [
        "isWell": { .flag($0.isWell) },
        "problems": { .list($0.problems) },
        "at": { .text($0.at) },
    ]
}
