import CivilCalendar
import Exchange
import Shell
import Telephony

extension DatedItem {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .numbers): "ダイヤルイン番号追加"
        case (.japanese, .ports): "ダイヤルイン番号追加（番号ポータビリティ）"
        case (.japanese, .features): "番号ごと付加機能の変更"
        case (.japanese, .directory): "電話帳掲載"
        case (.japanese, .removal): "ダイヤルイン番号の廃止"
        }
    }

    func support(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .numbers): "新しい番号を、付加機能といっしょに申し込みます。"
        case (.japanese, .ports): "他社で利用中の番号を移します。"
        case (.japanese, .features): "いまの番号の付加機能を変えます。"
        case (.japanese, .directory): "電話帳に載せるかどうかを変えます。"
        case (.japanese, .removal): "使わなくなった番号をやめます。元に戻すことはできません。"
        }
    }

    /// What is to be known of it.
    func notes(in language: Language) -> [String] {
        switch language {
        case .japanese:
            switch self {
            case .numbers, .features:
                [
                    "1つの電話番号で、転送先特定番号と特定番号通知を同時に利用することはできません。",
                    "転送先特定番号は、\(VoiceNumberKind.ip.name(in: language))では利用できません。メッセージボックスと併用することもできません。",
                    "特定番号通知は、工事日がフリーダイヤル・ナビダイヤル紐付工事の完了後になるようにしてください。完了していないときは、自動で廃止されます。",
                ]
                    + (self == .numbers
                        ? ["\(VoiceNumberKind.ip.name(in: language))と、緊急通報エリア外の番号からは、110・118・119に発信できません。"] : [])
            case .ports, .directory, .removal: []
            }
        }
    }
}

extension DatedRow.Section {
    func title(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .new): "お申し込み内容（番号予約コードをお持ちでない場合）"
        case (.japanese, .coded): "お申し込み内容（番号予約コードをお持ちの場合）"
        case (.japanese, .features): "付加機能を変更する電話番号"
        case (.japanese, .directory): "電話帳掲載を変更する電話番号"
        }
    }

    func notes(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .new):
            ["追加番号数は\(DatedRow.counts.lowerBound)から\(DatedRow.counts.upperBound)までです。付加機能は、その行で払い出す番号すべてに付きます（番号払出待ち）。"]
        case (.japanese, .coded): ["予約コードは、営業担当者からお知らせしたものを入力してください。番号の種類と数は、コードで決まっています。"]
        case (.japanese, .features): ["入力したとおりの付加機能になります。続けて利用するものも「契約する」にしてください。"]
        case (.japanese, .directory): ["掲載名は\(VoiceOrderItem.longestListing)文字までです。"]
        }
    }
}

extension DatedRow.Column {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .base): "基本契約番号"
        case (.japanese, .kind): "追加する電話番号"
        case (.japanese, .count): "追加番号数"
        case (.japanese, .code): "予約コード"
        case (.japanese, .number): "電話番号"
        case (.japanese, .listed): "電話帳への掲載"
        case (.japanese, .listing): "掲載名"
        case (.japanese, .messageBox): "メッセージボックス"
        case (.japanese, .anonymous): "非通知着信拒否"
        case (.japanese, .nuisance): "迷惑電話お断り"
        case (.japanese, .shown): "特定番号通知"
        case (.japanese, .forward): "転送先特定番号"
        }
    }

    /// Value and word of each.
    func choices(in language: Language) -> [(String, String)] {
        switch (language, self) {
        case (.japanese, .kind):
            [("", "選択してください")] + VoiceNumberKind.allCases.map { ($0.rawValue, $0.name(in: language)) }
        case (.japanese, .listed): [("", "選択してください"), ("yes", "掲載する"), ("no", "掲載しない")]
        case (.japanese, .messageBox), (.japanese, .anonymous), (.japanese, .nuisance):
            [("no", "契約しない"), ("yes", "契約する")]
        default: []
        }
    }
}

