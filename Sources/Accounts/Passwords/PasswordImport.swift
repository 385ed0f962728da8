import SQLite
import Shell
import Telephony

/// Passwords of many numbers at once, out of a file (PW-6).
enum PasswordImport {
    static let path = "/password/import"

    static let jobKind = PasswordJobKind(
        name: "passwords.import", work: .set, title: { _ in "パスワードの一括設定" }, path: path, complete: complete)

    /// All new passwords at once, but for numbers of which this is no longer wanted or possible.
    private static func complete(
        _ job: FinishedPasswordJob, _ services: Services, _ database: Connection
    ) throws -> PasswordJobReport {
        guard try PasswordNumbersStore.hasAdministrator(job.contract, database) else {
            return PasswordJobReport(
                isDone: false, sentences: ["処理の間に認証単位が変わったため、パスワードを設定しませんでした。"])
        }
        var (count, remarks) = (0, [PasswordJobReport.Remark]())
        for line in job.lines {
            if let reason = try refusal(of: line, job, database) {
                remarks.append(PasswordJobReport.Remark(number: line.number, sentence: reason))
            } else if case .made(let hash) = line.outcome {
                try PasswordOfNumber.set(hash, of: line.number, by: job.actor, services.mails, database)
                count += 1
            }
        }
        return report(count, remarks)
    }

    private static func refusal(
        of line: PasswordJobLine, _ job: FinishedPasswordJob, _ database: Connection
    ) throws -> String? {
        guard case .made = line.outcome else {
            return "ご契約の電話番号ではなくなったため、設定していません。"
        }
        let regular = try CredentialStore.find(line.number, database).state.regular
        guard let regular, regular.setAt > job.createdAt else { return nil }
        return "処理の間に別の操作でパスワードが変更されたため、設定していません。"
    }

    private static func report(_ count: Int, _ remarks: [PasswordJobReport.Remark]) -> PasswordJobReport {
        var sentences: [String] = []
        if count > 0 {
            sentences.append("\(count.inGroups)番号のパスワードを設定しました。新しいパスワードを、それぞれの番号をお使いの方にお伝えください。")
            sentences.append("その番号でのログインはすべて終了しました。次にログインしたときに、パスワードの変更が必要です。")
        }
        if !remarks.isEmpty { sentences.append("\(remarks.count.inGroups)番号は設定していません。理由は下の表のとおりです。") }
        return PasswordJobReport(isDone: count > 0, sentences: sentences, remarks: remarks)
    }
}
