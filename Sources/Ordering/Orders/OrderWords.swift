import Exchange
import Shell
package import Telephony

extension OrderKind {
    /// 「契約新規」
    package func name(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .new: "契約新規"
            case .add: "内線番号・チャネル追加"
            case .delete: "内線番号・チャネル削除"
            case .lengthen: "内線番号桁数追加"
            case .end: "契約廃止"
            case .addFeature: "付加機能の追加"
            case .endFeature: "付加機能の廃止"
            case .addNumbers: "ダイヤルイン番号の追加"
            case .changeFeatures: "番号ごと付加機能の変更"
            case .endNumbers: "ダイヤルイン番号の廃止"
            case .dated: "工事日を指定するお申し込み"
            }
        }
    }
}

extension WorkFailure {
    /// Why, and that nothing has changed.
    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .taken: "お申し込みの番号の中に、すでに使われている番号がありました。"
            case .missing: "お申し込みの番号の中に、設備に登録のない番号がありました。"
            case .ports: "お申し込みの電話番号を、移転元の事業者から移せませんでした。"
            case .noRoom: "設備に空きがなく、工事を行えませんでした。"
            case .malformed: "お申し込みの内容を設備に登録できませんでした。"
            case .equipment: "工事中に設備の故障が起きたため、工事の前の状態に戻しました。"
            }
        }
    }
}

extension OrderRefusal {
    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .noRight: "このお申し込みをする権限がありません。御社のポータル管理者に確認してください。"
            case .closed(let closing): closing.sentence(in: language)
            case .alreadyOrdered(let number): "このお申し込みは、お申込番号\(number)で受け付け済みです。"
            case .draftGone: "このお申し込みの下書きは、もうありません。"
            case .draftChanged: "確認している間に、お申し込みの内容が変更されました。もう一度確かめてください。"
            case .orderOpen(let number, let contract, let day):
                "\(contract)には、工事が終わっていないお申し込み（お申込番号\(number)）があります。\(day.text(in: language))からお申し込みいただけます。"
            case .oneADay(let number, let contract, let day):
                "\(contract)は、本日すでにお申し込み（お申込番号\(number)）を受け付けています。同じご契約のお申し込みは、同じ日に重ねてできません。\(day.text(in: language))からお申し込みいただけます。"
            case .held(let contract, let day):
                "\(contract)は、書面でのお申し込みの工事を待っています。\(day.text(in: language))からお申し込みいただけます。"
            case .unsettled(let number, let contract, let moment):
                "\(contract)には、工事日を指定するお申し込み（お申込番号\(number)）があります。その竣工後、\(moment.dayAndTimeText(in: language))からお申し込みいただけます。"
            case .contractChanged: "確認している間に、ご契約の内容が変わりました。お申し込みの内容をもう一度確かめてください。"
            case .windowPassed: "選択された変更工事時間帯は、開始まで\(NightWindow.notice.inMinutes)分を切りました。別の時間帯を選んでください。"
            case .feesChanged: "確認している間に、料金が変わりました。新しい料金をもう一度確かめてください。"
            case .consentsChanged: "ご確認いただいた書面が新しくなりました。もう一度ご確認ください。"
            }
        }
    }
}

extension OrderingHours.Closing {
    package func sentence(in language: Language) -> String {
        let time = until.dayAndTimeText(in: language)
        return switch (language, cause) {
        case (.japanese, .hours): "いまは受付時間外です。\(time)からお申し込みいただけます。"
        case (.japanese, .maintenance(let maintenance)):
            "メンテナンスのため、いまはお申し込みを受け付けていません（\(maintenance.text)）。\(time)からお申し込みいただけます。"
        }
    }
}

extension OrderDraft {
    static func willSubmit(at opening: Moment, in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice(
                "受付開始時に自動で申し込みます",
                [
                    "\(opening.dayAndTimeText(in: language))に、権限と内容をもう一度確かめてから申し込みます。結果はメールでお知らせします。",
                    "内容を変更すると、自動での申し込みは取りやめになります。",
                ])
        }
    }
}

extension OrderState {
    /// As lists and details say it.
    package func name(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .draft: "作成中"
            case .acknowledged: "受付完了"
            case .scheduled: "受付完了（工事予定）"
            case .inProgress: "受付完了（工事中）"
            case .assessingCancellation: "受付完了（取消確認中）"
            case .completed: "工事完了"
            case .partial: "一部工事完了"
            case .failed: "エラー"
            case .cancelled: "取消"
            }
        }
    }
}

extension OrderEvent {
    func name(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .submitted: "お申し込みを受け付けました"
            case .planned: "工事の予定が決まりました"
            case .begun: "工事を始めました"
            case .completed: "工事が完了しました"
            case .completedPartly: "工事の一部が完了しました"
            case .failed: "工事を完了できませんでした"
            case .cancellationAsked: "取消を受け付けました"
            case .cancellationGranted: "取り消しました"
            case .cancellationRefused: "取り消せませんでした"
            case .equipmentCompleted: "設備工事が終わりました"
            case .dayMoved: "工事日を変更しました"
            case .numberCorrected: "電話番号の内容を訂正しました"
            }
        }
    }
}

extension OrderAuthor {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (_, .account(let address)): address
        case (.japanese, .exchange): "交換設備"
        }
    }
}

extension NightWindow {
    func name(in language: Language) -> String {
        switch language {
        case .japanese: "\(hour):00～\(Self.end(after: hour)):00"
        }
    }

    private static func end(after hour: Int) -> String {
        let end = hour + length.inHours
        return end > 24 ? "翌\(end - 24)" : "\(end)"
    }

    /// The window that begins then, with its day.
    static func text(from begin: Moment, in language: Language) -> String {
        let window = allCases.first { $0.begin(on: begin.day) == begin }
        return switch language {
        case .japanese:
            "\(begin.day.text(in: language)) \(window?.name(in: language) ?? begin.dayAndTimeText(in: language))"
        }
    }
}

extension OrderCancellation {
    static func asked(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("取消を受け付けました", ["設備に確かめています。結果はメールでお知らせします。"])
        }
    }
}

extension OrderFile {
    static func headings(in language: Language) -> [String] {
        switch language {
        case .japanese: ["申し込み日時", "リクエストID", "契約番号", "開通予定日", "サービス名", "申し込み内容", "ステータス", "申し込んだアカウント"]
        }
    }

    static func name(in language: Language) -> String {
        switch language {
        case .japanese: "お申し込み履歴.csv"
        }
    }
}

extension OrderListView {
    static func problems(_ search: OrderSearch, in language: Language) -> [Problem] {
        switch language {
        case .japanese:
            (search.from == nil ? [Problem("from", "開始日を「2026-11-21」の形で入力してください。")] : [])
                + (search.to == nil ? [Problem("to", "終了日を「2026-11-21」の形で入力してください。")] : [])
        }
    }
}

extension OrderDraft {
    static func removed(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("作成中のお申し込みを削除しました")
        }
    }
}
