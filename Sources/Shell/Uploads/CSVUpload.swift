package import Telephony

/// A kind of CSV file that people send: what makes one readable as a whole is the same wherever one is taken.
package struct CSVUpload: Sendable {
    /// Of our own download; a first line like it is passed over.
    package let header: [String]
    /// What its lines hold, in words: 「電話番号とパスワード」.
    let contents: String
    /// How one becomes small enough.
    var whenTooLarge: String = "ファイルを分けて、もう一度選択してください。"

    package init(header: [String], contents: String, whenTooLarge: String = "ファイルを分けて、もう一度選択してください。") {
        self.header = header
        self.contents = contents
        self.whenTooLarge = whenTooLarge
    }

    static let mostRows = 7000
    static let mostBytes = 1 << 20
    /// A file of the largest size and the form around it.
    package static let bodyLimit = mostBytes + 16 * 1024

    /// What is wrong with a file as a whole.
    package struct Unreadable: Error {
        package let sentence: String

        package static let missing = Self(sentence: "CSVファイルを選択してください。")
        /// The file that was to be confirmed waits no longer.
        package static let gone = Self(sentence: "確認の画面が古くなっています。CSVファイルをもう一度選択してください。")
        /// Another one's passwords are still being hashed.
        package static let alreadyRunning = Self(sentence: "別の一括設定が進んでいます。終わってから、もう一度CSVファイルを選択してください。")
    }

    /// The lines that say something, one at least: the header, empty ones, and the `,` that spreadsheets write for an empty
    /// one, are left out. Takes a while for 7,000: work for `Services.work.files`.
    package func read(_ content: [UInt8]) -> Result<[CSVLine], Unreadable> {
        guard content.count <= Self.mostBytes else {
            return .failure(Unreadable(sentence: "CSVファイルは1MBまでです。" + whenTooLarge))
        }
        switch CSVReader.read(content, limits: CSVLimits(rows: Self.mostRows + 1)) {
        case .failure(.tooManyRows): return .failure(tooManyRows)
        case .failure(let fault): return .failure(Unreadable(sentence: fault.sentence))
        case .success(let read):
            let lines = read.filter { !saysNothing($0) }
            if lines.isEmpty {
                return .failure(
                    Unreadable(sentence: "CSVファイルに電話番号の行がありません。\(contents)を入れたファイルを選択してください。"))
            }
            return lines.count > Self.mostRows ? .failure(tooManyRows) : .success(lines)
        }
    }

    private var tooManyRows: Unreadable { Unreadable(sentence: "CSVファイルは7,000行までです。" + whenTooLarge) }

    private func saysNothing(_ line: CSVLine) -> Bool {
        line.fields.allSatisfy(\.isEmpty) || (line.number == 1 && line.fields == header)
    }
}
