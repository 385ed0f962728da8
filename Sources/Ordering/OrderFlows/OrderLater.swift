import Exchange
import Mustache
import SQLite
import Shell
import Telephony

/// 「受付開始時に自動で申し込む」 (HOURS-2): once, when orders are taken again, with everything judged anew; the applicant is mailed either way.
struct OrderLater: Sendable {
    let desk: OrderDesk
    let service: OrderedService
    /// What would be handed in; nil where something is missing or wrong.
    let order: @Sendable (OrderDraft) throws -> (any OrderSubmission)?

    /// Of drafts with all that was typed into them.
    private static let mostAtOnce = 20

    var duty: Duty {
        Duty(name, every: .seconds(1)) { _ in try await run() }
    }

    private var name: StaticString {
        switch service {
        case .smartPBX: "orders to submit"
        case .ipVoice: "orders of numbers to submit"
        }
    }

    func run() async throws {
        let now = desk.clock.now()
        while true {
            let due = try desk.services.database.read {
                try OrderDraftStore.toSubmit(service, at: now, atMost: Self.mostAtOnce, $0)
            }
            // Taken or not, none of them is due any more.
            for each in due { try await submit(each.draft, from: each.client, seeing: each.fees, at: now) }
            if due.count < Self.mostAtOnce { return }
        }
    }

    private func submit(
        _ draft: OrderDraft, from client: String, seeing fees: String?, at now: Moment
    ) async throws {
        let (intake, trueTime) = (desk.intake.seeing(fees), desk.services.now())
        let applicant = Applicant(company: draft.company, account: draft.account, client: client)
        do {
            guard let order = try order(draft) else { throw OrderRefusal.draftChanged }
            try await desk.services.database.write {
                try order.prepare(by: applicant, at: now, trueTime: trueTime, $0)
            }
            try await desk.services.database.write { [self] database in
                let number = try order.submit(
                    to: intake, from: applicant, at: now,
                    mayOrder: { database in
                        (try account(of: draft, database)?.rights ?? .none).mayOrder(
                            draft.kind, draft.answers.contract, of: service)
                    }, database)
                try mail(draft, number, nil, at: trueTime, database)
            }
        } catch let refusal as OrderRefusal {
            try await desk.services.database.write { [self] database in
                try OrderDraftStore.doNotSubmit(draft.reference.id, database)
                try mail(draft, nil, refusal, at: trueTime, database)
            }
        }
    }

    /// Who wished it, as far as there still is such a person in the company.
    private func account(
        of draft: OrderDraft, _ database: Connection
    ) throws -> (address: MailAddress, rights: Rights)? {
        guard let address = MailAddress(draft.account), let account = try AccountStore.find(address, database),
            account.company == draft.company
        else { return nil }
        return (account.mailAddress, try RightsStore.rights(ofAccount: account.id, database))
    }

    private func mail(
        _ draft: OrderDraft, _ number: OrderNumber?, _ refusal: OrderRefusal?, at now: Moment, _ database: Connection
    ) throws {
        guard let account = try account(of: draft, database) else { return }
        let mails = desk.services.mails
        let view = OrderLaterView(
            serviceName: desk.policy.name(of: service), number: number,
            reason: refusal?.sentence(in: mails.language), path: draft.kind.path(ofDraft: draft.reference.id))
        try OutboxStore.add(
            mails.mail("order.automatic", to: account.address, "OrderFlows/later-mail", view), of: nil, at: now,
            database)
    }
}

private struct OrderLaterView: ViewModel {
    let serviceName: String
    let number: OrderNumber?
    let reason: String?
    let path: String

    static let fields: ViewFields<OrderLaterView> = [
        "serviceName": { .text($0.serviceName) },
        "number": { .text(ifAny: $0.number?.text) },
        "reason": { .text(ifAny: $0.reason) },
        "path": { .text($0.path) },
    ]
}
