import Accounts
import HTTP
import SQLite
import Shell
import Telephony

/// 転送先電話番号の一括設定: on the person's word all of a file at once, or nothing.
struct BulkForwardingImportKind: ImportKind {
    let services: Services
    let destinations: Destination.Policy

    static let name = "bulk-forwarding.import"
    static let path = "/bulk-forwarding/import"
    static let samplePath = "/bulk-forwarding/sample.csv"
    static let templates = (form: "BulkForwarding/import", preview: "BulkForwarding/preview")
    static let keepsForms = true

    func isOpen(to person: Person) -> Bool { BulkForwarding.isOpen(to: person) }

    func export(_ visit: Visit<Person>) async throws -> Response {
        let (database, contract) = (services.database, visit.person.contractID)
        let bytes = try await services.work.files.run {
            let facts = try database.read { try BulkForwardingStore.facts(of: contract, $0) }
            return BulkForwardingUpload.download(facts, in: visit.language)
        }
        let number = visit.person.contractNumber
        return .csv(
            bytes, Self.fileName(of: number, in: visit.language), plainName: "bulk-forwarding_\(number.digits).csv")
    }

    // MARK: What a file would do

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Person>
    ) throws -> Result<BulkForwardingUpload, CSVProblem> {
        switch BulkForwardingUpload.Column.read(content) {
        case .failure(let problem): return .failure(problem)
        case .success(let table):
            let facts = try services.database.read { try BulkForwardingStore.facts(of: visit.person.contractID, $0) }
            return .success(
                BulkForwardingUpload(
                    table, facts: facts, policy: destinations, repairs: repairs))
        }
    }

    func form(_ visit: Visit<Person>, _ problems: [Problem]) throws -> BulkForwardingImportView {
        let state = try services.database.read {
            try BulkForwardingState.read(for: visit.person, in: visit.language, $0)
        }
        return BulkForwardingImportView(state: state, destinations: destinations, problems: problems)
    }

    func preview(
        _ file: BulkForwardingUpload, _ state: ImportState, _ visit: Visit<Person>
    ) throws -> BulkForwardingPreviewView {
        let service = try services.database.read {
            try BulkForwardingStore.service(of: visit.person.contractID, $0)
        }
        return BulkForwardingPreviewView(
            upload: file, state: state, language: visit.language,
            consequence: file.consequence(isOn: service.isOn).flatMap { $0.mustBeAsked ? $0 : nil },
            serviceVersion: service.version)
    }

    func sample(in language: Language) -> [UInt8] { BulkForwardingUpload.sample(in: language) }

    // MARK: Applying it

    /// What the preview showed, in one transaction, or the preview again when destinations have changed since.
    func apply(_ attempt: ImportAttempt<BulkForwardingImportKind>) async throws -> Response {
        let (file, visit) = (attempt.file, attempt.visit)
        guard let seen = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        if file.facts.latestChange == seen, file.wrong.isEmpty, let saved = try await save(attempt) {
            let isOn = try services.database.read {
                try BulkForwardingStore.service(of: visit.person.contractID, $0).isOn
            }
            return .done(
                .changed(
                    [Self.done(saved, isOn: isOn, in: visit.language)],
                    undo: saved.change.map { Notice.Undo(path: BulkForwardingHistoryPage.undoPath, change: $0) }),
                at: "/bulk-forwarding")
        }
        return try attempt.answerIfUsed() ?? attempt.preview(hasChanged: true)
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? {
        .done(Self.alreadyDone(in: language), at: "/bulk-forwarding")
    }

    /// Nil when somebody was quicker.
    private func save(
        _ attempt: ImportAttempt<BulkForwardingImportKind>
    ) async throws -> BulkForwarding.Saved? {
        let (actor, mails, agreed) = (attempt.visit.actor, services.mails, attempt.visit.form["agreed"])
        return try await services.database.write { database in
            let saved = try BulkForwardingChangeStore.apply(
                attempt.file, agreed: agreed, fileName: attempt.upload.fileName,
                of: attempt.visit.person.contractID, by: actor, telling: mails, database)
            if saved != nil { try PendingUploadStore.markUsed(attempt.upload, database) }
            return saved
        }
    }
}
