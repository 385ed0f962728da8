import Mustache
import SQLite
import Shell
import Telephony

/// Whoever has left an application half filled in is told once, a week before it is deleted (ORD-8).
struct OrderDraftWarning: Sendable {
    let desk: OrderDesk

    private static let mostAtOnce = 100

    var duty: Duty { Duty("drafts of orders", every: .minutes(10)) { _ in try await run() } }

    func run() async throws {
        let now = desk.services.now()
        let moment = now - OrderDraft.lifetime + OrderDraft.warning
        while true {
            let due = try desk.services.database.read {
                try OrderDraftStore.toWarn(changedBefore: moment, atMost: Self.mostAtOnce, $0)
            }
            for draft in due { try await desk.services.database.write { [self] in try warn(of: draft, at: now, $0) } }
            if due.count < Self.mostAtOnce { return }
        }
    }

    private func warn(of draft: OrderDraftEntry, at now: Moment, _ database: Connection) throws {
        try OrderDraftStore.noteWarned(draft.id, database)
        guard let address = MailAddress(draft.account), let account = try AccountStore.find(address, database),
            account.company == draft.company
        else { return }
        let mails = desk.services.mails
        let view = OrderDraftWarningView(
            draft: draft, serviceName: desk.policy.name(of: draft.service), language: mails.language)
        try OutboxStore.add(
            mails.mail("order.draft", to: account.mailAddress, "Orders/draft-mail", view), of: nil, at: now, database)
    }
}

private struct OrderDraftWarningView: ViewModel {
    let draft: OrderDraftEntry
    let serviceName: String
    let language: Language

    static let fields: ViewFields<OrderDraftWarningView> = [
        "serviceName": { .text($0.serviceName) },
        "content": { .text($0.draft.kind.name(in: $0.language)) },
        "changedAt": { .text($0.draft.changedAt.dateAndTimeText(in: $0.language)) },
        "goesAt": { .text(($0.draft.changedAt + OrderDraft.lifetime).dateText(in: $0.language)) },
    ]
}
