import Telephony

/// What the operator's log says of mails: number, kind and the server's reply; never a subject, a text or an address of ours.
enum OutboxLog {
    static func attempted(
        _ mail: OutboxMail, _ delivery: MailDelivery, _ outcome: OutboxDelivery.Outcome, _ log: Log
    ) {
        let (id, kind, reply) = ("\(mail.id)", mail.mail.kind, delivery.reply)
        switch outcome {
        case .sent: log(.information, "mail sent", ["id": id, "kind": kind, "reply": reply])
        case .again(let moment):
            var event = "mail deferred"
            if case .unreachable = delivery { event = "mail server not reached" }
            log(.warning, event, ["id": id, "kind": kind, "reply": reply, "next": moment.machineText])
        case .bounced: log(.failure, "mail bounced", ["id": id, "kind": kind, "reply": reply])
        case .expired: expired(mail.id, kind, log)
        }
    }

    static func expired(_ id: Int, _ kind: String, _ log: Log) {
        log(.warning, "mail expired", ["id": "\(id)", "kind": kind])
    }

    static func givenUp(_ mail: OutboxStore.GivenUp, _ log: Log) {
        guard mail.state == .bounced else { return expired(mail.id, mail.kind, log) }
        log(.failure, "mail bounced", ["id": "\(mail.id)", "kind": mail.kind, "reply": "not delivered in time"])
    }
}
