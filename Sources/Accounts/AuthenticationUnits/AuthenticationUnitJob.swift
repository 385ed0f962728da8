import SQLite
import Shell
import Telephony

/// The comparing of a file's passwords, and what it comes to.
enum AuthenticationUnitJob {
    static let kind = PasswordJobKind(
        name: "authentication-unit.passwords", work: .check, title: AuthenticationUnits.title(in:),
        path: "\(AuthenticationUnits.path)/check", complete: complete)

    /// Why the change cannot be made now.
    enum Refusal {
        case changed, numberAdded
        /// So many numbers have remarks.
        case remarks(Int)
    }

    /// What is to be said of one number.
    enum Remark {
        case wrong(isVoid: Bool)
        case changed, noPassword, notOfContract
    }

    /// All right: the change can be made on the person's word. Otherwise each wrong one is counted once (AUTH-4).
    private static func complete(
        _ job: FinishedPasswordJob, _ services: Services, _ database: Connection
    ) throws -> PasswordJobReport {
        func refused(_ refusal: Refusal, _ remarks: [PasswordJobReport.Remark] = []) -> PasswordJobReport {
            PasswordJobReport(isDone: false, sentences: [refusal.sentence(in: services.language)], remarks: remarks)
        }
        guard let change = AuthenticationUnitChange(rawValue: job.details),
            let facts = try AuthenticationUnitStore.facts(of: job.contract, at: job.now, database),
            facts.unit == change.from, facts[job.number] != nil
        else { return refused(.changed) }
        let remarks = try job.lines.compactMap { line in
            try remark(on: line, of: job, services.mails, database).map {
                PasswordJobReport.Remark(number: line.number, sentence: $0.sentence(in: services.language))
            }
        }
        guard remarks.isEmpty else { return refused(.remarks(remarks.count), remarks) }
        guard Set(job.lines.map(\.number)) == Set(facts.numbers.map(\.number)) else { return refused(.numberAdded) }
        try AuthenticationUnitStore.forgetMisses(of: job.lines.map(\.number), but: [], database)
        try AuthenticationUnitProofStore.keep(AuthenticationUnitProof(change, facts, by: job), of: job.number, database)
        return PasswordJobReport(isDone: true, sentences: proved(in: services.language))
    }

    private static func remark(
        on line: PasswordJobLine, of job: FinishedPasswordJob, _ mails: MailTemplates, _ database: Connection
    ) throws -> Remark? {
        switch line.outcome {
        case .right, .made: return nil
        case .wrong:
            let miss = CredentialMiss(place: .unitChange, number: line.number, actor: job.actor)
            let state = try CredentialStore.find(line.number, database).state
            return .wrong(isVoid: try miss.count(in: state, mails, database).contains(.regular))
        case .changed: return .changed
        case .noPassword: return .noPassword
        case .notOfContract: return .notOfContract
        }
    }
}

extension AuthenticationUnitProof {
    /// What the lines of a job have been found right against is what is stored at its end.
    fileprivate init(_ change: AuthenticationUnitChange, _ facts: AuthenticationUnitFacts, by job: FinishedPasswordJob)
    {
        self.init(
            change: change, session: job.session, enteredAt: job.createdAt, provedAt: job.now,
            numbersMark: facts.numbersMark(for: change),
            passwordsMark: facts.passwordsMark(for: change, actor: job.number))
    }
}
