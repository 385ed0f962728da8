/// A rule that a new password breaks.
enum PasswordFault: Sendable, Equatable {
    case empty, otherCharacters, digitsOnly, equalRun, sequence, telephoneNumber, common, current
    case length(Int)

    /// Says what is wrong and how to mend it, and never repeats what was typed.
    func sentence(naming label: String) -> String {
        switch self {
        case .empty: "\(label)を入力してください。"
        case .length(let count): "\(label)は8文字以上12文字以内で入力してください（現在\(count)文字）。"
        case .otherCharacters: "\(label)は半角の英字と数字だけで入力してください。"
        case .digitsOnly: "\(label)には英字も入れてください（数字のみの設定はできません）。"
        case .equalRun: "\(label)には、0000、aaaaのように同じ文字を4つ以上続けて入れないでください。"
        case .sequence: "\(label)には、1234、dcbaのように順に並ぶ文字を4つ以上続けて入れないでください。"
        case .telephoneNumber: "\(label)には、ご契約の電話番号を入れないでください。"
        case .common: "\(label)は、よく使われていて他人に推測されやすいものです。別のパスワードを入力してください。"
        case .current: "\(label)は、現在のパスワードと違うものを入力してください。"
        }
    }
}
