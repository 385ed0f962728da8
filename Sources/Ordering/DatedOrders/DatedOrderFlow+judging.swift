import Exchange
import HTTP
import SQLite
import Shell
import Telephony

extension DatedOrderFlow {
    /// All that is wrong with what was typed, and with what is wished of the contract as it is now.
    /// - Parameter item: nil: of the whole order.
    func problems(
        _ answers: DatedOrderAnswers, of item: DatedItem?, _ contract: VoiceContract, _ visit: Visit<Employee>
    ) throws -> [Problem] {
        let items = DatedItems(answers)
        let language = visit.language
        let typed = items.faults.filter { item == nil || $0.place.item == item }
            .map { $0.fault.problem(at: $0.place, in: language) }
        let found = try check(answers, contract, visit).problems.compactMap { place, problem -> Problem? in
            guard let place else {
                return item == nil ? Problem("items", problem.sentence(in: language)) : nil
            }
            let typed = items.places[place]
            guard item == nil || typed.item == item else { return nil }
            return Problem(typed.field, typed.named(problem.sentence(in: language), in: language))
        }
        return typed + found
    }

    // MARK: Files

    /// A file that came with a form, judged; nil where none was chosen.
    func file(
        _ field: String, _ purpose: EvidenceFile.Purpose, _ visit: Visit<Employee>
    ) async throws -> Result<EvidenceFile, EvidenceFile.Problem>? {
        guard let sent = visit.form.file(field) else { return nil }
        return try await services.work.files.run { EvidenceFile.read(name: sent.filename, sent.bytes) }
    }

    func keep(
        _ file: EvidenceFile, for purpose: EvidenceFile.Purpose, _ draft: OrderDraft.Reference,
        _ visit: Visit<Employee>
    ) async throws {
        let (applicant, now, key) = (visit.applicant, visit.now, services.key)
        _ = try await services.database.write {
            try EvidenceStore.keep(file, for: purpose, of: draft.id, from: applicant, at: now, key, $0)
        }
    }

    func forget(
        _ purpose: EvidenceFile.Purpose, _ draft: OrderDraft.Reference, _ visit: Visit<Employee>
    ) async throws {
        let company = visit.person.company
        try await services.database.write { try EvidenceStore.remove(purpose, of: draft.id, of: company, $0) }
    }
}
