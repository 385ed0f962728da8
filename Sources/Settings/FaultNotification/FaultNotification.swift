import Contracts
import Shell
import Telephony

/// 故障・回復通知: when test calls find a line dead, or back again, its people are told by mail, and bulk forwarding starts or
/// stops by itself if they wish it.
///
/// The words and the rules of the feature; nothing in here knows pages or the database.
enum FaultNotification {
    static let addressLimit = 20
    static let customerNameLimit = 20
    static let siteNameLimit = 32

    /// All that a contract has set; each form has its own version, which grows by one with every change (AUTH-13).
    package struct Settings: Sendable, Equatable {
        var customerName = ""
        var siteName = ""
        var mailVersion = 0
        var addressesVersion = 0
        /// 一括転送自動開始, 一括転送自動停止.
        var startsForwarding = false
        var stopsForwarding = false
        var automaticVersion = 0
        var isOn = false
        var serviceVersion = 0

        /// FAULT-4: what would be left without anybody to tell.
        var needsRecipient: Bool { isOn || startsForwarding || stopsForwarding }
    }

    /// One of the places for an address.
    struct Recipient: Sendable, Equatable {
        /// 1…20
        let place: Int
        let address: MailAddress
        /// 送信
        let isTicked: Bool
        let hours: FaultNotificationHours
    }

    /// What FAULT-5 takes as a name; half-width kana become full-width ones, spaces around it go.
    static func readName(_ typed: String, label: String, limit: Int, field: String) -> Result<String, Problem> {
        let name = KanaWidth.full(typed).trimmed
        if name.unicodeScalars.contains(where: Contracts.isControl) {
            return .failure(Problem(field, "\(label)に、改行などの制御文字は使えません。"))
        }
        guard name.count <= limit, name.utf8.count <= limit * 16 else {
            return .failure(Problem(field, "\(label)は\(limit)文字以内で入力してください（現在\(name.count)文字）。"))
        }
        return .success(name)
    }
}

extension Problem: Error {}

extension String {
    fileprivate var trimmed: String {
        let text = drop(while: \.isWhitespace)
        return text.lastIndex { !$0.isWhitespace }.map { String(text[...$0]) } ?? ""
    }
}
