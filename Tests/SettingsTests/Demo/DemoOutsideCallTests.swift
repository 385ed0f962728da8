import HTTP
@testable import Settings
import Shell
import Telephony
import TestSite
import Testing

/// /demo/call: what somebody who calls a number of the demonstration hears.
@Suite struct DemoOutsideCallTests {
    @Test func `CALL-1 a caller of the demonstration hears what the settings say`() async throws {
        let site = try TestSite(extra: { DemoOutsideCallPage.routes($0) })
        _ = try site.addContract("0312340001", ["0312340002"], unit: .line)
        let line = try await site.signedIn("0312340001")
        let stranger = TestBrowser(site: site, address: "198.51.100.7")
        #expect(await stranger.get("/demo/call").text.contains("デモの電話番号へかける"))
        #expect(await stranger.get("/demo/call?number=0312340001").text.contains("呼び出し音"))
        _ = await line.get("/bulk-forwarding")
        _ = await line.post("/bulk-forwarding", line.page.row(1, "09011112222"))
        _ = await line.get("/bulk-forwarding/service")
        _ = await line.post("/bulk-forwarding/service", [("action", "start")])
        let forwarded = await stranger.get("/demo/call?number=0312340001&caller=withheld")
        #expect(forwarded.words.contains("090-1111-2222へ転送されます") && !forwarded.text.contains("href=\"/bulk-forwarding"))
        #expect(await stranger.get("/demo/call?number=0312340002").text.contains("話中音（プー、プー、プー…）"))
        let nobody = await stranger.get("/demo/call?number=0699999999")
        #expect(nobody.status == .unprocessableContent && nobody.text.contains("デモの電話番号ではありません"))
    }
}
