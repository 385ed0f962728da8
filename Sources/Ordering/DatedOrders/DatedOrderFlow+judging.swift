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
        try judged(answers, contract, visit).filter { item == nil || $0.item == item }.map(\.problem)
    }

    /// The same with the item of each; nil: of no single one.
    func judged(
        _ answers: DatedOrderAnswers, _ contract: VoiceContract, _ visit: Visit<Employee>
    ) throws -> [(item: DatedItem?, problem: Problem)] {
        let (items, language) = (DatedItems(answers), visit.language)
        var judged = items.faults.map { ($0.place.item as DatedItem?, $0.fault.problem(at: $0.place, in: language)) }
        for (place, problem) in try check(answers, contract, visit).problems {
            let sentence = problem.sentence(in: language)
            if let place {
                let typed = items.places[place]
                judged.append((typed.item, Problem(typed.field, typed.named(sentence, in: language))))
            } else {
                judged.append((nil, Problem("items", sentence)))
            }
        }
        return judged.map { (item: $0.0, problem: $0.1) }
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
