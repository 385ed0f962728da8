import Exchange
import Telephony

extension SmartPBXChangeRecord {
    /// As they would have been typed. What cannot be taken back is asked again.
    func answers(_ kind: OrderKind, of contract: ContractCode) -> OrderAnswers {
        let channels = after.channels.added - before.channels.added
        var answers = SmartPBXOrderAnswers(
            OrderAnswers([
                "numbers": extensions.isEmpty ? "no" : "yes", "channels": channels == 0 ? "no" : "yes",
                "addedChannels": "\(abs(channels))",
                "part": before.plan.siteDigits == after.plan.siteDigits ? "device" : "site",
                "digits":
                    "\(after.plan.siteDigits + after.plan.deviceDigits - before.plan.siteDigits - before.plan.deviceDigits)",
            ]))
        answers.contract = contract
        if kind == .addFeature { answers["contractor"] = officeLink?.contractor ?? "" }
        if kind == .add {
            answers.rows = ExtensionRows(
                extensions.map { .init(site: $0.number.site, device: $0.number.device, kind: $0.device.rawValue) })
        } else if kind == .delete {
            answers.gone = Set(extensions.map(\.number))
        }
        return answers.answers
    }
}

extension NewSmartPBX {
    /// As they would have been typed.
    var answers: OrderAnswers {
        let rows = ExtensionRows(
            extensions.map { .init(site: $0.number.site, device: $0.number.device, kind: $0.device.rawValue) })
        return OrderAnswers([
            "siteDigits": "\(plan.siteDigits)", "deviceDigits": "\(plan.deviceDigits)", "count": "\(extensions.count)",
            "method": extensions.count > ExtensionRows.mostOnScreen ? "file" : "screen", "rows": rows.text,
            "addedChannels": "\(channels.added)",
        ])
    }
}
