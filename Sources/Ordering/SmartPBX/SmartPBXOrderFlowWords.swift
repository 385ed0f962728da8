import Exchange
import Shell
import Telephony

extension SmartPBXOrderFlow {
    func conditions(in language: Language) -> OrderConditions {
        switch language {
        case .japanese:
            if kind == .addFeature || kind == .endFeature, let featureClosing {
                return OrderConditions(
                    notes: [SmartPBXChangeProblem.featureClosed(featureClosing).sentence(kind, in: language)])
            }
            guard kind == .new else {
                return OrderConditions(
                    notes: kind.conditions(in: language) + [
                        "同じ契約番号のお申し込みは、同じ日に重ねてできません。工事が終わっていないお申し込みがあるときも、お申し込みいただけません。"
                    ])
            }
            return OrderConditions(
                introduction:
                    "\(desk.policy.name(of: .smartPBX))の契約を新しくお申し込みいただけます。お申し込みいただけるのは、スマートフォンとPC（ソフトフォン）の内線番号です。",
                notes: [
                    "IP-Phone、VoIP-GWのお申し込み、工事日のご指定、ほかのサービスと同時のお申し込みは、営業担当者にご相談ください。",
                    "受け付けたお申し込みは、すぐに工事が始まるため、取り消せません。",
                ])
        }
    }

    func outlook(of order: Order, in language: Language) -> [OrderOutlook] {
        switch language {
        case .japanese:
            var outlook: [OrderOutlook] = []
            if order.kind == .new {
                outlook.append(
                    OrderOutlook(
                        sentence: "工事が終わると、内線番号を使えるようになります。ユーザIDとパスワードは、Web設定変更サイトで確かめられます。",
                        link: ("/settings", "Web設定変更サイト")))
            }
            if let begins = order.night.begins?.dayAndTimeText(in: language) {
                let devices = order.kind == .lengthen ? "工事のあと、すべての端末の設定を変更してください。" : ""
                outlook.append(OrderOutlook(sentence: "工事は、\(begins)に始まります。\(devices)"))
            }
            if let equipment = order.night.equipment?.dayAndTimeText(in: language) {
                outlook.append(
                    OrderOutlook(
                        sentence:
                            "設備工事は、\(equipment)に始まります。その間に\(NightWindow.interruption.inMinutes)分ほど、通話できません。"))
            }
            if order.kind == .addFeature {
                outlook.append(
                    OrderOutlook(
                        sentence: "工事が終わると、\(OfficeLink.name(in: language))を使えるようになります。オフィスリンク内線番号は、Web設定変更サイトで登録します。",
                        link: (SettingsPath.officeLink.of(order.contract), "オフィスリンク内線番号")))
            }
            if order.kind == .endFeature {
                outlook.append(
                    OrderOutlook(
                        sentence: "工事が終わると、\(OfficeLink.name(in: language))は使えなくなります。"))
            }
            if order.kind == .end { outlook.append(OrderOutlook(sentence: "工事が終わると、この契約の内線番号は使えなくなります。")) }
            return outlook
        }
    }

    func name(of step: Step, in language: Language) -> String {
        switch (language, step) {
        case (.japanese, .agreement): "お申し込みにあたってのご確認"
        case (.japanese, .plan): "内線番号の桁数と数"
        case (.japanese, .extensions):
            switch kind {
            case .new, .add, .delete, .addNumbers, .changeFeatures, .endNumbers, .dated: "内線番号とチャネル"
            case .lengthen: "追加する桁数"
            case .end: "廃止する契約"
            case .addFeature: "追加する付加機能"
            case .endFeature: "廃止する付加機能"
            }
        case (.japanese, .customer): "お客様情報"
        case (.japanese, .check): "お申し込み内容確認"
        case (.japanese, .done): "お申し込み完了"
        }
    }
}
