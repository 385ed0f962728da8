import SQLite

/// An uploaded file, read and judged against what is stored at that moment. Takes a while for 7,000 rows: work for
/// `Services.work.files`, not for a loop.
struct BulkForwardingFile: Sendable {
    let upload: BulkForwardingUpload
    let facts: BulkForwardingFacts

    /// What is wrong with the file as a whole.
    struct Unreadable: Error {
        let sentence: String
    }

    static func read(
        _ content: [UInt8], of contract: Int, policy: Destination.Policy, repairsLostZeros: Bool = false,
        _ database: Connection
    ) throws -> Result<BulkForwardingFile, Unreadable> {
        let lines: [CSVLine]
        switch CSVReader.read(content, limits: CSVLimits(rows: BulkForwardingUpload.mostRows + 1)) {
        case .failure(.tooManyRows): return .failure(.tooManyRows)
        case .failure(let fault): return .failure(Unreadable(sentence: fault.sentence))
        case .success(let read): lines = read
        }
        switch BulkForwardingUpload.rowCount(lines) {
        case 0: return .failure(.onlyHeader)
        case (BulkForwardingUpload.mostRows + 1)...: return .failure(.tooManyRows)
        default: break
        }
        let facts = try BulkForwardingStore.facts(of: contract, database)
        let upload = BulkForwardingUpload(lines, facts: facts, policy: policy, repairsLostZeros: repairsLostZeros)
        return .success(BulkForwardingFile(upload: upload, facts: facts))
    }

    /// FWD-6: what uploads unchanged.
    static func download(_ facts: BulkForwardingFacts) -> [UInt8] {
        var writer = CSVWriter(reserving: 64 + 32 * facts.rows.count)
        writer.line(BulkForwardingUpload.header)
        for row in facts.rows { writer.line(row.number.digits, row.destination?.digits ?? "") }
        return writer.bytes
    }

    /// All wrong lines, for somebody who mends them in a spreadsheet.
    static func list(of wrong: [BulkForwardingUpload.WrongLine]) -> [UInt8] {
        var writer = CSVWriter()
        writer.line("行", "項目", "入力値", "理由", "直し方")
        for line in wrong {
            writer.line("\(line.line)", line.column.rawValue, line.value, line.fault.reason, line.fault.remedy)
        }
        return writer.bytes
    }

    static let sample: [UInt8] = {
        var writer = CSVWriter()
        writer.line(BulkForwardingUpload.header)
        writer.line("0312340001", "09012345678")
        writer.line("0312340002", "0612345678")
        writer.line("0312340003", "")
        return writer.bytes
    }()
}

extension BulkForwardingFile.Unreadable {
    static let missing = Self(sentence: "CSVファイルを選択してください。")
    static let tooLarge = Self(sentence: "CSVファイルは1MBまでです。ファイルを分けて、もう一度選択してください。")
    static let tooManyRows = Self(sentence: "CSVファイルは7,000行までです。ファイルを分けて、もう一度選択してください。")
    static let onlyHeader = Self(sentence: "CSVファイルに電話番号の行がありません。電話番号を入れたファイルを選択してください。")
}
