import Shell
import Telephony

extension OfficeLinkNumber.Problem {
    fileprivate func sentence(_ typed: String, in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .notDigits): "「\(typed)」に数字でない文字があります。数字だけで入力してください。"
        case (.japanese, .length(let range)):
            "「\(typed)」は使えません。オフィスリンク内線番号は、\(range.lowerBound)桁から\(range.upperBound)桁で入力してください。"
        case (.japanese, .firstDigit): "「\(typed)」は使えません。2から9までの数字で始まる番号を入力してください。"
        case (.japanese, .isExtension): "「\(typed)」は、ご契約の内線番号です。オフィスリンク内線番号には使えません。"
        case (.japanese, .isGroup(let name)):
            "「\(typed)」は、着信グループ「\(name)」の番号です。オフィスリンク内線番号には使えません。"
        }
    }
}

extension OfficeLinkProblem {
    func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .nothingTyped): Problem("added", "追加するオフィスリンク内線番号を入力してください。")
        case (.japanese, .nothingTicked): Problem("numbers", "削除するオフィスリンク内線番号にチェックを入れてください。")
        case (_, .number(let typed, let problem)): Problem("added", problem.sentence(typed, in: language))
        case (.japanese, .tooMany(let count)):
            Problem(
                "added",
                "オフィスリンク内線番号は\(OfficeLinkNumber.most.inGroups)番号までです（合わせて\(count.inGroups)番号になります）。")
        case (.japanese, .inUse(let number, let use)):
            Problem(
                "numbers", "\(number.digits)は、\(use.places(in: language))で使われています。先にその設定を変更してください。")
        }
    }
}

extension ExtensionUse {
    /// Where a number is used, one after the other.
    fileprivate func places(in language: Language) -> String {
        switch language {
        case .japanese:
            [
                groups.isEmpty ? nil : "着信グループ \(ExtensionGroup.Name.words(groups, in: language)) のメンバー",
                goingOn.isEmpty
                    ? nil : "着信グループ \(ExtensionGroup.Name.words(goingOn, in: language)) の「応答がないとき」",
                lines.isEmpty ? nil : "外線番号 \(Self.names(lines.map(\.display), in: language)) の着信先",
                absences.isEmpty ? nil : "内線番号 \(Self.names(absences.map(\.hyphenated), in: language)) の不在時動作",
            ].compactMap(\.self).joined(separator: "、")
        }
    }
}

extension Notice {
    static func officeLinkSaved(_ count: Int, isRemoving: Bool, in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice(
                isRemoving ? "オフィスリンク内線番号を削除しました" : "オフィスリンク内線番号を追加しました", ["\(count.inGroups)番号"])
        }
    }
}

extension OfficeLinks {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: ExtensionSettings.eventGroup(in: language),
                events: [
                    "office-link.added": "オフィスリンク内線番号の追加", "office-link.removed": "オフィスリンク内線番号の削除",
                ],
                words: { value, part, _ in
                    part == .subject ? nil : value?.split(separator: ",").joined(separator: "、")
                }, isShown: { $0.rights.knows(.smartPBX) })
        }
    }
}
