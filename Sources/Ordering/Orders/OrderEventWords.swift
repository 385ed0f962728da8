import Shell
import Telephony

/// What people read of the events that orders, their hours and their exchange write into the trail.
enum OrderEvents {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "申し込み",
                events: [
                    "order.submitted": "申し込み",
                    "order.cancellation": "申し込みの取消",
                    "order.moved": "申し込みの状態の変化",
                    "order.day-moved": "工事日の変更",
                    "order.number-corrected": "番号ポータビリティの訂正",
                    "ordering.terms.imported": "書面の登録",
                    "ordering.prices.imported": "料金表の登録",
                    "ordering.maintenance.added": "メンテナンスの予定の登録",
                    "ordering.maintenance.removed": "メンテナンスの予定の取り消し",
                    "ordering.hold.set": "申し込みの一時停止",
                    "ordering.hold.removed": "申し込みの一時停止の解除",
                    "exchange.mode": "模擬設備の切り替え",
                ],
                words: { value, part, event in
                    part == .subject || event != "order.moved"
                        ? nil : value.flatMap(OrderState.init).map { $0.name(in: language) }
                })
        }
    }
}
