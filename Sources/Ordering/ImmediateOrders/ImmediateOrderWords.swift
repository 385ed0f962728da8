import Shell
import Telephony

enum ImmediateOrderWords {
    static func noneChosen(_ kind: OrderKind, in language: Language) -> String {
        switch (language, kind) {
        case (.japanese, .addNumbers): "番号を追加する基本契約番号にチェックを入れて、「［→選択］」を押してください。"
        case (.japanese, .endNumbers): "廃止する番号にチェックを入れてください。"
        case (.japanese, _): "付加機能を変更する番号にチェックを入れてください。"
        }
    }

    static func endNotTicked(in language: Language) -> String {
        switch language {
        case .japanese: "「該当番号を廃止する」にチェックを入れてください。"
        }
    }

    static func nothingChanges(in language: Language) -> String {
        switch language {
        case .japanese: "変更する付加機能を1つ以上選択してください。選択した番号のどれも変わりません。"
        }
    }

    static func split(in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice(
                "お申し込みを2つに分けました",
                ["工事日の指定が必要な行は、作成中のお申し込みに「\(VoiceOrderWay.dated.name(in: language))」として保存しました。この画面の行を申し込んだあとに続けてください。"])
        }
    }

    /// Of rows that a file has brought.
    static func read(_ count: Int, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("CSVファイルから\(count.inGroups)行を読み取りました", ["内容を確かめて、「次へ」を押してください。"])
        }
    }
}

extension ImmediateOrderFlow {
    func name(of step: Step, in language: Language) -> String {
        switch (language, step) {
        case (.japanese, .agreement): "お申し込みにあたってのご確認"
        case (.japanese, .numbers): "番号の選択"
        case (.japanese, .content): kind == .addNumbers ? "お申し込み内容" : "付加機能の選択"
        case (.japanese, .customer): "お申し込みご担当者情報"
        case (.japanese, .check): "お申し込み内容確認"
        case (.japanese, .done): "お申し込み完了"
        }
    }

    func conditions(in language: Language) -> OrderConditions {
        switch language {
        case .japanese:
            OrderConditions(
                introduction: "お申し込みの直後に開通します。工事費はかかりません。", notes: kind.voiceConditions(in: language))
        }
    }

    func outlook(of order: Order, in language: Language) -> [OrderOutlook] {
        switch (language, order.kind) {
        case (.japanese, .addNumbers):
            [
                OrderOutlook(
                    sentence: "払い出された番号は、工事が終わったあと、お申し込みの状況の「払い出し番号の詳細」で確かめられます。",
                    link: ("\(OrderListPage.path)/\(order.number)", "お申し込みの状況"))
            ]
        case (.japanese, .endNumbers): [OrderOutlook(sentence: "工事が終わると、廃止した番号は使えなくなります。")]
        case (.japanese, _): [OrderOutlook(sentence: "工事が終わると、番号ごとの付加機能が変わります。")]
        }
    }
}

extension OrderKind {
    /// What is to be known before an order of telephone numbers.
    func voiceConditions(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .addNumbers):
            [
                "追加できるのは、1行に\(NumberBlock.mostAtOnce.inGroups)番号までです。番号は、受付のときに決まります。",
                "0AJ番号は、基本契約番号と同じ市外局番の番号です。連番をご用意できないときは、お申し込みの前にお知らせします。",
                "受け付けたお申し込みは、すぐに工事が始まるため、取り消せません。",
            ]
        case (.japanese, .changeFeatures):
            [
                "メッセージボックス、非通知着信拒否、迷惑電話お断りを、番号ごとに契約または廃止できます。",
                "特定番号通知と転送先特定番号を新しく利用するときは、工事日を指定するお申し込みになります。",
                "受け付けたお申し込みは、すぐに工事が始まるため、取り消せません。",
            ]
        case (.japanese, .endNumbers):
            [
                "基本契約番号は廃止できません。",
                "廃止した番号は、元に戻せません。着信先や転送先などの設定も、番号とともになくなります。",
            ]
        case (.japanese, .dated):
            [
                "工事日を指定します。番号ポータビリティ、特定番号通知、転送先特定番号、電話帳掲載もお申し込みいただけます。"
            ]
        case (.japanese, _): []
        }
    }
}

extension AdditionRows.Problem {
    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }

    private var field: String {
        switch self {
        case .none: "rows"
        case .base(let row): "base-\(row)"
        case .kind(let row): "kind-\(row)"
        case .count(let row): "count-\(row)"
        case .codedBase(let row): "codebase-\(row)"
        case .code(let row): "code-\(row)"
        }
    }

    private func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .none): "追加する番号か予約コードを、1行以上入力してください。"
        case (.japanese, .base(let row)), (.japanese, .codedBase(let row)):
            "\(row + 1)行目：選択した基本契約番号の中から選んでください。"
        case (.japanese, .kind(let row)): "\(row + 1)行目：追加する電話番号の種類を選択してください。"
        case (.japanese, .count(let row)):
            "\(row + 1)行目：追加番号数を1から\(NumberBlock.mostAtOnce.inGroups)までの数字で入力してください。"
        case (.japanese, .code(let row)):
            "\(row + 1)行目：予約コードは、数字と英字を合わせた\(ReservationCode.length)文字です。"
        }
    }
}

extension FeatureChange.Field {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .messageBox): "メッセージボックス"
        case (.japanese, .rejectsAnonymous): "非通知着信拒否"
        case (.japanese, .rejectsNuisance): "迷惑電話お断り"
        case (.japanese, .shownNumber): "特定番号通知"
        case (.japanese, .forwardNumber): "転送先特定番号"
        }
    }
}
