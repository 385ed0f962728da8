import Mustache
import SQLite
import Shell
import Telephony

/// Whoever has left an application half filled in is told once, a week before it is deleted (ORD-8).
struct OrderDraftWarning: Sendable {
    let desk: OrderDesk

    var duty: Duty { Duty("drafts of orders", every: .minutes(10)) { _ in try await run() } }

    func run() async throws {
        let now = desk.services.now()
        let moment = now - OrderDraft.lifetime + OrderDraft.warning
        let due = try desk.services.database.read { try OrderDraftStore.toWarn(changedBefore: moment, $0) }
        for draft in due {
            try await desk.services.database.write { [self] database in
                try OrderDraftStore.noteWarned(draft.reference.id, database)
                guard let address = MailAddress(draft.account), let account = try AccountStore.find(address, database),
                    account.company == draft.company
                else { return }
                let mails = desk.services.mails
                let view = OrderDraftWarningView(
                    draft: draft, serviceName: desk.policy.name(of: draft.service), language: mails.language)
                try OutboxStore.add(
                    mails.mail("order.draft", to: account.mailAddress, "Orders/draft-mail", view), of: nil, at: now,
                    database)
            }
        }
    }
}

private struct OrderDraftWarningView: ViewModel {
    let draft: OrderDraft
    let serviceName: String
    let language: Language

    static let fields: ViewFields<OrderDraftWarningView> = [
        "serviceName": { .text($0.serviceName) },
        "content": { .text($0.draft.kind.name(in: $0.language)) },
        "changedAt": { .text($0.draft.changedAt.dateAndTimeText(in: $0.language)) },
        "goesAt": { .text(($0.draft.changedAt + OrderDraft.lifetime).dateText(in: $0.language)) },
    ]
}
