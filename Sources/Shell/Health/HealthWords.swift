import Telephony

extension HealthProblem {
    /// For the operator's mail.
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .databaseSilent: "データベースが応答しません。"
            case .savingFails(_, let why): "設定を保存できません。（\(why)）"
            case .savingHangs: "設定の保存が終わりません。"
            case .diskFull:
                "ディスクがいっぱいです。ログイン、ログアウト、一括転送の開始・停止のほかは保存できません。不要なファイルを削除してください。"
            case .dutyHangs(let name, _): "定期処理が終わりません。（\(name)）"
            case .dutyFails(let name, _): "定期処理に失敗しています。（\(name)）理由はログをご覧ください。"
            case .certificateOver: "サーバー証明書の有効期限が切れました。"
            case .diskLow: "ディスクの空きが少なくなりました。"
            case .certificateEnds: "サーバー証明書の有効期限が近づきました。"
            case .noticed(let notice): notice.line
            }
        }
    }
}
