package import Shell
package import Telephony

extension CustomerLabel {
    package func name(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .company: "会社名"
            case .department: "部署名"
            case .person: "ご担当者名"
            case .kana: "フリガナ"
            case .telephone: "電話番号"
            case .mail: "メールアドレス"
            case .postalCode: "郵便番号"
            case .prefecture: "都道府県"
            case .city: "市区町村・番地"
            case .building: "ビル名等"
            case .addressee: "宛名"
            case .customerKind: "お客様区分"
            case .channel: "販売チャネルコード"
            case .salesPerson: "営業担当者名"
            }
        }
    }

    /// Conditions and examples; empty where there is nothing to say.
    package func support(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .telephone: "例：03-1234-5678"
            case .mail: "例：hanako@example.jp"
            case .postalCode: "数字\(Billing.postalDigits)桁。例：100-0001"
            case .channel: "わからないときは、そのままにしてください。"
            default: limit.map { "\($0)文字まで" } ?? ""
            }
        }
    }
}

extension CustomerProblem {
    package func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }

    private func sentence(in language: Language) -> String {
        let name = label.name(in: language)
        return switch language {
        case .japanese:
            switch fault {
            case .text(let fault): fault.sentence(naming: name, in: language)
            case .notChosen: "\(name)を選択してください。"
            case .form where label == .telephone: "電話番号は、市外局番からの数字10桁または11桁で入力してください。"
            case .form: "\(name)は、数字\(Billing.postalDigits)桁で入力してください。"
            case .channel(let example):
                "\(name)は、英大文字と数字\(SalesInformation.channelDigits)桁で入力してください。例：\(example)"
            case .mail(let problem): problem.sentence(naming: name, in: language)
            }
        }
    }
}

extension CustomerKind {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .individual): "個人"
        case (.japanese, .corporation): "法人"
        case (.japanese, .government): "国・地方自治体"
        }
    }
}

extension Prefecture {
    package func name(in language: Language) -> String {
        switch language {
        case .japanese: Self.japanese[number - 1]
        }
    }

    private static let japanese = [
        "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県",
        "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県",
        "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県",
        "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
    ]
}
