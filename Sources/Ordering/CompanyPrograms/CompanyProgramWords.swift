import Exchange
import Shell
import Telephony

extension CompanyPrograms {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "プログラム連携",
                events: [
                    "token.added": "プログラム用トークンの発行",
                    "token.removed": "プログラム用トークンの取り消し",
                    "order.by-program": "プログラムからの申し込み",
                ])
        }
    }
}

extension ProgramFault {
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .externalID:
                "externalIdは、\(ProductOrderRequest.longestName)文字までの空でない文字列で、前後の空白や制御文字を含まないものにしてください。"
            case .contract: "契約を示す項目（@typeが\(ProductOrderShape.contract)）を、1つ指定してください。"
            case .contractForm: "契約番号を、「\(ContractCode.first)」の形で指定してください。"
            case .number: "電話番号を、ハイフンのない数字で指定してください。"
            case .item: "このお申し込みでは指定できません。"
            case .action(let wanted): "actionには「\(wanted)」を指定してください。"
            case .startNotAsked: "工事の時間帯を指定するお申し込みではありません。requestedStartDateを外してください。"
            case .document: "このお申し込みで同意いただく書面ではありません。"
            case .role: "roleには「contact」か「copy」を指定してください。"
            case .contactTwice: "ご連絡先（contact）は、1つだけ指定してください。"
            case .copyWithoutMail: "メールアドレスを指定してください。"
            case .tooManyCopies: "メールの写しを受け取る方（copy）は、\(CustomerDetails.mostOtherMails)人まで指定できます。"
            case .tooManyRows: "1つのお申し込みで追加できるのは、予約コードのない項目とある項目、それぞれ\(AdditionRows.most)件までです。"
            case .featuresMissing: "変更する付加機能を指定してください。"
            case .featuresDiffer: "1つのお申し込みでは、すべての番号に同じ付加機能を指定してください。"
            case .agreement: "同意していただく書面と適用中の版を、agreementにすべて指定してください。"
            case .fees: "料金が、feesに指定されたものと違います。いまの料金を確かめて、そのmarkをfeesに指定してください。"
            case .atThePages: "画面でお申し込みください。"
            }
        }
    }
}
