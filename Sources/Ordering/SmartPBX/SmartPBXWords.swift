import Exchange
import Shell
package import Telephony

extension DeviceKind {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .smartphone): "スマートフォン"
        case (.japanese, .computer): "PC（ソフトフォン）"
        case (.japanese, .desk): "IP-Phone"
        case (.japanese, .gateway): "VoIP-GW"
        }
    }

    /// As a form sends it, or as people write it in files.
    init?(word: String) {
        let word = PastedText(word).text.lowercased()
        if let kind = DeviceKind(rawValue: word) {
            self = kind
            return
        }
        switch word {
        case "スマートフォン", "スマホ", "smartphone": self = .smartphone
        case "pc", "ソフトフォン", "pc（ソフトフォン）", "pc(ソフトフォン)", "softphone": self = .computer
        case "ip-phone": self = .desk
        case "voip-gw": self = .gateway
        default: return nil
        }
    }
}

extension ExtensionNumber.Part {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .site): "拠点番号"
        case (.japanese, .device): "端末番号"
        }
    }
}

extension ExtensionNumber.Problem {
    package func sentence(in language: Language) -> String { reason(in: language) + remedy(in: language) }

    func reason(in language: Language) -> String {
        let name = part.name(in: language)
        return switch language {
        case .japanese:
            switch self {
            case .missing: ""
            case .sign(_, ","), .sign(_, "p"), .sign(_, "P"), .sign(_, ";"): "\(name)にポーズ（, p P ;）は使えません。"
            case .sign(_, let sign): "\(name)に「\(sign)」は使えません。"
            case .notDigits: "\(name)に数字でない文字があります。"
            case .length(_, let count, let plan): "\(name)は\(plan)桁です（入力は\(count)桁）。"
            case .firstDigit(_, let digit): "\(name)は「\(digit)」で始められません。"
            }
        }
    }

    func remedy(in language: Language) -> String {
        let name = part.name(in: language)
        return switch language {
        case .japanese:
            switch self {
            case .missing: "\(name)を入力してください。"
            case .sign, .notDigits: "数字だけで入力してください。"
            case .length(_, _, let plan): "\(plan)桁で入力してください。"
            case .firstDigit: "2から9までの数字で始めてください。"
            }
        }
    }
}

extension ExtensionRows.Problem {
    /// Under the row, and in the summary with its place.
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.part(let problem, let row), .japanese): "\(row + 1)行目：\(problem.sentence(in: language))"
        case (.kind(let row), .japanese): "\(row + 1)行目：端末種別を選択してください。"
        case (.twice(let row, let first), .japanese): "\(row + 1)行目：\(first + 1)行目と同じ内線番号です。どちらかを変えてください。"
        }
    }

    var field: String {
        switch self {
        case .part(let problem, let row): "\(problem.part.rawValue)-\(row)"
        case .kind(let row): "kind-\(row)"
        case .twice(let row, _): "device-\(row)"
        }
    }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }
}

/// What is wrong with the form of the plan, and with what is ordered as a whole.
enum SmartPBXFormProblem: Sendable, Equatable {
    case digits(ExtensionNumber.Part)
    case count
    /// The plan has fewer numbers.
    case capacity(Int)
    case method
    case noExtension
    case tooMany(Int)
    case addedChannels(extensions: Int)
    case series
    case screenIsFull
    case pasteEmpty
    case countNotAgreed
    case change(SmartPBXChangeProblem, OrderKind)
    /// 削除する, and nothing is ticked.
    case noneChosen
    /// Neither 拠点番号 nor 端末番号.
    case part
    /// 変更工事時間帯
    case window
    case endNotTicked, endedContract
    /// オフィスリンクのご契約者
    case contractor(TextFault)
    case consentNotTicked, featureEndNotTicked

    private var field: String {
        switch self {
        case .digits(.site): "siteDigits"
        case .digits(.device): "deviceDigits"
        case .count, .capacity: "count"
        case .method: "method"
        case .noExtension, .tooMany, .screenIsFull: "rows"
        case .addedChannels: "addedChannels"
        case .series: "series-device"
        case .pasteEmpty: "paste"
        case .countNotAgreed: "countAgreed"
        case .change(let problem, let kind): problem.field(kind)
        case .noneChosen: "gone"
        case .part: "part"
        case .window: "window"
        case .endNotTicked: "end"
        case .endedContract: "endedContract"
        case .contractor: "contractor"
        case .consentNotTicked: "consent"
        case .featureEndNotTicked: "endFeature"
        }
    }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }

    private func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .digits(.site):
                "内線拠点番号桁数を\(NumberPlan.siteRange.lowerBound)から\(NumberPlan.siteRange.upperBound)までの数字で入力してください。"
            case .digits(.device):
                "内線端末番号桁数を\(NumberPlan.deviceRange.lowerBound)から\(NumberPlan.deviceRange.upperBound)までの数字で入力してください。"
            case .count: "申込内線番号数を1から\(Extension.limit.inGroups)までの数字で入力してください。"
            case .capacity(let room):
                "この桁数で使える内線番号は\(room.inGroups)番号までです。桁数を増やすか、申込内線番号数を減らしてください。"
            case .method: "入力方法を選択してください。"
            case .noExtension: "内線番号を1つ以上入力してください。"
            case .tooMany(let count):
                "内線番号は\(Extension.limit.inGroups)番号まで申し込めます（いまは\(count.inGroups)番号）。"
            case .addedChannels(let count):
                "\(count.inGroups)番号のときに追加できるチャネルは\(Channels.choices(extensions: count).last ?? 0)までです。10刻みで選択してください。"
            case .series: "端末番号と件数を数字で入力してください。"
            case .screenIsFull:
                "画面で入力できるのは\(ExtensionRows.mostOnScreen)行までです。続きは、貼り付けるか、CSVファイルで入力してください。"
            case .pasteEmpty: "貼り付ける内線番号を入力してください。"
            case .countNotAgreed: "申込内線番号数を変えて申し込むことを確かめて、チェックを入れてください。"
            case .change(let problem, let kind): problem.sentence(kind, in: language)
            case .noneChosen: "削除する内線番号にチェックを入れてください。"
            case .part: "桁数を追加する番号を選択してください。"
            case .window: "変更工事時間帯を選択してください。"
            case .endNotTicked: "「該当契約を廃止する」にチェックを入れてください。"
            case .endedContract: "廃止する契約の契約番号を、「\(ContractCode.first)」の形で入力してください。"
            case .contractor(let fault): fault.sentence(naming: "オフィスリンクのご契約者名", in: language)
            case .consentNotTicked: "オフィスリンクのご契約者の承諾を得て、チェックを入れてください。"
            case .featureEndNotTicked: "「\(OfficeLink.name(in: language))を廃止する」にチェックを入れてください。"
            }
        }
    }
}

extension SmartPBXExtensionsView {
    /// Of a paste with so many wrong places.
    static func pasted(_ count: Int, in language: Language) -> Problem {
        switch language {
        case .japanese: Problem("paste", "貼り付けた内容の\(count.inGroups)か所に直していただきたいところがあります。どの行も追加していません。")
        }
    }
}
