@testable import Settings
import Shell
import Telephony
import Testing

@Suite struct BulkForwardingUploadTests {
    private func upload(
        _ lines: [[String]], _ destinations: [Int: String] = [:], repairs: Bool = false
    ) throws -> BulkForwardingUpload {
        ForwardingSample.upload(
            lines, facts: try ForwardingSample.facts(destinations), repairs: repairs)
    }

    @Test func `FWD-5 a file is sorted into added, changed, deleted and unchanged`() throws {
        let upload = try upload(
            [
                ["0312340001", "09011112222"], ["0312340002", "09033334444"], ["0312340003", ""],
                ["0312340004", "0612345678"],
            ], [2: "0612345678", 3: "0612345678", 4: "0612345678"])
        #expect(upload.wrong.isEmpty)
        #expect(upload.changes.map(\.kind) == [.added, .changed, .deleted])
        #expect(upload.unchanged == 1)
        #expect(upload.count(.deleted) == 1)
    }

    @Test func `FWD-5 every wrong line is named with line, column, value, reason and remedy`() throws {
        let upload = try upload([
            ["0312340001", "0120444444"], ["0399999999", "09011112222"], ["0312340002", "", "", "x"],
            ["0312340003", "09011112222", "x"], ["電話", "09011112222"], ["", "09011112222"],
            ["0312340004", "9.01235E+09"],
        ])
        #expect(upload.wrong.map(\.line) == [1, 2, 3, 4, 5, 6, 7])
        #expect(
            upload.wrong.map(\.column) == [.destination, .source, nil, nil, .source, .source, .destination])
        #expect(upload.wrong.map(\.problem)[1...3] == [.source(.foreign(nil)), .columns(4), .columns(3)])
        #expect(upload.wrong[0].value == "0120444444")
        #expect(upload.wrong[6].problem.reason(in: .japanese).contains("下の桁が失われています"))
        for line in upload.wrong {
            #expect(!line.problem.reason(in: .japanese).isEmpty && !line.problem.remedy(in: .japanese).isEmpty)
        }
    }

    @Test func `FWD-5 a source that comes twice is named with the line it came first`() throws {
        let upload = try upload([
            ["0312340001", "09011112222"], ["03-1234-0001", "09011112222"], ["0312340001", ""],
        ])
        #expect(upload.wrong.map(\.problem) == [.source(.duplicate(ofLine: 1)), .source(.duplicate(ofLine: 1))])
    }

    @Test func `FWD-3 the monitor number may stand in the file without a destination only`() throws {
        #expect(try upload([["0312340005", ""]]).wrong.isEmpty)
        let refused = try upload([["0312340005", "09011112222"]])
        #expect(refused.wrong.map(\.problem) == [.destination(.monitorNumber)])
    }

    @Test func `FWD-3 loops that the file as a whole would make are named at each of their lines`() throws {
        let upload = try upload([
            ["0312340001", "0312340002"], ["0312340003", "09011112222"], ["0312340002", "0312340001"],
        ])
        #expect(upload.wrong.map(\.line) == [1, 3])
        #expect(upload.wrong.allSatisfy { $0.problem.reason(in: .japanese).contains("03-1234-0001 → 03-1234-0002") })
    }

    @Test func `FWD-3 a file may take a loop's closing edge out and close it elsewhere`() throws {
        let upload = try upload([["0312340001", "0312340002"], ["0312340002", ""]], [2: "0312340001"])
        #expect(upload.wrong.isEmpty)
    }

    @Test func `FWD-5 a lost leading zero is named as such`() throws {
        let upload = try upload([["312340001", "9011112222"], ["0312340002", "612345678"]])
        #expect(upload.wrong.map(\.line) == [1, 2])
        #expect(upload.wrong.map(\.column) == [.source, .destination])
        #expect(upload.wrong.allSatisfy { $0.problem.repair == .zero })
        #expect(upload.changes.isEmpty)
    }

    @Test func `FWD-5 a lost leading zero is put back on the person's word`() throws {
        let upload = try upload([["312340001", "9011112222"], ["0312340002", "612345678"]], repairs: true)
        #expect(upload.wrong.isEmpty)
        #expect(upload.changes.map(\.number.digits) == ["0312340001", "0312340002"])
        #expect(upload.changes.map(\.after?.digits) == ["09011112222", "0612345678"])
    }

    @Test(arguments: ["9.012345678E+09", "9.012345678e9", "9,012,345,678", "=\"09012345678\"", "9012345678.0"])
    func `FWD-5 what a spreadsheet made of a number is named, and undone on the person's word`(text: String) throws {
        let named = try upload([["0312340001", text]])
        #expect(named.wrong.map(\.column) == [.destination])
        #expect(named.wrong.allSatisfy { $0.problem.repair == .form })
        let undone = try upload([["0312340001", text], [text, ""]], repairs: true)
        #expect(undone.changes.first?.after?.digits == "09012345678")
        #expect(undone.wrong.map(\.line) == [2])
    }

    @Test func `FWD-5 digits that a spreadsheet has lost are not made up`() throws {
        for text in ["9.01235E+10", "9.01235E+09", "9E+9"] {
            let upload = try upload([["0312340001", text], [text, "09011112222"]], repairs: true)
            #expect(upload.changes.isEmpty)
            #expect(upload.wrong.allSatisfy { $0.problem.reason(in: .japanese).contains("下の桁が失われています") })
        }
    }

    @Test func `FWD-5 a number in a spreadsheet's form is still judged as a destination`() throws {
        let upload = try upload([["0312340001", "=\"0120444444\""]], repairs: true)
        #expect(upload.wrong.map(\.problem.repair) == [nil])
        #expect(upload.wrong.map(\.column) == [.destination])
    }

    @Test func `FWD-5 of 7,000 lines exactly the three wrong ones are named`() throws {
        let facts = try ForwardingSample.facts(count: 7000)
        var lines = try (1...7000).map { [try ForwardingSample.ofContract($0).digits, "09012345678"] }
        lines[6999][1] = ""
        lines[41][1] = "0570123456"
        lines[3999][0] = "0399999999"
        lines[6998][1] = "12ab"
        let upload = ForwardingSample.upload(lines, facts: facts)
        #expect(upload.wrong.map(\.line) == [42, 4000, 6999])
        #expect(upload.changes.count == 6996)
    }
}
