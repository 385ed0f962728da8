/// Why a file as a whole cannot be read. Lines are those of the file, counted from 1, as editors and spreadsheets count.
package enum CSVFault: Error, Sendable, Equatable {
    case empty, workbook, nul, unknownEncoding
    case openQuote(line: Int)
    case strayQuote(line: Int)
    case tooManyRows(limit: Int)
    case tooManyColumns(line: Int, limit: Int)
    case longCell(line: Int, column: Int, limit: Int)

    /// Says what is wrong and how to mend it.
    package var sentence: String {
        switch self {
        case .empty: "ファイルに何も書かれていません。データの入ったCSVファイルを選択してください。"
        case .workbook: "Excelブックは読み取れません。Excelで「CSV UTF-8（コンマ区切り）」形式で保存したファイルを選択してください。"
        case .nul: "ファイルに使えない文字（NUL）があります。CSV形式で保存し直したファイルを選択してください。"
        case .unknownEncoding: "ファイルの文字コードを読み取れません。UTF-8、UTF-16またはShift_JISで保存し直したファイルを選択してください。"
        case .openQuote(let line): "\(line)行目の「\"」が閉じられていません。項目の終わりに「\"」を付けてください。"
        case .strayQuote(let line): "\(line)行目の「\"」の位置が正しくありません。項目全体を「\"」で囲み、項目の中の「\"」は「\"\"」と書いてください。"
        case .tooManyRows(let limit): "ファイルは\(limit.inGroups)行以内にしてください。"
        case .tooManyColumns(let line, let limit): "\(line)行目の項目が多すぎます。\(limit)項目以内にしてください。"
        case .longCell(let line, let column, let limit):
            "\(line)行目の\(column)番目の項目が長すぎます。\(limit.inGroups)バイト以内にしてください。"
        }
    }
}
