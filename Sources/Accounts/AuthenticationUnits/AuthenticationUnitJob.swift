import SQLite
import Shell
import Telephony

/// The comparing of a file's passwords, and what it comes to.
enum AuthenticationUnitJob {
    static let kind = PasswordJobKind(
        name: "authentication-unit.passwords", work: .check, title: AuthenticationUnits.title,
        path: "\(AuthenticationUnits.path)/check", complete: complete)

    /// What it comes to.
    enum Conclusion: Sendable {
        case proved
        /// So many passwords are not; their lines say why.
        case notProved(Int)
        /// While they were compared.
        case unitOrNumberChanged, numbersAdded

        fileprivate var isProved: Bool { if case .proved = self { true } else { false } }
    }

    /// Why the password of a line proves nothing.
    enum LineProblem: Sendable {
        /// `isVoid`: it was the last allowed miss.
        case wrong(isVoid: Bool)
        case changed, noPassword, notOfContract
    }

    private static func complete(
        _ job: FinishedPasswordJob, _ services: Services, _ database: Connection
    ) throws -> PasswordJobReport {
        let language = services.language
        var remarks: [PasswordJobReport.Remark] = []
        let conclusion = try conclude(job, services.mails, database) { number, problem in
            remarks.append(PasswordJobReport.Remark(number: number, sentence: problem.sentence(in: language)))
        }
        return PasswordJobReport(
            isDone: conclusion.isProved, sentences: conclusion.sentences(in: language), remarks: remarks)
    }

    /// All right: the change can be made on the person's word. Otherwise each wrong one is counted once (AUTH-4).
    private static func conclude(
        _ job: FinishedPasswordJob, _ mails: MailTemplates, _ database: Connection,
        remark: (PhoneNumber, LineProblem) -> Void
    ) throws -> Conclusion {
        guard let change = AuthenticationUnitChange(rawValue: job.details),
            let facts = try AuthenticationUnitStore.facts(of: job.contract, at: job.now, database),
            facts.unit == change.from, facts[job.number] != nil
        else { return .unitOrNumberChanged }
        var count = 0
        for line in job.lines {
            guard let problem = try problem(of: line, job, mails, database) else { continue }
            remark(line.number, problem)
            count += 1
        }
        guard count == 0 else { return .notProved(count) }
        guard Set(job.lines.map(\.number)) == Set(facts.numbers.map(\.number)) else { return .numbersAdded }
        try AuthenticationUnitStore.forgetMisses(of: job.lines.map(\.number), but: [], database)
        try AuthenticationUnitProofStore.keep(AuthenticationUnitProof(change, facts, by: job), of: job.number, database)
        return .proved
    }

    private static func problem(
        of line: PasswordJobLine, _ job: FinishedPasswordJob, _ mails: MailTemplates, _ database: Connection
    ) throws -> LineProblem? {
        switch line.outcome {
        case .right, .made: return nil
        case .wrong:
            let isVoid = try CredentialMiss.isLast(of: line.number, by: job.actor, mails, database)
            return .wrong(isVoid: isVoid)
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

extension CredentialMiss {
    /// A wrong password of one number among many, counted as at its sign-in (AUTH-4); whether it was the last allowed one.
    static func isLast(
        of number: PhoneNumber, by actor: Actor, _ mails: MailTemplates, _ database: Connection
    ) throws -> Bool {
        let state = try CredentialStore.find(number, database).state
        return try CredentialMiss(place: .unitChange, number: number, actor: actor)
            .count(in: state, mails, database).contains(.regular)
    }
}
