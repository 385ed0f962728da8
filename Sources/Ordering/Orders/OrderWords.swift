import Exchange
package import Telephony

extension OrderKind {
    /// 「契約新規」
    package func name(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .new: "契約新規"
            }
        }
    }
}

extension WorkFailure {
    /// Why, and that nothing has changed.
    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .taken: "お申し込みの内線番号の中に、すでに使われている番号がありました。"
            case .noRoom: "設備に空きがなく、工事を行えませんでした。"
            case .malformed: "お申し込みの内容を設備に登録できませんでした。"
            case .equipment: "工事中に設備の故障が起きたため、工事の前の状態に戻しました。"
            }
        }
    }
}
