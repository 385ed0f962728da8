import SQLite
import Shell
import Telephony

/// The comparing of a file's passwords, and what it comes to.
enum AuthenticationUnitJob {
    static let kind = PasswordJobKind(
        name: "authentication-unit.passwords", work: .check, title: { _ in "認証単位変更" },
        path: "\(AuthenticationUnits.path)/check", complete: complete)

    /// All right: the change can be made on the person's word. Otherwise each wrong one is counted once (AUTH-4).
    private static func complete(
        _ job: FinishedPasswordJob, _ services: Services, _ database: Connection
    ) throws -> PasswordJobReport {
        guard let change = AuthenticationUnitChange(rawValue: job.details),
            let facts = try AuthenticationUnitStore.facts(of: job.contract, at: job.now, database),
            facts.unit == change.from, facts[job.number] != nil
        else { return refused("処理の間に、ほかの操作で認証単位または電話番号が変更されました。") }
        let remarks = try remarks(of: job, services.mails, database)
        guard remarks.isEmpty else {
            return PasswordJobReport(
                isDone: false,
                sentences: ["\(remarks.count.inGroups)番号のパスワードを確認できませんでした。下の表の番号を直して、もう一度CSVファイルを選択してください。"],
                remarks: remarks)
        }
        guard Set(job.lines.map(\.number)) == Set(facts.numbers.map(\.number)) else {
            return refused("処理の間に、ご契約に電話番号が追加されました。")
        }
        try AuthenticationUnitStore.forgetMisses(of: job.lines.map(\.number), but: [], database)
        try AuthenticationUnitProofStore.keep(AuthenticationUnitProof(change, facts, by: job), of: job.number, database)
        return PasswordJobReport(
            isDone: true,
            sentences: [
                "すべての電話番号のパスワードを確認しました。認証単位はまだ変更していません。",
                "1時間以内に「戻る」を押して、内容を確かめてから変更してください。",
            ])
    }

    private static func refused(_ reason: String) -> PasswordJobReport {
        PasswordJobReport(isDone: false, sentences: [reason + "もう一度はじめからお試しください。"])
    }

    private static func remarks(
        of job: FinishedPasswordJob, _ mails: MailTemplates, _ database: Connection
    ) throws -> [PasswordJobReport.Remark] {
        var remarks: [PasswordJobReport.Remark] = []
        for line in job.lines {
            let sentence: String
            switch line.outcome {
            case .right, .made: continue
            case .wrong:
                let miss = CredentialMiss(place: .unitChange, number: line.number, actor: job.actor)
                let state = try CredentialStore.find(line.number, database).state
                let isVoid = try miss.count(in: state, mails, database).contains(.regular)
                sentence =
                    "パスワードが正しくありません。"
                    + (isVoid ? "間違いが\(CredentialKind.regular.allowedMisses)回続いたため、このパスワードは無効になりました。" : "")
            case .changed: sentence = "処理の間に、別の操作でパスワードが変更されました。"
            case .noPassword: sentence = "パスワードがないか、無効になっています。"
            case .notOfContract: sentence = "ご契約の電話番号ではなくなりました。"
            }
            remarks.append(PasswordJobReport.Remark(number: line.number, sentence: sentence))
        }
        return remarks
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
