import CivilCalendar
import Mustache
import SQLite
import Shell
import Telephony

/// The administrators of companies whose services a document is about are told of a version that comes, once (FEE-6). Who has been told
/// stands in the database in the same transaction, so that a restart tells nobody twice.
struct TermsAnnouncement: Sendable {
    let desk: OrderDesk

    /// In one transaction.
    private static let mostAtOnce = 20

    var duty: Duty { Duty("terms to announce", every: .minutes(1)) { _ in try await run() } }

    func run() async throws {
        let (today, now) = (desk.clock.now().day, desk.services.now())
        let book = try desk.services.database.read(desk.consents.book)
        for version in TermsNotice.announced(book, on: today) {
            while true {
                let told = try await desk.services.database.write { [self] database in
                    let due = try TermsNoticeStore.toTell(of: version, atMost: Self.mostAtOnce, database)
                    for (account, address) in due {
                        try TermsNoticeStore.noteTold(account, of: version, at: now, database)
                        try mail(address, of: version, at: now, database)
                    }
                    return due.count
                }
                if told < Self.mostAtOnce { break }
            }
        }
    }

    private func mail(
        _ address: MailAddress, of version: ConsentVersion, at now: Moment, _ database: Connection
    ) throws {
        let mails = desk.services.mails
        let view = TermsMailView(version: version, language: mails.language)
        try OutboxStore.add(
            mails.mail("terms.coming", to: address, "Terms/coming-mail", view), of: nil, at: now, database)
    }
}

private struct TermsMailView: ViewModel {
    let version: ConsentVersion
    let language: Language

    static let fields: ViewFields<TermsMailView> = [
        "name": { .text($0.version.document.name(in: $0.language)) },
        "from": { .text($0.version.from.text(in: $0.language)) },
        "announcement": { .text(TermsWords.announcement(of: $0.version, in: $0.language)) },
        "path": { .text(Terms.comparison(of: $0.version)) },
    ]
}
