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
    ) async throws -> [Problem] {
        try await judged(answers, contract, visit).filter { item == nil || $0.item == item }.map(\.problem)
    }

    /// The same with the item of each; nil: of no single one.
    func judged(
        _ answers: DatedOrderAnswers, _ contract: VoiceContract, _ visit: Visit<Employee>
    ) async throws -> [(item: DatedItem?, problem: Problem)] {
        let (items, language) = (DatedItems(answers), visit.language)
        var judged = items.faults.map { ($0.place.item as DatedItem?, $0.fault.problem(at: $0.place, in: language)) }
        for (place, problem) in try await check(answers, contract, visit).problems {
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

    /// A draft and the file that it names: neither of them without the other.
    func keep(
        _ answers: DatedOrderAnswers, _ file: EvidenceFile?, for purpose: EvidenceFile.Purpose, _ opened: Opened,
        _ visit: Visit<Employee>
    ) async throws -> KeptDraft {
        let (draft, applicant, now, key) = (opened.draft.reference, visit.applicant, visit.now, services.key)
        return try await keep(answers, opened, visit) { database in
            guard let file else { return }
            _ = try EvidenceStore.keep(file, for: purpose, of: draft.id, from: applicant, at: now, key, database)
        }
    }
}
