import Exchange
import Shell
package import Telephony

extension SmartPBXChangeProblem {
    func field(_ kind: OrderKind) -> String {
        switch self {
        case .nothing: "numbers"
        case .otherPlan(let row), .notOrderable(_, let row), .twice(_, let row, _), .exists(_, let row),
            .isGroup(_, _, let row), .isOfficeLink(_, let row):
            kind == .delete ? "gone" : "device-\(row)"
        case .tooMany: "rows"
        case .channels: "addedChannels"
        case .unknown, .notDeletable, .all: "gone"
        case .digits, .becomesOfficeLink: "digits"
        case .gateway: kind == .lengthen ? "part" : "end"
        case .access: "end"
        case .featureClosed, .hasFeature, .noFeature: "feature"
        }
    }

    func sentence(_ kind: OrderKind, in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .nothing:
                "内線番号と全体チャネルの少なくともどちらかで、「\(kind == .delete ? "削除する" : "追加する")」を選択してください。"
            case .otherPlan(let row): "\(row + 1)行目：桁数がご契約の内線番号と違います。"
            case .notOrderable(_, let row): "\(row + 1)行目：端末種別を選択してください。"
            case .twice(_, let row, let first): "\(row + 1)行目：\(first + 1)行目と同じ内線番号です。どちらかを変えてください。"
            case .exists(let number, let row):
                "\(row + 1)行目：\(number.hyphenated)は、ご契約にすでにあります。別の内線番号を入力してください。"
            case .isGroup(let number, let name, let row):
                "\(row + 1)行目：\(number.hyphenated)は、着信グループ「\(name)」の番号です。別の内線番号を入力してください。"
            case .isOfficeLink(let number, let row):
                "\(row + 1)行目：\(number.hyphenated)は、オフィスリンク内線番号です。別の内線番号を入力してください。"
            case .becomesOfficeLink(let number):
                "桁数を追加すると、オフィスリンク内線番号の\(number.digits)と同じ番号になります。別の桁数を入力するか、オフィスリンク内線番号を削除してください。"
            case .tooMany(let count):
                "内線番号は、いまの番号と合わせて\(Extension.limit.inGroups)番号までです（合わせて\(count.inGroups)番号になります）。"
            case .channels(let most):
                most == 0
                    ? "\(kind == .delete ? "削除" : "追加")できるチャネルがありません。「変更なし」を選択してください。"
                    : "\(kind == .delete ? "削除" : "追加")できるチャネルは\(most)までです。\(Channels.step)刻みで選択してください。"
            case .unknown(let number, _): "\(number.hyphenated)は、いまのご契約にありません。選び直してください。"
            case .notDeletable(let number, _):
                "\(number.hyphenated)（\(DeviceKind.gateway.name(in: language))）は、この画面では削除できません。営業担当者にご相談ください。"
            case .all: "すべての内線番号を削除することはできません。契約をおやめになるときは、契約廃止をお申し込みください。"
            case .digits(let part, let most):
                most == 0
                    ? "\(part.name(in: language))の桁数は、これ以上増やせません。"
                    : "\(part.name(in: language))に追加する桁数を、1から\(most)までの数字で入力してください。"
            case .access(let voice):
                "IP Voiceのご契約（\(voice)）が使っているため、この画面では廃止できません。営業担当者にご相談ください。"
            case .featureClosed(.notYet): "付加機能は、まだお申し込みいただけません。"
            case .featureClosed(.bySales):
                "\(OfficeLink.name(in: language))の\(kind == .addFeature ? "追加" : "廃止")は、営業担当者にご相談ください。"
            case .hasFeature: "ご契約には、\(OfficeLink.name(in: language))がすでにあります。"
            case .noFeature: "ご契約に、\(OfficeLink.name(in: language))はありません。"
            case .gateway:
                kind == .lengthen
                    ? "\(DeviceKind.gateway.name(in: language))のあるご契約では、拠点番号の桁数を追加できません。営業担当者にご相談ください。"
                    : "\(DeviceKind.gateway.name(in: language))のあるご契約は、この画面では廃止できません。営業担当者にご相談ください。"
            }
        }
    }
}

