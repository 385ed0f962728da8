extension MailAddressProblem {
    /// Says what is wrong and how to mend it; `label` is the name of the control or column.
    package func sentence(naming label: String, in language: Language) -> String {
        switch language {
        case .japanese: japanese(label)
        }
    }

    private func japanese(_ label: String) -> String {
        switch self {
        case .empty: "\(label)を入力してください。"
        case .length(let count): "\(label)は半角\(MailAddress.longest)文字以内で入力してください（現在\(count)文字）。"
        case .otherCharacters: "\(label)は半角の英数字と記号（- _ . ! $ % ' * + / ? ^ # @）だけで入力してください。"
        case .noAtSign: "\(label)に「@」が入っていません。例：hikari@example.jp"
        case .manyAtSigns: "\(label)の「@」は1つだけにしてください。"
        case .startsWithAtSign: "\(label)は「@」で始められません。「@」の前も入力してください。"
        case .endsWithAtSign: "\(label)は「@」で終われません。「@」の後ろも入力してください。"
        case .endsWithPeriod: "\(label)は「.」で終われません。最後の「.」を消してください。"
        }
    }
}
