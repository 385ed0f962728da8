extension CSVProblem {
    /// Says what is wrong and how to mend it.
    package func sentence(about columns: any CSVColumn.Type, in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .empty: "ファイルに何も書かれていません。データの入ったCSVファイルを選択してください。"
            case .workbook:
                """
                表計算ソフトの文書（Excelブックなど）は読み取れません。Excelでは「CSV UTF-8（コンマ区切り）」形式で保存し、\
                NumbersではCSVに書き出したファイルを選択してください。
                """
            case .document: "PDFや画像などの文書は読み取れません。表計算ソフトからCSV形式で保存したファイルを選択してください。"
            case .webPage:
                """
                名前は「.csv」でも、中身がWebページ（HTML）のファイルです。表計算ソフトで開き、\
                CSV形式で保存し直したファイルを選択してください。
                """
            case .nul: "ファイルに使えない文字（NUL）があります。CSV形式で保存し直したファイルを選択してください。"
            case .unknownEncoding: "ファイルの文字コードを読み取れません。UTF-8、UTF-16またはShift_JISで保存し直したファイルを選択してください。"
            case .openQuote(let line): "\(line)行目の「\"」が閉じられていません。項目の終わりに「\"」を付けてください。"
            case .strayQuote(let line): "\(line)行目の「\"」の位置が正しくありません。項目全体を「\"」で囲み、項目の中の「\"」は「\"\"」と書いてください。"
            case .tooLarge(let megabytes): "CSVファイルは\(megabytes)MBまでです。" + columns.whenTooLarge(in: language)
            case .tooManyRows(let limit): "CSVファイルは\(limit.inGroups)行までです。" + columns.whenTooLarge(in: language)
            case .tooManyColumns(let line, let limit): "\(line)行目の項目が多すぎます。\(limit)項目以内にしてください。"
            case .longCell(let line, let column, let limit):
                "\(line)行目の\(column)番目の項目が長すぎます。\(limit.inGroups)バイト以内にしてください。"
            case .noRows: "CSVファイルに\(columns.contents(in: language))の行がありません。見出しの下に、1行ずつ入力してください。"
            case .unclearHeading(let line):
                """
                \(line)行目の見出しから、どの列が何かを読み取れません。\
                見出しを「\(columns.headings(in: language))」にするか、見出しの行を消してください。
                """
            }
        }
    }
}

extension CSVColumn {
    package static func whenTooLarge(in language: Language) -> String {
        switch language {
        case .japanese: "ファイルを分けて、もう一度選択してください。"
        }
    }

    fileprivate static func headings(in language: Language) -> String { header(in: language).joined(separator: ",") }

    /// Of a line that says more than its columns.
    package static func reason(forColumns count: Int, in language: Language) -> String {
        switch language {
        case .japanese: "1行に書けるのは\(allCases.count)項目までです（この行は\(count)項目）。"
        }
    }

    package static func remedyForColumns(in language: Language) -> String {
        let names = allCases.map { $0.name(in: language) }.joined(separator: ",")
        return switch language {
        case .japanese: "「\(names)」の形にしてください。"
        }
    }
}

extension CSVNumberProblem {
    /// As of numbers of a contract.
    package func reason(in column: some CSVColumn, _ language: Language) -> String {
        let name = column.name(in: language)
        return switch language {
        case .japanese:
            switch self {
            case .form(let problem), .foreign(let problem?): problem.sentence(naming: name, in: language)
            case .lostZero: "先頭の0がありません（表計算ソフトで保存すると消えることがあります）。"
            case .spoiled(let mark): mark.reason(in: language)
            case .foreign(nil): "ご契約の電話番号にありません。"
            case .duplicate(let line): "\(line)行目と同じ\(name)です。"
            }
        }
    }

    package func remedy(in column: some CSVColumn, _ language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .form, .foreign(.some): "ご契約の電話番号を、市外局番から数字10桁で入力してください。"
            case .lostZero(let number): "\(number.digits)のように、先頭の0から入力してください。"
            case .spoiled(let mark): mark.remedy(in: language)
            case .foreign(nil): "\(column.name(in: language))をお確かめください。"
            case .duplicate: "どちらか1行を消してください。"
            }
        }
    }
}

extension SpreadsheetMark {
    package func reason(in language: Language) -> String {
        switch (language, kind) {
        case (.japanese, .exponent) where digits == nil:
            "表計算ソフトが電話番号を指数の形に変えたため、下の桁が失われています。"
        case (.japanese, .exponent): "表計算ソフトが電話番号を指数の形に変えています。"
        case (.japanese, .thousands): "表計算ソフトが電話番号に桁区切りのコンマを入れています。"
        case (.japanese, .decimals): "表計算ソフトが電話番号に小数点を付けています。"
        case (.japanese, .formula): "電話番号が計算式（=\"…\"）の形になっています。"
        }
    }

    package func remedy(in language: Language) -> String {
        switch (language, digits) {
        case (.japanese, let digits?): "\(digits)のように、数字だけで入力してください。"
        case (.japanese, nil): "その列を「文字列」の書式にしてから、電話番号を入力し直してください。"
        }
    }
}

extension CSVHeading {
    /// What was made of it.
    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            (passed.count == 1 ? "\(line)行目は" : "\(passed.lowerBound)～\(passed.upperBound)行目は") + "見出しとして読み飛ばしました。"
                + (isReordered ? "列は、見出しの名前のとおりに読み取りました。" : "")
                + (ignored.isEmpty ? "" : "「\(ignored.joined(separator: "」「"))」の列は使いません。")
        }
    }
}