extension OrderKind {
    /// What must be so, and what comes of it: on the menu, and before the order begins.
    func conditions(in language: Language) -> [String] {
        switch language {
        case .japanese:
            switch self {
            case .new, .addNumbers, .changeFeatures, .endNumbers, .dated: []
            case .add:
                [
                    "追加できるのは、スマートフォンとPC（ソフトフォン）の内線番号です。いまの番号と合わせて\(Extension.limit.inGroups)番号まで。",
                    "番号とチャネルは、受付のあとすぐに追加します。全体チャネル数が\(Channels.largeExchange)以上になるときは、お申込日の夜間に設備工事も行います。",
                    "受け付けたお申し込みは、すぐに工事が始まるため、取り消せません。",
                ]
            case .delete:
                [
                    "\(DeviceKind.gateway.name(in: language))の内線番号は削除できません。最後の1番号も残ります。",
                    "番号とチャネルは、受付のあとすぐに削除します。全体チャネル数が\(Channels.largeExchange)より少なくなるときは、お申込日の夜間に設備工事も行います。",
                    "受け付けたお申し込みは、すぐに工事が始まるため、取り消せません。",
                ]
            case .lengthen:
                [
                    "拠点番号か端末番号のどちらかの末尾に「0」を加えます。桁数は、あとから減らせません。",
                    "工事は、お申込日の夜間に行います。工事のあと、すべての端末の設定を変更するまで、通話できません。",
                    "工事が始まる\(NightWindow.notice.inMinutes)分前まで、お申し込み履歴から取り消せます。",
                ]
            case .addFeature:
                [
                    "お申し込みいただけるのは、\(OfficeLink.name(in: language))です。オフィスリンクのご契約者の承諾が必要です。",
                    "オフィスリンク間通信チャネルを、全体チャネル数とは別に\(OfficeLink.channels)チャネル使えるようになります。",
                    "\(FlexibleInterConnect.name(in: language))のお申し込みは、営業担当者が承ります。",
                    "受け付けたお申し込みは、すぐに工事が始まるため、取り消せません。",
                ]
            case .endFeature:
                [
                    "\(OfficeLink.name(in: language))を廃止します。オフィスリンクの内線番号との通話は、できなくなります。",
                    "受け付けたお申し込みは、すぐに工事が始まるため、取り消せません。",
                ]
            case .end:
                [
                    "\(DeviceKind.gateway.name(in: language))のあるご契約と、IP Voice（Smart PBX）が使っているご契約は、この画面では廃止できません。",
                    "工事が終わると、内線番号と設定、端末のログインは、すべて使えなくなります。",
                    "取り消すことも、元に戻すこともできません。",
                ]
            }
        }
    }
}

extension SmartPBXRenaming {
    static func headings(in language: Language) -> [String] {
        switch language {
        case .japanese: ["変更前の拠点番号", "変更前の端末番号", "変更後の拠点番号", "変更後の端末番号", "端末種別"]
        }
    }

    static func name(in language: Language) -> String {
        switch language {
        case .japanese: "内線番号の変更前と変更後.csv"
        }
    }
}

extension SmartPBXDeletionFile.Column {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .site): "拠点番号"
        case (.japanese, .device): "端末番号"
        }
    }

    static func contents(in language: Language) -> String { SmartPBXFile.Column.contents(in: language) }
}

extension SmartPBXDeletionFile.LineProblem {
    func reason(in language: Language) -> String {
        switch (self, language) {
        case (.columns(let count), _): Column.reason(forColumns: count, in: language)
        case (.part(.missing(let part)), .japanese): "\(part.name(in: language))が空です。"
        case (.part(let problem), _): problem.reason(in: language)
        case (.duplicate(let line), .japanese): "\(line)行目と同じ内線番号です。"
        case (.unknown, .japanese): "いまのご契約にない内線番号です。"
        case (.notDeletable(let kind), .japanese): "\(kind.name(in: language))の内線番号です。"
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.columns, _): Column.remedyForColumns(in: language)
        case (.part(let problem), _): problem.remedy(in: language)
        case (.duplicate, .japanese): "どちらかの行を消してください。"
        case (.unknown, .japanese): "行を消すか、番号を直してください。"
        case (.notDeletable, .japanese): "行を消してください。削除は営業担当者が承ります。"
        }
    }
}

extension OfficeLink {
    /// 「オフィスリンククラウド接続機能」
    package static func name(in language: Language) -> String {
        switch language {
        case .japanese: "オフィスリンククラウド接続機能"
        }
    }
}
