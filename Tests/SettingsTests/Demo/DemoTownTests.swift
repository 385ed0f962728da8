import HTTP
@testable import Settings
import Shell
@testable import Telephony
import TestSite
import Testing

/// /demo/town: the monitor's own steps over a town that is not there.
@Suite struct DemoTownTests {
    private func known(_ town: DemoTown, _ place: DemoTown.Place) -> [DemoTown.Known: Int] {
        DemoTown.contracts(of: place).reduce(into: [:]) { $0[town.known($1), default: 0] += 1 }
    }

    @Test func `FAULT-11 a dark district is found in 90 seconds, and forwardings start where they can`() {
        var town = DemoTown(seed: 1)
        town.turn(.east, isDark: true)
        let cut = town.time
        town.run(until: cut + 90_000)
        let startable = DemoTown.contracts(of: .east).count { contract in
            DemoTownContract(contract).startsForwarding && BulkForwarding.canStart(DemoTownContract(contract).tally)
        }
        #expect(startable > 150 && startable < 200)
        #expect(known(town, .east) == [.forwarded: startable, .faulty: 200 - startable])
        #expect(known(town, .middle) == [.normal: 100] && known(town, .west) == [.normal: 100])
        let happened = town.happenings.map(\.what)
        #expect(happened.first == .cut(.east) && happened.last == .allFaults(200))
        #expect(happened.contains(.guardTurned(.dark)) && happened.contains(.firstFault))
        // The lights go on again.
        town.turn(.east, isDark: false)
        town.run(until: town.time + 600_000)
        #expect(known(town, .east) == [.normal: 200] && town.happenings.contains { $0.what == .allRecovered })
    }

    @Test func `FAULT-7 the proxy dies: the guard holds, no line is faulty, and no disaster is seen in its return`() {
        var town = DemoTown(seed: 1)
        town.turnProxy(isDead: true)
        town.run(until: town.time + 60_000)
        #expect(town.guardState == .held)
        town.run(until: town.time + 600_000)
        for place in DemoTown.Place.allCases { #expect(known(town, place).keys.allSatisfy { $0 == .failing }) }
        town.turnProxy(isDead: false)
        town.run(until: town.time + 120_000)
        #expect(town.guardState == .off && known(town, .east) == [.normal: 200])
        #expect(!town.happenings.contains { $0.what == .firstFault || $0.what == .guardTurned(.dark) })
    }

    @Test func `the page shows what has come of a power cut each time it is looked at, script or none`() async throws {
        let site = try TestSite(extra: { DemoTownPage.routes($0) })
        let browser = site.browser()
        #expect(await browser.get("/demo/town").text.contains("aria-label=\"見本東局：正常200\""))
        #expect(await browser.post("/demo/town", [("turn", "cut-east")]).location == "/demo/town")
        var page = await browser.get("/demo/town")
        #expect(page.text.contains("最後の操作から0秒") && page.text.contains("復電（見本東局）"))
        for _ in 0..<25 {
            site.clock.advance(.seconds(1))
            page = await browser.get("/demo/town")
        }
        #expect(page.text.contains("最後の操作から100秒"))
        #expect(page.words.contains("停電した200回線すべてを故障と判定しました。"))
        #expect(page.text.contains("class=\"dot forwarded\"") && page.text.contains("class=\"town-lines dark\""))
        // Nobody looks: nothing is made up for.
        site.clock.advance(.hours(1))
        #expect(await browser.get("/demo/town").text.contains("最後の操作から120秒"))
        #expect(await browser.get("/demo/town?every=2").text.contains("2秒ごとの更新を止める"))
        #expect(await browser.post("/demo/town", [("turn", "cut-north")]).status == .badRequest)
        await browser.get("/demo/town")
        await browser.post("/demo/town", [("turn", "anew"), ("every", "2")])
        #expect(await browser.get("/demo/town?every=2").words.contains("すべての回線が正常です"))
    }

    @Test func `the town is part of the demonstration only`() async throws {
        #expect(try await TestSite().browser().get("/demo/town").status == .notFound)
    }
}
