import Exchange
import Shell
import Telephony

extension Grant.Scope {
    /// So many contracts are named in a sentence.
    private static let mostNamed = 10

    func words(_ policy: OrderPolicy, in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .everything): "すべてのサービス"
        case (.japanese, .service(let service)): policy.name(of: service)
        case (.japanese, .contracts(let codes)):
            codes.map(\.text).sorted().prefix(Self.mostNamed).joined(separator: "、")
                + (codes.count > Self.mostNamed ? "ほか、全\(codes.count.inGroups)件" : "")
        }
    }
}

extension Grant.Level {
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .view): "参照のみ"
        case (.japanese, .edit): "参照・編集"
        }
    }
}

extension Grant {
    func words(_ policy: OrderPolicy, in language: Language) -> String {
        switch language {
        case .japanese: "\(scope.words(policy, in: language))：\(level.words(in: language))"
        }
    }
}

extension UserGroup {
    static func title(in language: Language) -> String {
        switch language {
        case .japanese: "ユーザグループ"
        }
    }

    /// For a grant's `line`, as the trail has it.
    fileprivate static func words(ofLine line: String, _ policy: OrderPolicy, in language: Language) -> String? {
        let parts = line.split(separator: " ").map(String.init)
        guard parts.count == 2, let level = Grant.Level(rawValue: parts[1]) else { return nil }
        let scope =
            OrderedService(rawValue: parts[0]).map(Grant.Scope.service)
            ?? (parts[0] == "everything"
                ? .everything : .contracts(Set(parts[0].split(separator: ",").compactMap { ContractCode(String($0)) })))
        return Grant(scope, level).words(policy, in: language)
    }

    /// What was chosen on a form.
    static func typedWords(
        _ scope: String?, _ level: String?, _ policy: OrderPolicy, in language: Language
    ) -> String {
        let scopeWords: String =
            switch (language, scope) {
            case (.japanese, "everything"): "すべてのサービス"
            case (.japanese, "contracts"): "選択した契約"
            case (.japanese, let scope): scope.flatMap(OrderedService.init).map(policy.name(of:)) ?? ""
            }
        return "\(scopeWords)：\(level.flatMap(Grant.Level.init)?.words(in: language) ?? "")"
    }
}

extension UserGroupProblem {
    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }

    private var field: String {
        switch self {
        case .noName, .nameCharacters, .nameTaken, .nameLength, .tooMany: "name"
        case .noScope, .noContracts: "scope"
        case .unknownContracts: "contracts"
        case .noLevel: "level"
        }
    }

    private func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .noName): "グループ名を入力してください。"
        case (.japanese, .nameCharacters): "グループ名に、使えない文字（改行など）が入っています。入力し直してください。"
        case (.japanese, .nameTaken): "同じ名前のグループがあります。別の名前を入力してください。"
        case (.japanese, .nameLength(let count)):
            "グループ名は\(UserGroup.longestName)文字以内で入力してください（現在\(count)文字）。"
        case (.japanese, .noScope): "対象を選択してください。"
        case (.japanese, .noContracts): "対象の契約を1つ以上選択してください。"
        case (.japanese, .unknownContracts(let codes)):
            codes.prefix(5).map { "「\($0)」" }.joined() + (codes.count > 5 ? "ほか\((codes.count - 5).inGroups)件" : "")
                + "は、御社の契約番号ではありません。確かめて入力し直してください。"
        case (.japanese, .noLevel): "権限を選択してください。"
        case (.japanese, .tooMany): "グループは\(UserGroup.most)個までです。使っていないグループを削除してください。"
        }
    }
}

extension Notice {
    static func userGroupSaved(
        _ draft: UserGroupDraft, isNew: Bool, _ policy: OrderPolicy, in language: Language
    ) -> Notice {
        switch language {
        case .japanese:
            Notice(
                isNew ? "ユーザグループを追加しました" : "ユーザグループを変更しました",
                [
                    "\(draft.name)（\(draft.grant.words(policy, in: language))、\(draft.members.count)人）",
                    "権限は、すぐに有効になります。",
                ])
        }
    }

    static func userGroupRemoved(_ group: UserGroup, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("ユーザグループを削除しました", [group.name])
        }
    }
}

extension UserGroups {
    static func vocabulary(_ policy: OrderPolicy, in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "ユーザグループ",
                events: [
                    "group.added": "ユーザグループの追加",
                    "group.changed": "ユーザグループの変更",
                    "group.removed": "ユーザグループの削除",
                ],
                words: { value, part, _ in
                    part == .subject ? nil : value.flatMap { UserGroup.words(ofLine: $0, policy, in: language) }
                }, isShown: \.isAdministrator)
        }
    }
}
