import Shell
import Telephony

extension Company {
    static func title(in language: Language) -> String {
        switch language {
        case .japanese: "企業の設定"
        }
    }
}

extension Company.Settings {
    func conflictRows(with typed: Company.Settings, in language: Language) -> [Conflict.Row] {
        switch language {
        case .japanese:
            [
                ("操作がないときにログアウトする時間", words(typed: idleMinutes), words(typed: typed.idleMinutes)),
                ("接続を許可するネットワーク", words(networks), words(typed.networks)),
            ].filter { $0.1 != $0.2 }.map { Conflict.Row(label: $0.0, stored: $0.1, typed: $0.2) }
        }
    }

    /// For `line`, as the trail has it.
    fileprivate static func words(ofLine line: String, in language: Language) -> String {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        let minutes = parts.first.flatMap { Int($0) }
        let networks = parts.dropFirst().first.map { $0.split(separator: ",").joined(separator: "、") } ?? ""
        return switch language {
        case .japanese:
            "自動ログアウト \(minutes.map { "\($0)分" } ?? "サイトの標準")、ネットワーク \(networks.isEmpty ? "制限しない" : networks)"
        }
    }

    private func words(typed minutes: Int?) -> String { minutes.map { "\($0)分" } ?? "サイトの標準" }

    private func words(_ networks: SourceNetworks) -> String {
        networks.all.isEmpty ? "制限しない" : networks.all.map(\.text).joined(separator: "、")
    }
}

extension CompanyProblem {
    func problem(in language: Language) -> Problem {
        switch self {
        case .idleNotNumber, .idleRange: Problem("idle", sentence(in: language))
        case .network, .tooManyNetworks, .shutsOut: Problem("networks", sentence(in: language))
        }
    }

    private func sentence(in language: Language) -> String {
        let range = Company.idleMinutes
        return switch (language, self) {
        case (.japanese, .idleNotNumber): "操作がないときにログアウトする時間は、数字で入力してください。"
        case (.japanese, .idleRange(let minutes)):
            "操作がないときにログアウトする時間は、\(range.lowerBound)〜\(range.upperBound)分で入力してください（入力：\(minutes)分）。"
        case (.japanese, .network(let text)): "「\(text)」は、ネットワークとして読み取れません。192.0.2.0/24のように入力してください。"
        case (.japanese, .tooManyNetworks(let count)):
            "接続を許可するネットワークは\(Company.mostNetworks)行までです（入力：\(count)行）。まとめて入力してください。"
        case (.japanese, .shutsOut(let address)):
            "いま接続しているアドレス（\(address)）が含まれていないため、保存するとログインできなくなります。このアドレスを含むネットワークを加えてください。"
        }
    }
}

extension Notice {
    static func companyChanged(_ settings: Company.Settings, in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice(
                "企業の設定を変更しました",
                [
                    settings.idleMinutes.map { "操作がないまま\($0)分たつと、ログアウトします。" } ?? "操作がないときは、サイトの標準の時間でログアウトします。",
                    settings.networks.all.isEmpty ? "接続元は制限しません。" : "許可したネットワークからだけ、ログインできます。",
                ])
        }
    }
}

extension Companies {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "企業の設定", events: ["company.added": "企業の登録", "company.changed": "企業の設定の変更"],
                words: { value, part, _ in
                    part == .subject ? nil : value.map { Company.Settings.words(ofLine: $0, in: language) }
                },
                isShown: \.isAdministrator)
        }
    }
}
