import Shell
import Telephony

extension Maintenance {
    func announcement(in language: Language) -> Banner.Words {
        let (from, to) = (begin.dayAndTimeText(in: language), end.dayAndTimeText(in: language))
        return switch language {
        case .japanese:
            Banner.Words(
                "\(from)から\(to)まで、メンテナンスのためお申し込みを受け付けません（\(text)）。", short: "\(from)から\(to)までメンテナンス")
        }
    }
}