extension PortRow.Column {
    func options(in language: Language) -> [(String, String)] {
        let first = [("", DatedOrders.choose(in: language))]
        return switch self {
        case .kind: first + PortLine.Kind.allCases.map { ($0.rawValue, $0.name(in: language)) }
        case .holder, .address: PortRow.Likeness.allCases.map { ($0.rawValue, $0.name(in: language)) }
        case .wiring: PortRow.Wiring.allCases.map { ($0.rawValue, $0.name(in: language)) }
        default: []
        }
    }
}

extension DatedRemoval {
    /// What people put between numbers, beside ends of lines.
    static let separators: Set<Character> = [",", "、", "，", "\t"]
}

extension DatedOrders {
    static func choose(in language: Language) -> String {
        switch language {
        case .japanese: "選択してください"
        }
    }

    static func networkLabels(in language: Language) -> (action: String, address: String, mask: String) {
        switch language {
        case .japanese: ("申込種別", "ネットワークアドレス", "サブネットマスク")
        }
    }
}

extension DatedOrderFlow {
    func name(of step: Step, in language: Language) -> String {
        switch (language, step) {
        case (.japanese, .agreement): "お申し込みにあたってのご確認"
        case (.japanese, .menu): "お申し込み内容選択メニュー"
        case (.japanese, .wish): "ご確認事項と工事希望日"
        case (.japanese, .customer): "お申し込みご担当者情報等"
        case (.japanese, .check): "ご契約内容の確認"
        case (.japanese, .done): "お申し込み完了"
        }
    }

    func conditions(in language: Language) -> OrderConditions {
        switch language {
        case .japanese:
            OrderConditions(
                introduction: "工事日を指定して、電話番号の追加や変更を申し込みます。いくつかの内容を、1つのお申し込みにまとめられます。",
                notes: [
                    "工事の前日（営業日）の17:00まで、番号ポータビリティは前々日（営業日）の17:00まで、工事日の変更と取消ができます。",
                    "番号ポータビリティは、ここでのお申し込みだけで手続きが進みます。いまの電話の契約は自動で終わるため、ご自身で解約しないでください。",
                    "いまの契約の残債などがかかることがあります。インターネットなど、ほかのサービスの解約は、別にお手続きください。",
                    "番号は、同じ番号区画の中でだけ移せます。",
                ])
        }
    }

    func outlook(of order: Order, in language: Language) -> [OrderOutlook] {
        switch language {
        case .japanese:
            [
                OrderOutlook(
                    sentence: "工事日は\(order.openingDay.text(in: language))です。",
                    link: (path: OrderCalendarFile.path(of: order.number), name: "カレンダーに入れる（.ics）"))
            ]
        }
    }
}

extension WorkMonth {
    func title(in language: Language) -> String {
        switch language {
        case .japanese: "\(begin.year)年\(begin.month)月"
        }
    }

    static func weekdays(in language: Language) -> [String] {
        switch language {
        case .japanese: ["日", "月", "火", "水", "木", "金", "土"]
        }
    }
}

extension PortFile {
    static func done(_ count: Int, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("CSVファイルから\(count.inGroups)番号を読み取りました", ["内容を確かめて、「保存」を押してください。"])
        }
    }

    static func fileName(of download: ImportDownload, in language: Language) -> String {
        switch (download, language) {
        case (.sample, .japanese): "番号ポータビリティの見本.csv"
        case (.wrongLines, .japanese): "番号ポータビリティのエラー.csv"
        }
    }
}

extension DatedDayPage {
    static func moved(to wish: WorkWish, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("工事日を変更しました", ["新しい工事日は\(wish.day.text(in: language))です。"])
        }
    }
}

extension DatedPortStatesPage {
    static func sent(_ number: PhoneNumber, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("訂正した内容で申し込みました", ["\(number.display)の手続きを、もう一度始めます。"])
        }
    }
}

extension OrderCalendarFile {
    static func summary(_ service: String, in language: Language) -> String {
        switch language {
        case .japanese: "\(service)の工事"
        }
    }

    static func description(_ order: Order, in language: Language) -> String {
        switch language {
        case .japanese: "お申込番号：\(order.number)\nご契約番号：\(order.contract)"
        }
    }

    static func fileName(in language: Language) -> String {
        switch language {
        case .japanese: "工事日.ics"
        }
    }
}
