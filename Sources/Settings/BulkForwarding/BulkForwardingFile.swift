import SQLite
import Shell
import Telephony

/// An uploaded file, read and judged against what is stored at that moment. Takes a while for 7,000 rows: work for
/// `Services.work.files`, not for a loop.
struct BulkForwardingFile: Sendable {
    let upload: BulkForwardingUpload
    let facts: BulkForwardingFacts

    static let kind = CSVUpload(header: ["転送元電話番号", "転送先電話番号"], contents: "電話番号")

    static func read(
        _ content: [UInt8], of contract: Int, policy: Destination.Policy, repairsLostZeros: Bool = false,
        _ database: Connection
    ) throws -> Result<BulkForwardingFile, CSVUpload.Unreadable> {
        switch kind.read(content) {
        case .failure(let unreadable): return .failure(unreadable)
        case .success(let lines):
            let facts = try BulkForwardingStore.facts(of: contract, database)
            let upload = BulkForwardingUpload(lines, facts: facts, policy: policy, repairsLostZeros: repairsLostZeros)
            return .success(BulkForwardingFile(upload: upload, facts: facts))
        }
    }

    /// FWD-6: what uploads unchanged.
    static func download(_ facts: BulkForwardingFacts) -> [UInt8] {
        var writer = CSVWriter(reserving: 64 + 32 * facts.rows.count)
        writer.line(kind.header)
        for row in facts.rows { writer.line(row.number.digits, row.destination?.digits ?? "") }
        return writer.bytes
    }

    static let sample: [UInt8] = {
        var writer = CSVWriter()
        writer.line(kind.header)
        writer.line("0312340001", "09012345678")
        writer.line("0312340002", "0612345678")
        writer.line("0312340003", "")
        return writer.bytes
    }()
}
