import Shell
import Telephony

extension Emergency {
    static func faultSentence(in language: Language) -> Banner.Words {
        switch language {
        case .japanese: Banner.Words("回線の故障を検知しています。", short: "回線の故障")
        }
    }

    static func startOrder(in language: Language) -> Banner.Words {
        switch language {
        case .japanese: Banner.Words("一括転送を開始する")
        }
    }

    /// What somebody hears who calls now.
    /// - Parameter mayWarp: calls that do not go through the bulk forwarding may have settings of their own.
    static func hears(
        _ tally: BulkForwardingTally, isOn: Bool, line: LineCondition?, mayWarp: Bool, in language: Language
    ) -> String {
        switch (language, isOn, line) {
        case (.japanese, true, _):
            [
                tally.forwarded > 0 ? "\(tally.forwarded.inGroups)番号への電話は、転送先で鳴ります。" : nil,
                tally.busy > 0 ? "\(tally.busy.inGroups)番号にかけた方には、話中音が流れます。" : nil,
            ].compactMap { $0 }.joined()
        case (.japanese, false, .faulty): "電話は鳴りません。かけた方の電話は、つながりません。"
        case (.japanese, false, _):
            mayWarp
                ? "電話は、ご契約の電話機で鳴ります。ボイスワープを利用中の番号では、その設定にしたがいます。" : "電話は転送されずに、ご契約の電話機で鳴ります。"
        }
    }
}
