import Foundation
import Testing

@testable import hikari

@Suite struct ContractCommandTests {
    let hikari: CommandCall

    init() throws {
        hikari = try CommandCall()
    }

    @Test func `OPS-1 a contract is added and shown, in a folder that only its owner can enter`() async throws {
        let added = await hikari(
            """
            contract add --number 03-1234-0001 --kind office-a --channels 3 --name Example \
            --additional 0312340002,0312340003 --additional 0312340004-0312340009 --service bulk-forwarding
            """)
        #expect(added.status == 0)
        #expect(added.output == ["added the contract 0312340001 with 8 additional numbers"])
        #expect(added.errors == [])
        let shown = await hikari("contract show 0312340005")
        #expect(shown.status == 0)
        #expect(shown.output.contains("contract number      0312340001"))
        #expect(shown.output.contains("                     0312340002-0312340009"))
        let mode = try FileManager.default.attributesOfItem(atPath: hikari.data)[.posixPermissions]
        #expect(mode as? Int == 0o700)
    }

    @Test func `OPS-1 contracts are listed for people and for programs`() async throws {
        _ = await hikari("contract add --number 0312341000 --additional 0312341001-0312341039")
        _ = await hikari("contract add --number 0312340001 --service bulk-forwarding,fax-mail")
        let list = await hikari("contract list")
        #expect(
            list.output == [
                "0312340001  hikari  channels 1  additional numbers 0  bulk-forwarding,fax-mail",
                "0312341000  hikari  channels 1  additional numbers 39",
            ])
        struct Item: Decodable {
            let number: String
            let services: [String]
            let additionalNumberCount: Int
        }
        let json = await hikari("contract list --json")
        let items = try JSONDecoder().decode([Item].self, from: Data(json.output.joined().utf8))
        #expect(items.map(\.number) == ["0312340001", "0312341000"])
        #expect(items[0].services == ["bulk-forwarding", "fax-mail"])
        struct One: Decodable { let additionalNumbers: [String] }
        let one = await hikari("contract show 0312341000 --json")
        let numbers = try JSONDecoder().decode(One.self, from: Data(one.output.joined().utf8)).additionalNumbers
        #expect(numbers.count == 39)
    }

    @Test func `OPS-1 services are given to numbers and taken again, and what is wrong is told`() async {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002-0312340005")
        let added = await hikari("service add 0312340002-0312340003 voice-warp fax-mail")
        #expect(added.output == ["added 4 services"])
        #expect(await hikari("service remove 0312340003 fax-mail").output == ["removed 1 service"])
        #expect(await hikari("service add --every-number 0312340001 incoming-call-mail").status == 0)
        let shown = await hikari("contract show 0312340001").output
        #expect(shown.contains("services             incoming-call-mail"))
        #expect(shown.contains("voice-warp           0312340002-0312340003"))
        #expect(shown.contains("fax-mail             0312340002"))
        for line in ["service add 0312340002 telex", "service add 0399999999 voice-warp", "service add 110 voice-warp"]
        {
            let refused = await hikari(line)
            #expect(refused.status == 1 && refused.errors.count == 1, "\(line)")
        }
        #expect(await hikari("service add 0312340002").status == 2)
    }

    @Test func `OPS-1 what is refused ends with status 1 and a line for each reason`() async {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002")
        for line in [
            "contract add --number 0312340001", "contract add --number 0312340002", "contract add --number 09012345678",
            "contract add --number 0312349000 --additional 0312340002", "contract show 0399999999",
            "contract remove 0312340002", "number remove 0312340001", "number remove 0399999999",
            "number add --contract 0399999999 0399999998", "number add --contract 0312340001 110",
            "contract import /nowhere.csv", "contract import /",
        ] {
            let outcome = await hikari(line)
            #expect(outcome.status == 1, "\(line)")
            #expect(outcome.errors.count == 1, "\(line): \(outcome.errors)")
            #expect(outcome.output == [])
        }
        let several = await hikari("contract add --number 0312349000 --kind x --channels y --service z")
        #expect(several.errors.count == 3)
        #expect(await hikari("contract list").output.count == 1)
    }

    @Test func `OPS-1 numbers are added and removed`() async {
        _ = await hikari("contract add --number 0312340001")
        let added = await hikari("number add --contract 0312340001 0312340002-0312340004 0312340006,0312340007")
        #expect(added.output == ["added 5 numbers to the contract 0312340001"])
        let removed = await hikari("number remove 03-1234-0003 0312340006")
        #expect(removed.output == ["removed 2 numbers"])
        #expect(
            await hikari("contract show 0312340001").output.last
                == "                     0312340002, 0312340004, 0312340007")
        #expect(await hikari("contract remove 0312340001").status == 0)
        #expect(await hikari("contract list").output == [])
    }

    @Test func `OPS-1 a file is looked at, imported, and imported again without effect`() async throws {
        let file = try hikari.file(
            """
            contract number,kind,name,channels,services,additional numbers
            0312340001,hikari,見本,2,bulk-forwarding,0312340002-0312340005
            0422100000,office-a,,300,,0422100001-0422106999
            """)
        let dry = await hikari("contract import --dry-run \(file)")
        #expect(
            dry.output == [
                "add 0312340001  additional numbers 4", "add 0422100000  additional numbers 6999",
                "2 added, 0 changed, 0 unchanged (dry run: nothing was written)",
            ])
        #expect(await hikari("contract list").output == [])
        #expect(await hikari("contract import \(file)").output.last == "2 added, 0 changed, 0 unchanged")
        #expect(await hikari("contract import \(file)").output == ["0 added, 0 changed, 2 unchanged"])
        let json = await hikari("contract import \(file) --json")
        #expect(json.output[0].contains("\"unchanged\":[\"0312340001\",\"0422100000\"]"))
    }

    @Test func `OPS-1 contracts are exported as the file that imports unchanged`() async throws {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002-0312340005 --service fax-mail")
        _ = await hikari("contract add --number 0422100000 --name 見本")
        let export = await hikari("contract export")
        #expect(export.status == 0)
        #expect(export.output.count == 3)
        let file = try hikari.file(export.output.map { $0 + "\n" }.joined())
        #expect(await hikari("contract import \(file)").output == ["0 added, 0 changed, 2 unchanged"])
    }

    @Test func `OPS-1 a file with wrong lines names them all and imports nothing`() async throws {
        let file = try hikari.file("0312340001\n0312340002,gold\n110\n")
        let outcome = await hikari("contract import \(file)")
        #expect(outcome.status == 1)
        #expect(outcome.errors.map { $0.prefix(15) } == ["hikari: line 2:", "hikari: line 3:"])
        #expect(await hikari("contract list").output == [])
    }

    @Test func `a mistyped data folder is not taken for an empty site`() async {
        let outcome = await hikari("contract list")
        #expect(outcome.status == 1)
        #expect(outcome.errors == ["hikari: there is no data in the folder \(hikari.data) (choose it with --data DIR)"])
        #expect(!FileManager.default.fileExists(atPath: hikari.data))
    }
}
