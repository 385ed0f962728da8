package import Telephony

extension ConsentDocument {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .terms): "サービス約款"
        case (.japanese, .importantMatters): "重要事項"
        case (.japanese, .privacy): "プライバシーポリシー"
        }
    }
}

extension ConsentDocument {
    /// What stands in for the operator's own documents.
    static func specimens(in language: Language) -> [ConsentVersion] {
        guard let from = Moment(startOfDay: 24, month: 2, year: 2026)?.day else { return [] }
        return allCases.map {
            ConsentVersion($0, version: from.isoText, from: from, text: $0.specimen(in: language))
        }
    }
}

extension ConsentDocument {
    func specimen(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .terms):
            """
            （見本）この約款は、サービスの提供条件を定める見本です。実際の条件は、サービスを提供する事業者の約款によります。
            お申し込みは、受付が完了したときに成立します。受付の後、お申し込みの内容を変えることはできません。
            内線番号とチャネルは、お申し込みの内容のとおりに設備へ登録します。
            """
        case (.japanese, .importantMatters):
            """
            （見本）ご利用には、インターネットに接続できるスマートフォンまたはPCが必要です。
            停電のとき、または通信設備が故障したときは、通話できません。
            料金と工事費は、営業担当者が別途ご案内します。
            """
        case (.japanese, .privacy):
            """
            （見本）ご入力いただいた会社名、お名前、電話番号、メールアドレスは、お申し込みの受付と工事、ご連絡のために使います。
            法令に基づく場合を除き、ご本人の同意なく第三者に提供しません。
            """
        }
    }
}
