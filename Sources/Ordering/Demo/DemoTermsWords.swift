import Telephony

extension DemoTerms {
    /// Extracts of what S002 amends, and an amendment that nobody has decided.
    static func text(of edition: Edition, in language: Language) -> String {
        switch language {
        case .japanese: japanese(edition).joined(separator: "\n")
        }
    }

    private static func japanese(_ edition: Edition) -> [String] {
        let isAmended = edition != .before
        let isComing = edition == .coming
        let (site, device) = (NumberPlan.siteRange, NumberPlan.deviceRange)
        return [
            "（見本）この約款は、サービスの提供条件を示す見本の抜粋です。実際の条件は、サービスを提供する事業者の約款によります。",
            "第2条（用語の定義）　オンネット番号：拠点番号と拠点内線番号との組合せ"
                + (isAmended ? "又はオフィスリンククラウド接続機能で関係するオフィスリンク内線番号" : "")
                + "であって、同一のオンネットグループに係る利用回線等への通信に利用される番号",
            isAmended
                ? "第2条（用語の定義）　オフィスリンク間通信チャネル：オフィスリンククラウド接続機能においてオフィスリンクとスマートPBX間の同時接続可能数" : nil,
            "第7条　スマートPBX契約者は、オンネット番号に係る拠点番号"
                + (isAmended ? "、拠点内線番号及びオフィスリンク内線番号" : "、拠点内線番号") + "を設定することができます。",
            "第7条（注1）　オンネット番号の桁数は、拠点番号（最小\(site.lowerBound)桁～最大\(site.upperBound)桁）及び端末番号（最小\(device.lowerBound)桁～最大\(device.upperBound)桁）を合わせた桁数とします。"
                + (isAmended ? "オフィスリンク内線番号の桁数はオンネット番号の桁数には含めません。" : ""),
            "第7条（注2）　オンネット番号の桁数の変更は、増加する場合に限り請求できます。",
            "第15条（責任の制限）　当社は、当社の責めに帰すべき理由によりその提供をしなかったとき"
                + (isAmended
                    ? "（当社の提供区間と特定協定事業者の提供区間と合わせて料金を設定している場合は、その特定協定事業者の責めに帰すべき理由によるときを含みます。）" : "")
                + "は、全く利用できない状態にあることを当社が知った時刻から起算して、\(compensableHours)時間以上その状態が連続したときに限り、契約者の損害を賠償します。",
            isAmended
                ? "第15条ただし書　特定協定事業者がその契約約款及び料金表の定めるところによりその損害を賠償する場合は、この限りではありません。" : nil,
            isAmended ? nil : "第2表（工事費）　付加機能に関する工事の場合：1の工事ごとに4,200円（4,620円）",
            "第2表（工事費）　利用の開始に関する工事：1のオンネットグループごとに14,000円（15,400円）",
            "第2表（工事費）　上記以外に関する工事：1のオンネットグループごとに7,000円（7,700円）",
            isComing ? "（見本）第1表（利用料）　内線番号（ID）の利用料：1のIDごとに330円（363円）" : nil,
            isComing ? "（見本）附則　この改正規定は、デモのための見本です。" : nil,
        ].compactMap { $0 }
    }
}
