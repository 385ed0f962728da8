import Accounts
import Crypto
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 転送先電話番号の一括設定: a file is read, shown as what it would change, and applied on the person's word.
struct BulkForwardingImportPage: Sendable {
    let services: Services
    let destinations: Destination.Policy

    static let path = "/bulk-forwarding/import"
    static let bodyLimit = CSVUpload.bodyLimit

    func show(_ visit: Visit<Person>) throws -> Response {
        try page(visit)
    }

    /// Reads the file, keeps it for the person's word, and shows what it would change. Nothing is changed yet.
    func preview(_ visit: Visit<Person>) async throws -> Response {
        guard let file = visit.form.file("file") else { return try page(visit, .missing) }
        switch try await read(file.bytes, visit) {
        case .failure(let unreadable): return try page(visit, unreadable)
        case .success(let read):
            let token = Base64URL.encode(services.random(16))
            let (number, contract, now) = (visit.person.number, visit.person.contractID, visit.now)
            try await services.database.write { database in
                try BulkForwardingUploadStore.keep(
                    file.bytes, fileName: file.filename, tokenHash: SHA256.hash(Array(token.utf8)), number: number,
                    contract: contract, at: now, database)
            }
            return try preview(read, visit, token: token, fileName: file.filename)
        }
    }

    /// FWD-5: the same file once more, with the lost zeros put back.
    func repair(_ visit: Visit<Person>) async throws -> Response {
        guard let pending = try pending(visit.form, visit), !pending.upload.isApplied else {
            return try page(visit, .gone)
        }
        switch try await read(pending.upload.content, visit, repairsLostZeros: true) {
        case .failure(let unreadable): return try page(visit, unreadable)
        case .success(let read):
            return try preview(
                read, visit, token: pending.token, fileName: pending.upload.fileName, repairsLostZeros: true)
        }
    }

    /// Applies what the preview showed, in one transaction, or shows the preview again when destinations have changed since.
    func apply(_ visit: Visit<Person>) async throws -> Response {
        guard let seen = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        guard let pending = try pending(visit.form, visit) else { return try page(visit, .gone) }
        if pending.upload.isApplied { return alreadyDone }
        let repairsLostZeros = visit.form["repaired"] == "1"
        let outcome = try await read(pending.upload.content, visit, repairsLostZeros: repairsLostZeros)
        guard case .success(let read) = outcome else { return try page(visit, .gone) }
        if read.facts.latestChange == seen, read.upload.wrong.isEmpty,
            let saved = try await apply(read, pending, visit)
        {
            return try done(saved, visit)
        }
        // The first of two clicks may have been quicker by a hair.
        if try self.pending(visit.form, visit)?.upload.isApplied == true { return alreadyDone }
        return try preview(
            read, visit, token: pending.token, fileName: pending.upload.fileName, repairsLostZeros: repairsLostZeros,
            hasChanged: true)
    }

    func wrongLines(_ visit: Visit<Person>) async throws -> Response {
        guard let pending = try pending(visit.query, visit), !pending.upload.isApplied,
            case .success(let read) = try await read(
                pending.upload.content, visit, repairsLostZeros: visit.query["repaired"] == "1")
        else { throw PageRefusal.notFound }
        return csv(CSVComplaint.file(read.upload.wrong.map(\.complaint)), "一括設定のエラー.csv")
    }

    func export(_ visit: Visit<Person>) async throws -> Response {
        let (database, contract) = (services.database, visit.person.contractID)
        let bytes = try await services.work.files.run {
            BulkForwardingFile.download(try database.read { try BulkForwardingStore.facts(of: contract, $0) })
        }
        return csv(bytes, "転送先電話番号_\(visit.person.contractNumber.digits).csv")
    }

    func sample(_ visit: Visit<Person>) -> Response {
        csv(BulkForwardingFile.sample, "一括設定の見本.csv")
    }

    // MARK: Reading and applying

