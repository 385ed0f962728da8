package import Shell
package import Telephony

extension PortRow.Column {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .number): "電話番号"
        case (.japanese, .carrier): "電話事業者名1"
        case (.japanese, .issuer): "電話事業者名2"
        case (.japanese, .kind): "回線種別"
        case (.japanese, .holder): "回線名義"
        case (.japanese, .holderName): "名義"
        case (.japanese, .holderKana): "フリガナ"
        case (.japanese, .address): "設置場所住所"
        case (.japanese, .addressText): "異なる設置場所住所"
        case (.japanese, .holderAddress): "契約者住所"
        case (.japanese, .wiring): "DSU/配線等の撤去"
        }
    }

    package static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "番号ポータビリティの電話番号"
        }
    }

    /// What may be chosen, as files write it.
    fileprivate func choices(in language: Language) -> [String] {
        switch self {
        case .kind: PortLine.Kind.allCases.map { $0.name(in: language) }
        case .holder, .address: PortRow.Likeness.allCases.map { $0.name(in: language) }
        case .wiring: PortRow.Wiring.allCases.map { $0.name(in: language) }
        default: []
        }
    }
}

extension PortLine.Kind {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .subscriber): "加入電話"
        case (.japanese, .isdn): "INSネット"
        case (.japanese, .hikari): "ひかり電話"
        case (.japanese, .collaboration): "光コラボ"
        case (.japanese, .cable): "ケーブル"
        case (.japanese, .other): "その他"
        }
    }

    /// As a form sends it, or as people write it in files.
    init?(word: String) {
        let word = PortRow.folded(word)
        guard
            let kind = Self.allCases.first(where: { kind in
                kind.rawValue == word || Language.allCases.contains { PortRow.folded(kind.name(in: $0)) == word }
            })
        else { return nil }
        self = kind
    }
}

extension PortRow.Likeness {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .same): "同じ"
        case (.japanese, .other): "異なる"
        }
    }

    /// 「IPVoice名義と同じ」 says 「同じ」.
    init?(word: String) {
        let word = PortRow.folded(word)
        guard
            let likeness = Self.allCases.first(where: { likeness in
                likeness.rawValue == word || Language.allCases.contains { word.hasSuffix(likeness.name(in: $0)) }
            })
        else { return nil }
        self = likeness
    }
}

extension PortRow.Wiring {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .yes): "あり"
        case (.japanese, .no): "なし"
        case (.japanese, .unsaid): "－"
        }
    }

    init?(word: String) {
        let word = PortRow.folded(word)
        guard
            let wiring = Self.allCases.first(where: { wiring in
                wiring.rawValue == word || Language.allCases.contains { PortRow.folded(wiring.name(in: $0)) == word }
            })
        else { return nil }
        self = wiring
    }
}

extension PortRow {
    /// A dash, as files have it where there is nothing.
    static func saysNothing(_ cell: String) -> Bool { ["-", "－", "―"].contains(cell) }

    fileprivate static func folded(_ word: String) -> String { PlainName(word).text.foldingWidth.lowercased() }
}

extension PortNumber.Problem {
    package func sentence(in language: Language) -> String {
        let name = PortRow.Column.number.name(in: language)
        return switch (language, self) {
        case (_, .form(let problem)): problem.sentence(naming: name, in: language)
        case (.japanese, .ipTelephone): "050で始まる番号（IP電話）は、番号ポータビリティの対象外です。0AJ番号を入力してください。"
        case (.japanese, .mobile(let prefix)):
            "\(prefix)で始まる番号（携帯電話）は、番号ポータビリティの対象外です。0AJ番号を入力してください。"
        case (.japanese, .kind(let kind)):
            "\(kind.name(in: language))は、番号ポータビリティの対象外です。0AJ番号を入力してください。"
        }
    }
}

extension PortRow.Problem {
    package func sentence(in language: Language) -> String {
        let name = column.name(in: language)
        return switch (language, fault) {
        case (_, .number(let problem)): problem.sentence(in: language)
        case (_, .text(let fault)): fault.sentence(naming: name, in: language)
        case (.japanese, .notChosen):
            "\(name)は、\(column.choices(in: language).map { "「\($0)」" }.joined(separator: ""))から選んでください。"
        }
    }
}

extension PortFile.LineProblem {
    package func reason(in language: Language) -> String {
        switch (language, self) {
        case (_, .columns(let count)): Column.reason(forColumns: count, in: language)
        case (_, .cell(let problem)): problem.sentence(in: language)
        case (.japanese, .duplicate(let line)): "\(line)行目と同じ電話番号です。"
        }
    }

    package func remedy(in language: Language) -> String {
        switch (language, self) {
        case (_, .columns): Column.remedyForColumns(in: language)
        case (.japanese, .cell(let problem)): "\(problem.column.name(in: language))を直してください。"
        case (.japanese, .duplicate): "どちらかの行を消してください。"
        }
    }
}

extension PortRows.Problem {
    package func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .row(let row, let problem)):
            Problem("port-\(row)-\(problem.column.rawValue)", "\(row + 1)行目：\(problem.sentence(in: language))")
        case (.japanese, .twice(let row, let first)):
            Problem(
                "port-\(row)-\(PortRow.Column.number.rawValue)",
                "\(row + 1)行目：\(first + 1)行目と同じ電話番号です。どちらかを消してください。")
        case (.japanese, .none): Problem("rows", "番号ポータビリティで追加する電話番号を、1つ以上入力してください。")
        case (.japanese, .tooMany(let count)):
            Problem(
                "rows",
                "一度に申し込めるのは\(PortLine.limit)番号までです（入力：\(count.inGroups)番号）。お申し込みを分けてください。")
        }
    }
}

extension PortFile {
    package static func sample(in language: Language) -> [UInt8] {
        switch language {
        case .japanese:
            PortRow.Column.file(
                [
                    ["0312340001", "NTT東日本", "", "ひかり電話", "同じ", "", "", "同じ", "", "", "－"],
                    [
                        "0312340002", "株式会社見本ケーブル", "NTT東日本", "ケーブル", "異なる", "見本 花子", "ミホン ハナコ", "異なる",
                        "東京都千代田区千代田1-1", "東京都千代田区千代田1-1", "なし",
                    ],
                ], in: language)
        }
    }
}
