import CivilCalendar
package import Shell
package import Telephony

extension LeadTime.Cause {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .numbers): "ダイヤルイン番号の追加"
        case (.japanese, .features): "付加機能の変更など"
        case (.japanese, .portabilityFromNTT): "NTT東日本・NTT西日本からの番号ポータビリティ"
        case (.japanese, .portabilityFromOthers): "NTT東日本・NTT西日本以外からの番号ポータビリティ"
        }
    }
}

extension LeadTime {
    /// What makes the day late.
    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            "\(cause.name(in: language))に\(days)営業日"
                + (confirmationDays > 0 ? "、取引確認内容の変更に\(confirmationDays)営業日" : "") + "かかります。"
        }
    }
}

extension WorkDays.Rest {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .weekend): "土日"
        case (.japanese, .holiday): "休日"
        }
    }
}

extension WorkDays.Standing {
    /// Why a day cannot be chosen, or what it asks; empty where there is nothing to say.
    package func remark(in language: Language) -> String {
        switch (language, self) {
        case (_, .open): ""
        case (.japanese, .needsReason(let rest)): "\(rest.name(in: language))（実施希望理由が必要です）"
        case (.japanese, .tooEarly): "最短納期日より前です"
        case (.japanese, .tooLate): "受け付けられる期間を過ぎています"
        }
    }
}

extension WorkWish.Problem {
    package func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }

    private var field: String {
        switch self {
        case .dayMissing, .dayForm, .tooEarly, .tooLate: "day"
        case .timeForm, .timeNotAsked: "time"
        case .reason, .reasonNeeded: "reason"
        }
    }

    private func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .dayMissing): "工事希望年月日を選択してください。"
        case (.japanese, .dayForm): "工事希望年月日は、2026-12-04のように入力してください。"
        case (.japanese, .tooEarly(let first, let leadTime)):
            "工事希望年月日は、最短納期日の\(first.text(in: language))以降にしてください。\(leadTime.sentence(in: language))"
        case (.japanese, .tooLate(let last)):
            "工事希望年月日は、お申し込みから\(WorkDays.months)か月以内（\(last.text(in: language))まで）にしてください。"
        case (.japanese, .timeForm): "工事希望時間は、09:30のように時と分で入力してください。"
        case (.japanese, .timeNotAsked): "工事希望時間を指定できるのは、番号ポータビリティのお申し込みがあるときだけです。空欄にしてください。"
        case (.japanese, .reason(let fault)): fault.sentence(naming: Self.reasonName(in: language), in: language)
        case (.japanese, .reasonNeeded(.rest(let rest))):
            "\(rest.name(in: language))の工事をご希望のときは、\(Self.reasonName(in: language))を入力してください。"
        case (.japanese, .reasonNeeded(.hours)):
            "平日\(WorkTime.usual.lowerBound.text)～\(WorkTime.usual.upperBound.text)以外の時間をご希望のときは、\(Self.reasonName(in: language))を入力してください。"
        }
    }

    private static func reasonName(in language: Language) -> String {
        switch language {
        case .japanese: "夜間/深夜/土日休日の実施希望理由"
        }
    }
}

extension NetworkAddressChange.Action {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .add): "追加"
        case (.japanese, .remove): "削除"
        }
    }
}

extension NetworkAddressRows.Problem {
    package func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .noneInForce):
            Problem("networks", "0AJ番号を使うには、0AJ利用拠点NWアドレスが1つ以上必要です。ネットワークアドレスとサブネットマスクを入力してください。")
        case (.japanese, .tooMany(let count)):
            Problem("networks", "0AJ利用拠点NWアドレスは\(NetworkAddressRows.most)行までです（入力：\(count)行）。")
        case (.japanese, .row(let row, let fault)):
            Problem("\(fault.part)-\(row)", "\(row + 1)行目：\(fault.sentence(in: language))")
        }
    }
}

extension NetworkAddressRows.Fault {
    fileprivate var part: String {
        switch self {
        case .action: "network-action"
        case .form(.maskMissing), .form(.mask): "network-mask"
        default: "network-address"
        }
    }

    fileprivate func sentence(in language: Language) -> String {
        let masks = NetworkAddress.masks
        return switch (language, self) {
        case (.japanese, .action): "申込種別を選択してください。"
        case (.japanese, .form(.addressMissing)): "ネットワークアドレスを入力してください。"
        case (.japanese, .form(.addressForm)): "ネットワークアドレスは、10.200.3.0のようにIPv4アドレスで入力してください。"
        case (.japanese, .form(.maskMissing)): "サブネットマスクを入力してください。"
        case (.japanese, .form(.mask)): "サブネットマスクは、\(masks.lowerBound)から\(masks.upperBound)までの数字で入力してください。"
        case (.japanese, .form(.hostBits(let network))):
            "サブネットマスクが\(network.length)のときのネットワークアドレスは\(network.address)です。端末のアドレスではなく、ネットワークアドレスを入力してください。"
        case (.japanese, .twice(let first)): "\(first + 1)行目と同じネットワークです。どちらかを消してください。"
        case (.japanese, .isRegistered): "すでに登録されているネットワークです。行を消してください。"
        case (.japanese, .isNotRegistered): "登録されていないネットワークは削除できません。登録済みのものと同じように入力してください。"
        case (.japanese, .overlaps(let other)): "\(other.text)と範囲が重なっています。重ならないように入力してください。"
        }
    }
}

extension TransactionConfirmation.Label {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .person): "取引担当者名（確認用）"
        case (.japanese, .destinationDepartment): "送付先部署名"
        case (.japanese, .destinationPerson): "送付先担当者名"
        }
    }
}

extension TransactionConfirmation.Problem {
    package func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .changeNotChosen):
            Problem(TransactionConfirmation.changed, "取引確認内容の変更有無を選択してください。")
        case (_, .text(let label, let fault)):
            Problem(label.rawValue, fault.sentence(naming: label.name(in: language), in: language))
        case (.japanese, .fileMissing):
            Problem(
                TransactionConfirmation.file,
                "変更ありのときは、\(EvidenceFile.Purpose.confirmation.name(in: language))のファイルを選択してください。")
        }
    }
}
