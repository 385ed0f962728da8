@testable import Ordering
import Telephony
import Testing

/// Numbers that come from another carrier.
@Suite struct PortLineTests {
    static func row(_ number: String = "03-1234-0001", _ change: [PortRow.Column: String] = [:]) -> PortRow {
        var row = PortRow([number, "NTT東日本", "", "hikari", "same", "", "", "same", "", "", ""])
        for (column, text) in change { row[column] = text }
        return row
    }

    private func faults(_ row: PortRow) -> [PortRow.Problem] {
        if case .failure(let problems) = row.read() { problems.all } else { [] }
    }

    @Test func `PORT-1 a number is read with all that is said of its line`() throws {
        let same = try Self.row().read().get()
        #expect(same == PortLine(number: try #require(PhoneNumber("0312340001")), carrier: "NTT東日本", kind: .hikari))
        let other = try Self.row(
            "０３（１２３４）０００２",
            [
                .carrier: "ｹｰﾌﾞﾙ株式会社", .issuer: "ＮＴＴ東日本", .kind: "ケーブル", .holder: "IPVoice名義と異なる",
                .holderName: "見本 花子", .holderKana: "ﾐﾎﾝ ﾊﾅｺ", .address: "異なる", .addressText: "千代田区1-1",
                .holderAddress: "港区2-2", .wiring: "なし",
            ]
        ).read().get()
        #expect(
            other
                == PortLine(
                    number: try #require(PhoneNumber("0312340002")), carrier: "ケーブル株式会社", issuer: "ＮＴＴ東日本",
                    kind: .cable,
                    holder: .init(name: "見本 花子", kana: "ミホン ハナコ"), address: "千代田区1-1", holderAddress: "港区2-2",
                    removesWiring: false))
        for line in [same, other] { #expect(try PortRow(line).read().get() == line) }
    }

    @Test(arguments: [
        ("050-1234-5678", PortNumber.Problem.ipTelephone), ("090-1234-5678", .mobile(prefix: "090")),
        ("060-1234-5678", .mobile(prefix: "060")), ("0120-123-456", .kind(.freeCall0120)),
        ("0800-123-4567", .kind(.freeCall0800)), ("0570-123-456", .kind(.navigation)),
        ("0990-123-456", .kind(.informationFee)), ("020-1234-5678", .kind(.radio)), ("110", .kind(.short)),
        ("+1 212 555 0100", .kind(.foreign)), ("1234-5678", .form(.noAreaCode)), ("", .form(.empty)),
        ("03-1234-567", .form(.wrongLength(9))),
    ])
    func `PORT-1 only 0AJ numbers are ported, others are refused by their kind`(
        text: String, problem: PortNumber.Problem
    ) {
        #expect(faults(Self.row(text)) == [.init(.number, .number(problem))])
    }

    @Test func `PORT-1 what is missing, too long or not chosen is told at once`() {
        #expect(
            faults(Self.row("0312340001", [.carrier: "", .kind: "電話", .holder: "", .address: "?", .wiring: "たぶん"]))
                == [
                    .init(.carrier, .text(.missing)), .init(.kind, .notChosen), .init(.holder, .notChosen),
                    .init(.address, .notChosen), .init(.wiring, .notChosen),
                ])
        #expect(
            faults(Self.row("0312340001", [.holder: "other", .address: "other"]))
                == [.init(.holderName, .text(.missing)), .init(.addressText, .text(.missing))])
        for (column, limit) in [(PortRow.Column.carrier, 50), (.issuer, 50), (.holderAddress, 120)] {
            #expect(faults(Self.row("0312340001", [column: String(repeating: "名", count: limit)])).isEmpty)
            #expect(
                faults(Self.row("0312340001", [column: String(repeating: "名", count: limit + 1)]))
                    == [.init(column, .text(.tooLong(limit: limit, is: limit + 1)))])
        }
    }

    @Test func `PORT-1 a number comes once, and 999 of them at most`() {
        func numbers(_ count: Int) -> PortRows { PortRows((0..<count).map { Self.row("03\(12_340_000 + $0)") }) }
        #expect((try? numbers(999).read().get().count) == 999)
        #expect(numbers(1_000).read() == .failure(PortRows.Problems(all: [.tooMany(1_000)])))
        #expect(PortRows([PortRow()]).read() == .failure(PortRows.Problems(all: [.none])))
        let twice = PortRows([Self.row(), PortRow(), Self.row("0312340001")])
        #expect(twice.read() == .failure(PortRows.Problems(all: [.twice(2, first: 0)])))
        #expect(PortRows(text: twice.text) == PortRows([Self.row(), PortRow(), Self.row("0312340001")]))
    }

    @Test(arguments: [
        ("NTT", "", true), ("ＮＴＴ東日本", "", true), ("西日本電信電話株式会社", "NTT西日本", true), ("NTTコミュニケーションズ", "", false),
        ("KDDI", "NTT東日本", false), ("NTT東日本", "KDDI", false),
    ])
    func `DATED-4 lines of NTT come sooner than others`(carrier: String, issuer: String, isSooner: Bool) throws {
        #expect(try Self.row("0312340001", [.carrier: carrier, .issuer: issuer]).read().get().isFromNTT == isSooner)
    }

    // MARK: Files

    private func file(_ text: String) throws -> PortFile { PortFile(try PortRow.Column.read(Array(text.utf8)).get()) }

    @Test func `PORT-1 a file has the same columns, and its sample is right`() throws {
        let sample = PortFile(try PortRow.Column.read(PortFile.sample(in: .japanese)).get())
        #expect(sample.wrong.isEmpty && sample.lines.count == 2)
        #expect(try sample.rows.read().get() == sample.lines)
        let short = try file("0312340001,NTT東日本,-,ひかり電話,IPVoice名義と同じ,,,IPVoice申込設置場所住所と同じ\n")
        #expect(short.lines == [try Self.row().read().get()])
        #expect(short.wrong.isEmpty)
    }

    @Test func `PORT-1 every wrong cell of a file is told, and 1,000 lines are too many`() throws {
        let line = "NTT東日本,,ひかり電話,同じ,,,同じ"
        let wrong = try file("0312340001,\(line)\n09012345678,\(line)\n0312340001,\(line)\n0312340002,,,電報,同じ,,,同じ\n")
            .wrong
        #expect(wrong.map(\.line) == [2, 3, 4, 4])
        #expect(wrong.map(\.column) == [.number, .number, .carrier, .kind])
        #expect(wrong[1].problem == .duplicate(ofLine: 1))
        func lines(_ count: Int) -> String { (0..<count).map { "03\(12_340_000 + $0),\(line)\n" }.joined() }
        #expect(try file(lines(999)).lines.count == 999)
        #expect(PortRow.Column.read(Array(lines(1_000).utf8)).failure == .tooManyRows(limit: 999))
    }
}

extension Result {
    fileprivate var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
