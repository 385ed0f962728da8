package import Shell
package import Telephony

/// What the customer reads of the operator's lines, which are written in the operator's words.
extension Contracts {
    @Sendable
    package static func vocabulary<Person: Visitor>(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese: EventVocabulary(group: "ご契約の内容", events: eventWords, words: words)
        }
    }

    private static var eventWords: [String: String] {
        [
            "contract.add": "ご契約の登録",
            "contract.change": "ご契約の内容の変更",
            "contract.remove": "ご契約の削除",
            "number.add": "電話番号の追加",
            "number.remove": "電話番号の削除",
            "service.add": "サービスの追加",
            "service.remove": "サービスの廃止",
            "monitor.set": "監視用電話番号の設定",
            "monitor.remove": "監視用電話番号の解除",
        ]
    }

    @Sendable
    private static func words(for value: String?, _ part: AuditPart, of event: String) -> String? {
        guard let value else { return nil }
        switch (event, part) {
        case ("contract.add", .after), ("contract.remove", .before), ("number.remove", .before):
            return phrase(value)
        case ("contract.change", .subject): return attributes[value]
        case ("monitor.remove", .subject), ("monitor.set", .subject): return ""
        case ("service.add", .subject), ("service.remove", .subject):
            return value == ContractsStore.everyNumber ? "すべての電話番号" : nil
        case ("service.add", _), ("service.remove", _): return services(value)
        case ("contract.change", _): return ContractKind(operatorWord: value)?.name(in: .japanese) ?? services(value)
        default: return nil
        }
    }

    private static let attributes = [
        "kind": "種類", "name": "ご契約者名", "channels": "チャネル数", "services": "サービス",
    ]

    /// `office-a, channels 3, additional numbers 0312340002-0312340009`, or `forwarded to 0612345678`.
    private static func phrase(_ text: String) -> String {
        text.replacing(", ", with: "、").split(separator: "、").map { piece in
            let words = piece.split(separator: " ")
            switch (words.first, words.last) {
            case ("channels", let count?): return "チャネル数 \(count)"
            case ("additional", let numbers?) where words.count > 2: return "追加番号 \(range(numbers))"
            case ("additional", _): return "追加番号 なし"
            case ("forwarded", let number?): return "転送先 \(PhoneNumber(String(number))?.display ?? String(number))"
            default: return ContractKind(operatorWord: String(piece))?.name(in: .japanese) ?? range(piece)
            }
        }.joined(separator: "、")
    }

    /// `0312340002-0312340009`, or one number; other words as they are.
    private static func range(_ text: Substring) -> String {
        let numbers = text.split(separator: "-").map { PhoneNumber(clean: String($0)) }
        guard !numbers.contains(nil) else { return String(text) }
        return numbers.compactMap { $0?.display }.joined(separator: "〜")
    }

    /// nil unless every word names a service.
    private static func services(_ text: String) -> String? {
        let services = text.split(separator: " ").map { ContractService(operatorWord: String($0)) }
        guard !services.isEmpty, !services.contains(nil) else { return nil }
        return services.compactMap(\.self).map { $0.name(in: .japanese) }.joined(separator: "、")
    }
}

extension ContractKind {
    /// What pages call it.
    package func name(in language: Language) -> String {
        switch (self, language) {
        case (.hikari, .japanese): "ひかり電話"
        case (.officeA, .japanese): "ひかり電話オフィスA（エース）"
        case (.officeType, .japanese): "ひかり電話オフィスタイプ"
        }
    }
}

extension ContractService {
    /// What pages call it.
    package func name(in language: Language) -> String {
        switch (self, language) {
        case (.bulkForwarding, .japanese): "一括転送"
        case (.faultNotification, .japanese): "故障・回復通知"
        case (.voiceWarp, .japanese): "ボイスワープ"
        case (.incomingCallMail, .japanese): "着信お知らせメール"
        case (.faxMail, .japanese): "FAXお知らせメール"
        }
    }
}

/// The columns of the operator's file; the operator reads English.
extension ContractImport.Column {
    func name(in language: Language) -> String {
        switch self {
        case .number: "contract number"
        case .kind: "kind"
        case .name: "name"
        case .channels: "channels"
        case .services: "services"
        case .additionalNumbers: "additional numbers"
        case .monitorNumber: "monitor number"
        }
    }

    static func contents(in language: Language) -> String { "contracts" }
}

extension ContractImport {
    /// Between the services, and the numbers, of one cell.
    static let separators: Set<Character> = [";", "；"]
}

extension ContractNumberList {
    /// Between the first and the last number of a range.
    static let rangeSigns: Set<Character> = ["-", "–", "—", "~", "〜", "～"]
}