    private struct Pending {
        let token: String
        let upload: BulkForwardingUploadStore.Pending
    }

    /// The file that the form speaks of, if it is this number's and still waits.
    private func pending(_ form: Form, _ visit: Visit<Person>) throws -> Pending? {
        guard let token = form["upload"] else { throw FormProblem.malformed }
        let upload = try services.database.read { database in
            try BulkForwardingUploadStore.find(
                tokenHash: SHA256.hash(Array(token.utf8)), number: visit.person.number, at: visit.now, database)
        }
        return upload.map { Pending(token: token, upload: $0) }
    }

    private func read(
        _ content: [UInt8], _ visit: Visit<Person>, repairsLostZeros: Bool = false
    ) async throws -> Result<BulkForwardingFile, CSVUpload.Unreadable> {
        let (database, contract) = (services.database, visit.person.contractID)
        let policy = destinations
        return try await services.work.files.run {
            try database.read { database in
                try BulkForwardingFile.read(
                    content, of: contract, policy: policy, repairsLostZeros: repairsLostZeros, database)
            }
        }
    }

    /// Nil when somebody was quicker.
    private func apply(
        _ read: BulkForwardingFile, _ pending: Pending, _ visit: Visit<Person>
    ) async throws -> BulkForwarding.Saved? {
        let (actor, number, mails) = (visit.actor, visit.person.number, services.mails)
        let contract = visit.person.contractID
        let (fileName, tokenHash) = (pending.upload.fileName, SHA256.hash(Array(pending.token.utf8)))
        return try await services.database.write { database in
            let saved = try BulkForwardingChangeStore.apply(
                read.upload, judgedBy: read.facts, fileName: fileName, of: contract, by: actor,
                telling: mails, database)
            if saved != nil {
                try BulkForwardingUploadStore.markApplied(tokenHash: tokenHash, number: number, database)
            }
            return saved
        }
    }

    // MARK: Answers

    private var alreadyDone: Response {
        .done(Notice("このファイルの内容は設定してあります"), at: "/bulk-forwarding")
    }

    private func done(_ saved: BulkForwarding.Saved, _ visit: Visit<Person>) throws -> Response {
        let isOn = try services.database.read {
            try BulkForwardingStore.service(of: visit.person.contractID, $0).isOn
        }
        return .done(
            .changed(
                ["\(saved.rows.inGroups)番号の転送先を一括で変更しました。" + BulkForwarding.effect(isOn: isOn, in: visit.language)],
                undo: saved.change.map { Notice.Undo(path: "/bulk-forwarding/undo", change: $0) }),
            at: "/bulk-forwarding")
    }

    private func preview(
        _ read: BulkForwardingFile, _ visit: Visit<Person>, token: String, fileName: String,
        repairsLostZeros: Bool = false,
        hasChanged: Bool = false
    ) throws -> Response {
        let view = BulkForwardingPreviewView(
            read: read, token: token, fileName: fileName, repairsLostZeros: repairsLostZeros, hasChanged: hasChanged)
        return try services.page(
            "BulkForwarding/preview", view, for: visit,
            problems: CSVComplaint.problem(read.upload.wrong.count).map { [$0] } ?? [],
            status: hasChanged ? .conflict : nil)
    }

    /// The form to choose a file, with what was wrong with the last one.
    private func page(_ visit: Visit<Person>, _ unreadable: CSVUpload.Unreadable? = nil) throws -> Response {
        let problems = unreadable.map { [Problem("file", $0.sentence)] } ?? []
        let state = try services.database.read {
            try BulkForwardingState.read(for: visit.person, in: visit.language, $0)
        }
        let view = BulkForwardingImportView(state: state, problems: problems)
        return try services.page("BulkForwarding/import", view, for: visit, problems: problems)
    }

    private func csv(_ bytes: [UInt8], _ filename: String) -> Response {
        .download(bytes, filename: filename, contentType: "text/csv; charset=utf-8")
    }
}
