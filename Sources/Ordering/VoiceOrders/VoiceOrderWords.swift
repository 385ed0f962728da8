import Exchange
package import Telephony

extension VoiceOrderProblem {
    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .nothing: "お申し込みの内容がありません。"
            case .baseUnknown(let number): "\(number.display)は、このご契約の基本契約番号ではありません。"
            case .numberUnknown(let number): "\(number.display)は、このご契約の番号ではありません。"
            case .numberIsBase(let number): "\(number.display)は基本契約番号のため、廃止できません。"
            case .numberTwice(let number): "\(number.display)が重ねて指定されています。"
            case .numberUnderWay(let number, let order):
                "\(number.display)には、工事が終わっていないお申し込み（お申込番号\(order)）があります。"
            case .numberTaken(let number): "\(number.display)は、すでに使われています。"
            case .tooFew(let kind, let free):
                free == 0
                    ? "いま追加できる\(kind.name(in: language))がありません。"
                    : "いま追加できる\(kind.name(in: language))は\(free.inGroups)番号です。追加番号数を減らしてください。"
            case .codeUnknown: NumberReservation.Refusal.unknown.sentence(in: language)
            case .codesBlocked(let until):
                NumberReservation.Refusal.tooManyMisses(until: until).sentence(in: language)
            case .codeTwice: "同じ予約コードが重ねて指定されています。"
            case .codeOfOtherArea(let area):
                "この予約コードの番号は\(area)で始まります。同じ市外局番の基本契約番号を選択してください。"
            case .otherWay(let way, let reasons):
                reasons.map { $0.reason(in: language) }.joined() + way.sentence(in: language)
            case .notForHikari: "ひかり電話のご契約には、\(VoiceNumberKind.ip.name(in: language))を追加できません。"
            case .tooManyOfHikari(let count), .tooManyOutsideNumbers(let count):
                "このご契約の番号が\(count.inGroups)番号になり、上限を超えます。追加番号数を減らしてください。"
            case .hikariMissing(let number): "\(number.display)のひかり電話のご契約が見つかりません。営業担当者にご相談ください。"
            case .feature(let problem, let number):
                (number.map { "\($0.display)：" } ?? "") + problem.sentence(in: language)
            }
        }
    }
}

extension NumberFeatureProblem {
    package func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .shownWithForward): "1つの番号で、特定番号通知と転送先特定番号を同時に利用することはできません。"
        case (.japanese, .forwardOfIP): "転送先特定番号は、\(VoiceNumberKind.ip.name(in: language))ではご利用いただけません。"
        case (.japanese, .forwardWithMessageBox): "転送先特定番号とメッセージボックスは、同時に利用できません。"
        case (.japanese, .shownNumberKind): "特定番号通知の番号は、フリーダイヤルかナビダイヤルの番号です。"
        case (.japanese, .forwardNumberForeign): "転送先特定番号は、このご契約の番号の中から選んでください。"
        }
    }
}

extension VoiceOrderWay {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .immediate): "お申し込み直後に開通するお申し込み"
        case (.japanese, .dated): "工事日を指定するお申し込み"
        case (.japanese, .sales): "営業担当者へのお申し込み"
        }
    }

    package func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .immediate): "「\(name(in: language))」でお申し込みいただけます。"
        case (.japanese, .dated): "「\(name(in: language))」でお申し込みください。"
        case (.japanese, .sales): "このサイトではお申し込みいただけません。営業担当者にご相談ください。"
        }
    }
}

extension VoiceOrderChart.Question {
    package func text(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .membersNet): "メンバーズネットを契約中である。"
        case (.japanese, .firstGeographicOfSmartPBX): "IP Voice（Smart PBX）をご利用中で、0AJ番号を使うのは初めてですか。"
        case (.japanese, .portability): "番号ポータビリティで、他社で利用中の番号をダイヤルイン番号に追加したい。"
        case (.japanese, .geographicOfOthers):
            "IP Voice（Universal One）のクラウドプラン、IP Voiceワイヤレス、IP Voice（Smart PBX）をご利用中で、0AJダイヤルイン番号を追加したい。"
        case (.japanese, .specialFeatures): "追加するダイヤルイン番号で、特定番号通知または転送先特定番号を利用したい。"
        case (.japanese, .firstGeographic): "申込契約番号（N番）で0AJ番号を使うのは初めてですか。"
        case (.japanese, .largeBase): "\(BaseNumber.largeBase.inGroups)番号を越える代表ですか。"
        }
    }

    /// Why another way is the one.
    package func reason(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .membersNet): "メンバーズネットをご契約中です。"
        case (.japanese, .firstGeographicOfSmartPBX): "IP Voice（Smart PBX）で0AJ番号を使うのは初めてです。"
        case (.japanese, .portability): "他社でご利用中の番号を追加します。"
        case (.japanese, .geographicOfOthers): "このサービスタイプでは、0AJ番号の追加に工事日のご指定が必要です。"
        case (.japanese, .specialFeatures): "特定番号通知または転送先特定番号を利用します。"
        case (.japanese, .firstGeographic): "このご契約で0AJ番号を使うのは初めてです。"
        case (.japanese, .largeBase): "\(BaseNumber.largeBase.inGroups)番号を越える代表です。"
        }
    }
}
