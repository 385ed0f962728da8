package import Shell
package import Telephony

extension EvidenceFile.Purpose {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .confirmation): "取引時確認記録登録申込書"
        case (.japanese, .remainingLines): "残回線構成表"
        }
    }
}

extension EvidenceFile {
    /// 「.xlsx、.xlsm、…」
    package static func endings(in language: Language) -> String {
        let endings = EvidenceFileKind.allCases.map { ".\($0.rawValue)" }
        return switch language {
        case .japanese: endings.joined(separator: "、")
        }
    }
}

extension EvidenceFile.Problem {
    package func problem(_ field: String, of purpose: EvidenceFile.Purpose, in language: Language) -> Problem {
        Problem(field, "\(purpose.name(in: language))：\(sentence(in: language))")
    }

    private func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .missing): "ファイルを選択してください。"
        case (.japanese, .empty): "ファイルに何も入っていません。もう一度お確かめください。"
        case (.japanese, .tooLarge): "ファイルは\(EvidenceFile.megabytes)MBまでです。小さくするか、分けずに済む資料だけにしてください。"
        case (.japanese, .ending): "アップロードできるファイル拡張子は、\(EvidenceFile.endings(in: language))です。"
        case (.japanese, .otherKind(let kind)):
            "拡張子は「.\(kind.rawValue)」ですが、中身が別の種類のファイルか、壊れています。もとのアプリで保存し直してください。"
        case (.japanese, .password): "パスワードのかかったファイルは受け付けられません。パスワードを外して保存し直してください。"
        case (.japanese, .archive(.tooManyMembers)):
            "ZIPに入れられるファイルは\(ZipDirectory.mostMembers.inGroups)個までです。"
        case (.japanese, .archive(.tooLargeUnpacked)):
            "ZIPを展開した大きさは\(ZipDirectory.mostUnpackedMegabytes)MBまでです。"
        case (.japanese, .archive(.empty)): "ZIPにファイルが入っていません。"
        case (.japanese, .archive(.unsafeName)): "ZIPに、展開先のフォルダーの外を指す名前のファイルがあります。作り直してください。"
        case (.japanese, .archive(.damaged)), (.japanese, .archive(.encrypted)):
            "ファイルが壊れているか、読み取れない形式です。作り直してください。"
        case (.japanese, .tooManyWaiting):
            "作成中のお申し込みに付けられるファイルは、企業全体で\(EvidenceFile.mostWaiting)個までです。使わない作成中のお申し込みを削除してください。"
        }
    }
}

extension EvidenceFile {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(group: "提出書類", events: ["ordering.evidence.read": "提出書類の閲覧（運営者）"])
        }
    }
}
