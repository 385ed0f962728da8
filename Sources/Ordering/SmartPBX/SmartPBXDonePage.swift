import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 6: お申し込み完了; and 「同じ内容で申し込み直す」 (ORD-12).
struct NewSmartPBXDonePage: Sendable {
    let flow: NewSmartPBXFlow

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let order = try order(visit.query["order"], visit)
        let view = NewSmartPBXDoneView(
            frame: NewSmartPBXFrame(step: .done, draft: nil, language: visit.language), order: order,
            mail: try services.database.read { try OrderDetailStore.details(of: order.number, $0) }?.contact.mail.text)
        return try services.page("SmartPBX/done", view, for: visit)
    }

    /// A new draft with what was ordered; what is agreed to is asked again.
    func again(_ visit: Visit<Employee>) async throws -> Response {
        let order = try order(visit.form["order"], visit)
        let answers = try services.database.read { database -> OrderAnswers in
            guard let content = try SmartPBXStore.ordered(order.number, database),
                let details = try OrderDetailStore.details(of: order.number, database)
            else { throw PageRefusal.notFound }
            return content.answers.merging(details.answers)
        }
        let (applicant, now) = (visit.applicant, visit.now)
        let draft = try await services.database.write {
            try OrderDraftStore.begin(.smartPBX, .new, answers, by: applicant, at: now, $0)
        }
        return .redirect(to: NewSmartPBXFlow.Step.agreement.path(of: draft))
    }

    private func order(_ name: String?, _ visit: Visit<Employee>) throws -> Order {
        guard let number = name.flatMap({ OrderNumber($0) }),
            let order = try services.database.read({ try OrderStore.find(number, of: visit.person.company, $0) }),
            order.service == .smartPBX
        else { throw PageRefusal.notFound }
        return order
    }
}

private struct NewSmartPBXDoneView: ViewModel {
    let frame: NewSmartPBXFrame
    let order: Order
    let mail: String?

    static let fields: ViewFields<NewSmartPBXDoneView> = [
        "frame": { .object($0.frame) },
        "number": { .text($0.order.number.text) },
        "contract": { .text($0.order.contract.text) },
        "mail": { .text(ifAny: $0.mail) },
    ]
}

extension NewSmartPBX {
    /// As they would have been typed.
    fileprivate var answers: OrderAnswers {
        let rows = ExtensionRows(
            extensions.map { .init(site: $0.number.site, device: $0.number.device, kind: $0.device.rawValue) })
        return OrderAnswers([
            "siteDigits": "\(plan.siteDigits)", "deviceDigits": "\(plan.deviceDigits)", "count": "\(extensions.count)",
            "method": extensions.count > ExtensionRows.mostOnScreen ? "file" : "screen", "rows": rows.text,
            "addedChannels": "\(channels.added)",
        ])
    }
}
