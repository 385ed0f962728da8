import Mustache
import Shell
import Telephony

extension MailTemplates {
    /// To the operator, when many passwords are being voided and when that is over.
    func guessing(
        _ count: GuessingAlarm.Count, isOn: Bool, to operator: MailAddress, at now: Moment
    ) throws -> Mail {
        let view = GuessingMailView(count: count, isOn: isOn, at: now.machineText)
        return try mail("operator.guessing", to: `operator`, "SignIn/guessing-mail", view)
    }
}

private struct GuessingMailView: ViewModel {
    let count: GuessingAlarm.Count
    let isOn: Bool
    let at: String

    static let fields: ViewFields<GuessingMailView> = [
        "isOn": { .flag($0.isOn) },
        "passwords": { .text("\($0.count.passwords)") },
        "contracts": { .text("\($0.count.contracts)") },
        "minutes": { _ in .text("\(GuessingAlarm.window.inMinutes)") },
        "at": { .text($0.at) },
    ]
}
