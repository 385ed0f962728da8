import Exchange
import Shell
import Telephony

extension ExtensionGroup {
    static func title(in language: Language) -> String {
        switch language {
        case .japanese: "着信グループ"
        }
    }
}

extension ExtensionGroup.Mode {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .all): "一斉"
        case (.japanese, .inOrder): "順次"
        }
    }
}

extension ExtensionGroup.Name {
    /// 22300（営業部）
    func words(in language: Language) -> String {
        switch language {
        case .japanese: "\(number.digits)（\(name)）"
        }
    }

    /// So many are named in a sentence.
    private static let mostNamed = 10

    static func words(_ names: [ExtensionGroup.Name], in language: Language) -> String {
        let first = names.prefix(mostNamed).map { $0.words(in: language) }
        return switch language {
        case .japanese:
            first.joined(separator: "、")
                + (names.count > mostNamed ? "ほか、全\(names.count.inGroups)グループ" : "")
        }
    }
}

extension [ExtensionGroup.Name] {
    /// Where a call goes on to that nobody answers.
    func words(_ next: CallTarget?, in language: Language) -> String {
        switch (language, next) {
        case (.japanese, nil): "何もしない"
        case (.japanese, .extension(let number)?): "内線番号 \(number.digits)"
        case (.japanese, .group(let id)?):
            "着信グループ \(first { $0.id == id }?.words(in: language) ?? "")"
        case (.japanese, .officeLink(let number)?): "オフィスリンク内線番号 \(number.digits)"
        }
    }
}

extension ExtensionGroupFacts {
    /// What stands for the name of a number of the other side.
    static func officeLinkName(in language: Language) -> String {
        switch language {
        case .japanese: "（オフィスリンク）"
        }
    }

    func name(of number: InsideNumber, in language: Language) -> String {
        switch number {
        case .extension(let number): extensions[number] ?? ""
        case .officeLink: Self.officeLinkName(in: language)
        }
    }

    /// For the page on which a person chooses between two.
    func words(_ settings: ExtensionGroup.Settings, in language: Language) -> String {
        words(
            settings.number.digits, settings.mode, "\(settings.ringSeconds)",
            groups.words(settings.next, in: language),
            settings.members.map(\.digits), settings.name, in: language)
    }

    /// What was typed, whether it is right or not.
    func words(_ form: ExtensionGroupForm, in language: Language) -> String {
        let number = ExtensionNumber(site: form.site, device: form.device)
        let next: CallTarget? =
            switch ExtensionGroupForm.Next(rawValue: form.next) {
            case .extension:
                if case .officeLink(let number)? = inside(typed: form.nextExtension) {
                    .officeLink(number)
                } else {
                    ExtensionNumber(typed: form.nextExtension, in: plan).map { .extension($0) }
                }
            case .group: Int(form.nextGroup).map { .group($0) }
            case .nothing, nil: nil
            }
        return words(
            number.digits, ExtensionGroup.Mode(rawValue: form.mode) ?? .all, form.seconds,
            groups.words(next, in: language), form.members.all.map(\.digits), form.name, in: language)
    }

    private func words(
        _ number: String, _ mode: ExtensionGroup.Mode, _ seconds: String, _ next: String, _ members: [String],
        _ name: String, in language: Language
    ) -> String {
        switch language {
        case .japanese:
            "\(number)（\(name)）、\(mode.name(in: language))、\(seconds)秒、メンバー\(members.count)番号（\(members.joined(separator: "、"))）、応答がないとき：\(next)"
        }
    }

    /// 22300（営業部） → 22205 → 03-1234-5001 → 22300（営業部）
    func words(_ loop: [CallGraph.Place], in language: Language) -> String {
        loop.map { place in
            switch place {
            case .extension(let number): number.digits
            case .group(let id): group(id)?.words(in: language) ?? ""
            case .line(let number): number.display
            case .officeLink(let number): number.digits
            }
        }.joined(separator: " → ")
    }
}

extension ExtensionGroupProblem {
    func problem(_ facts: ExtensionGroupFacts, in language: Language) -> Problem {
        Problem(field, sentence(facts, in: language))
    }

    private var field: String {
        switch self {
        case .noName, .nameCharacters, .nameLength, .tooMany: "name"
        case .part(let problem): problem.part.rawValue
        case .isExtension, .isComing, .isGroup, .isOfficeLink: ExtensionNumber.Part.device.rawValue
        case .noMode: "mode"
        case .seconds: "seconds"
        case .noMember, .tooManyMembers: "members"
        case .unreadableMembers, .unknownMembers, .groupMembers: "added"
        case .noNext, .loop: "next"
        case .noNextGroup: "nextGroup"
        case .unknownNext: "nextExtension"
        }
    }

