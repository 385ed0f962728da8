import SQLite
import Shell
import Telephony

/// Passwords of many numbers at once, out of a file (PW-6).
enum PasswordImport {
    static let path = "/password/import"

    static let jobKind = PasswordJobKind(
        name: "passwords.import", work: .set, title: title, path: path, complete: complete)

    /// Why passwords of the file were not set at the end of the job.
    enum Refusal: Sendable {
        case unitChanged, notOfContract, changedMeanwhile
    }

    /// What the job has done.
    enum Effect: Sendable {
        case set(Int)
        case sessionsEnded
        case notSet(Int)
    }

    /// All new passwords at once, but for numbers of which this is no longer wanted or possible.
    private static func complete(
        _ job: FinishedPasswordJob, _ services: Services, _ database: Connection
    ) throws -> PasswordJobReport {
        let language = services.language
        guard try PasswordNumbersStore.hasAdministrator(job.contract, database) else {
            return PasswordJobReport(isDone: false, sentences: [Refusal.unitChanged.sentence(in: language)])
        }
        var (count, remarks) = (0, [PasswordJobReport.Remark]())
        for line in job.lines {
            if let refusal = try refusal(of: line, job, database) {
                remarks.append(PasswordJobReport.Remark(number: line.number, sentence: refusal.sentence(in: language)))
            } else if case .made(let hash) = line.outcome {
                try PasswordOfNumber.set(hash, of: line.number, by: job.actor, services.mails, database)
                count += 1
            }
        }
        let effects =
            (count > 0 ? [Effect.set(count), .sessionsEnded] : []) + (remarks.isEmpty ? [] : [.notSet(remarks.count)])
        return PasswordJobReport(
            isDone: count > 0, sentences: effects.map { $0.sentence(in: language) }, remarks: remarks)
    }

    private static func refusal(
        of line: PasswordJobLine, _ job: FinishedPasswordJob, _ database: Connection
    ) throws -> Refusal? {
        guard case .made = line.outcome else { return .notOfContract }
        let regular = try CredentialStore.find(line.number, database).state.regular
        return regular.map { $0.setAt > job.createdAt } ?? false ? .changedMeanwhile : nil
    }
}
