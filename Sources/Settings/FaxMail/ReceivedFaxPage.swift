import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 受信FAX内容確認: the faxes of a number, and each as a file.
struct ReceivedFaxPage: Sendable {
    let forms: FaxMailForms

    private static let path = FaxMail.service.path + "/received"
    static let filePath = path + "/file"
    static let deletionPath = path + "/delete"

    private var services: Services { forms.services }

    var routes: [SiteRoute<Person>] {
        let isOpen: @Sendable (Person) -> Bool = { FaxMail.service.isOpen(to: $0) }
        return [
            .page(.get, Self.path, allowed: isOpen, show),
            // To ask for a page changes nothing; to have a fax marks it as read.
            .page(.post, Self.filePath, allowed: isOpen, file).unkept,
            .page(.post, Self.deletionPath, allowed: isOpen, delete),
        ]
    }

    func show(_ visit: Visit<Person>) throws -> Response {
        let view = try services.database.read { database -> ReceivedFaxesView? in
            guard
                let key = try forms.service.number(
                    named: visit.query[NumberService.field], for: visit.person, database)
            else { return nil }
            return ReceivedFaxesView(
                frame: try frame(visit, key, database),
                faxes: try ReceivedFaxStore.list(of: key, database), policy: forms.policy, language: visit.language)
        }
        guard let view else { return .redirect(to: FaxMail.service.path) }
        return try services.page("FaxMail/received", view, for: visit)
    }

    func file(_ visit: Visit<Person>) async throws -> Response {
        let (id, key) = try named(visit)
        guard let kind = visit.form["kind"].flatMap(FaxFileKind.init) else { throw FormProblem.malformed }
        let (secret, database) = (services.key, services.database)
        let found = try await services.work.files.run { () -> (fax: FaxMail.Received, file: [UInt8])? in
            guard
                let content = try database.read({ try ReceivedFaxStore.content(id, of: key, secret, $0) })
            else { return nil }
            return (content.fax, try kind.file(of: content.tiff))
        }
        guard let found else { throw PageRefusal.notFound }
        try await database.write { try ReceivedFaxStore.markRead(id, of: key, $0) }
        let stamp = found.fax.at.spreadsheetText.filter(\.isNumber)
        let name = "fax-\(key.number.digits)-\(stamp).\(kind.ending)"
        return .download(found.file, filename: name, plainName: name, contentType: kind.contentType)
    }

    /// 削除: asked first. Who has it gone already, by somebody else or by a button pressed twice, is told so.
    func delete(_ visit: Visit<Person>) async throws -> Response {
        let (id, key) = try named(visit)
        let (list, actor) = (FaxMail.service.path("received", of: key.number), visit.actor)
        guard visit.form["step"] == "confirm" else {
            guard let fax = try services.database.read({ try ReceivedFaxStore.find(id, of: key, $0) }) else {
                return .done(FaxMail.alreadyGone(in: visit.language), at: list)
            }
            let view = try services.database.read { database in
                FaxDeletionView(
                    frame: try frame(visit, key, database),
                    fax: ReceivedFaxView(fax: fax, policy: forms.policy, language: visit.language))
            }
            return try services.page("FaxMail/delete", view, for: visit)
        }
        let gone = try await services.database.write { database -> FaxMail.Received? in
            guard let fax = try ReceivedFaxStore.find(id, of: key, database) else { return nil }
            try ReceivedFaxStore.delete(id, of: key, database)
            try actor.audit("fax-mail.deleted", subject: key.number.digits, before: fax.auditText, database)
            return fax
        }
        let notice = gone.map { FaxMail.deleted($0, in: visit.language) } ?? FaxMail.alreadyGone(in: visit.language)
        return .done(notice, at: list)
    }

    /// Which fax, of which number of this person's.
    private func named(_ visit: Visit<Person>) throws -> (id: Int, key: NumberKey) {
        guard let id = visit.form["fax"].flatMap({ Int($0) }), let digits = visit.form[NumberService.field] else {
            throw FormProblem.malformed
        }
        let key = try services.database.read {
            try forms.service.number(named: digits, for: visit.person, $0)
        }
        guard let key else { throw PageRefusal.notFound }
        return (id, key)
    }

    /// Without remarks: those about addresses are for the forms.
    private func frame(_ visit: Visit<Person>, _ key: NumberKey, _ database: Connection) throws -> NumberFrameView {
        NumberFrameView(
            service: forms.service, number: key.number,
            hasOthers: try forms.service.choice(for: visit.person, atMost: 2, database).count > 1, remarks: [],
            language: visit.language)
    }
}

/// As what a fax is had: as it came, or as everybody's programs show it.
enum FaxFileKind: String, Sendable {
    case tiff, pdf

    var ending: String { self == .tiff ? "tif" : "pdf" }

    var contentType: String { self == .tiff ? "image/tiff" : "application/pdf" }

    func file(of tiff: [UInt8]) throws -> [UInt8] {
        switch self {
        case .tiff: tiff
        case .pdf: FaxPDF.file(try FaxImage(reading: tiff), of: tiff)
        }
    }
}

struct ReceivedFaxesView: ViewModel {
    let frame: NumberFrameView
    let faxes: [FaxMail.Received]
    let policy: FaxMailPolicy
    let language: Language

    static let fields: ViewFields<ReceivedFaxesView> = [
        "frame": { .object($0.frame) },
        "faxes": { view in
            .list(view.faxes.map { ReceivedFaxView(fax: $0, policy: view.policy, language: view.language) })
        },
        "isEmpty": { .flag($0.faxes.isEmpty) },
        "count": { .text($0.faxes.count.inGroups) },
        "unread": { .text($0.faxes.count { !$0.isRead }.inGroups) },
        "share": { .text("\($0.share)") },
        "isNearlyFull": { .flag($0.share >= ReceivedFaxesView.nearlyFull) },
        "keptDays": { .text($0.policy.keptDays.inGroups) },
        "mostFaxes": { .text($0.policy.mostFaxes.inGroups) },
        "mostMegabytes": { .text($0.policy.mostMegabytes.inGroups) },
    ]

    private static let nearlyFull = 80

    /// Per cent of what may be kept.
    private var share: Int {
        let bytes = faxes.reduce(0) { $0 + $1.bytes }
        return min(100, max(bytes * 100 / max(1, policy.mostBytes), faxes.count * 100 / max(1, policy.mostFaxes)))
    }
}

private struct ReceivedFaxView: ViewModel {
    let fax: FaxMail.Received
    let policy: FaxMailPolicy
    let language: Language

    static let fields: ViewFields<ReceivedFaxView> = [
        "id": { .integer($0.fax.id) },
        "at": { .text($0.fax.at.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.fax.at.machineText) },
        "until": { view in
            .text((view.fax.at + .days(view.policy.keptDays)).dateAndTimeText(in: view.language))
        },
        "caller": { .text($0.fax.caller.words(in: $0.language)) },
        "pages": { .text($0.fax.pages.inGroups) },
        "kilobytes": { .text(max(1, ($0.fax.bytes + 1023) / 1024).inGroups) },
        "isRead": { .flag($0.fax.isRead) },
    ]
}

/// 削除, asked.
private struct FaxDeletionView: ViewModel {
    let frame: NumberFrameView
    let fax: ReceivedFaxView

    static let fields: ViewFields<FaxDeletionView> = ["frame": { .object($0.frame) }, "fax": { .object($0.fax) }]
}