    private func sentence(_ facts: ExtensionGroupFacts, in language: Language) -> String {
        let (seconds, members) = (ExtensionGroup.secondsRange, ExtensionGroup.memberRange)
        return switch (language, self) {
        case (.japanese, .noName): "グループ名を入力してください。"
        case (.japanese, .nameCharacters): "グループ名に、使えない文字（改行など）が入っています。入力し直してください。"
        case (.japanese, .nameLength(let count)):
            "グループ名は\(ExtensionGroup.longestName)文字以内で入力してください（現在\(count)文字）。"
        case (_, .part(let problem)): problem.sentence(in: language)
        case (.japanese, .isExtension(let number)):
            "\(number.digits)は、内線番号として使われています。別の番号を入力してください。"
        case (.japanese, .isComing(let number)):
            "\(number.digits)は、お申し込み中の内線番号です。別の番号を入力してください。"
        case (.japanese, .isOfficeLink(let number)):
            "\(number.digits)は、オフィスリンク内線番号です。別の番号を入力してください。"
        case (.japanese, .isGroup(let number, let name)):
            "\(number.digits)は、着信グループ「\(name)」の番号です。別の番号を入力してください。"
        case (.japanese, .noMode): "鳴らし方を選択してください。"
        case (.japanese, .seconds):
            "呼出時間は、\(seconds.lowerBound)〜\(seconds.upperBound)秒の数字で入力してください。"
        case (.japanese, .noMember): "メンバーを1つ以上追加してください。"
        case (.japanese, .tooManyMembers(let count)):
            "メンバーは\(members.upperBound)番号までです（いまは\(count)番号）。減らしてください。"
        case (.japanese, .unreadableMembers(let typed)):
            "\(Self.quoted(typed))は、内線番号として読み取れません。拠点番号\(facts.plan.siteDigits)桁と端末番号\(facts.plan.deviceDigits)桁で入力してください。"
        case (.japanese, .unknownMembers(let typed)):
            "\(Self.quoted(typed))は、この契約の内線番号にありません。番号を確かめてください。"
        case (.japanese, .groupMembers(let typed)):
            "\(Self.quoted(typed))は着信グループの番号です。メンバーにできるのは内線番号だけです。"
        case (.japanese, .noNext): "応答がないときの動作を選択してください。"
        case (.japanese, .noNextGroup): "応答がないときにつなぐ着信グループを選択してください。"
        case (.japanese, .unknownNext(let typed)):
            typed.isEmpty
                ? "応答がないときにつなぐ内線番号を入力してください。" : "「\(typed)」は、この契約の内線番号にありません。番号を確かめてください。"
        case (.japanese, .loop(let places)):
            "この設定では、電話が同じところに戻り続けます（\(facts.words(places, in: language))）。別のつなぎ先を選択してください。"
        case (.japanese, .tooMany):
            "着信グループは\(ExtensionGroup.most)個までです。使っていないグループを削除してください。"
        }
    }

    private static func quoted(_ typed: [String]) -> String {
        let most = 5
        return typed.prefix(most).map { "「\($0)」" }.joined()
            + (typed.count > most ? "ほか\((typed.count - most).inGroups)件" : "")
    }
}

extension Notice {
    static func extensionGroupSaved(
        _ settings: ExtensionGroup.Settings, isNew: Bool, in language: Language
    ) -> Notice {
        switch language {
        case .japanese:
            Notice(
                isNew ? "着信グループを追加しました" : "着信グループを変更しました",
                [
                    "\(settings.number.digits)（\(settings.name)、\(settings.mode.name(in: language))、メンバー\(settings.members.count)番号）",
                    "次の着信から、この設定で鳴ります。",
                ])
        }
    }

    static func extensionGroupRemoved(_ settings: ExtensionGroup.Settings, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("着信グループを削除しました", ["\(settings.number.digits)（\(settings.name)）"])
        }
    }
}

extension ExtensionGroups {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: ExtensionGroup.title(in: language),
                events: [
                    "extension-group.added": "着信グループの追加",
                    "extension-group.changed": "着信グループの変更",
                    "extension-group.removed": "着信グループの削除",
                ],
                words: { value, part, _ in part == .subject ? nil : value.flatMap { words(ofLine: $0, in: language) } },
                isShown: { $0.rights.knows(.smartPBX) })
        }
    }

    /// For a group's line, as the trail has it.
    private static func words(ofLine line: String, in language: Language) -> String? {
        let parts = line.split(separator: " ", maxSplits: 5).map(String.init)
        guard parts.count == 6, let mode = ExtensionGroup.Mode(rawValue: parts[1]) else { return nil }
        let members = parts[4] == "-" ? [] : parts[4].split(separator: ",")
        return switch language {
        case .japanese:
            "\(parts[0])（\(parts[5])）、\(mode.name(in: language))、\(parts[2])秒、メンバー\(members.isEmpty ? "なし" : members.joined(separator: "、"))、応答がないとき：\(parts[3] == "-" ? "何もしない" : parts[3])"
        }
    }
}
