import HTTP
@testable import Shell
import TestSite
import Testing

@Suite struct ErrorPageTests {
    @Test(arguments: Status.allCases.filter { $0.code >= 400 })
    func `every refusal is a page in Japanese with its reference number`(status: Status) throws {
        let site = try TestSite()
        let page = TestPage(site.services.refusalPage()(status, "reference7"))
        #expect(page.status == status)
        #expect(page.text.contains("受付番号") && page.text.contains("reference7"))
        #expect(!page.heading.contains("\(status.code)"))
        #expect(site.log.all.isEmpty)
    }

    @Test func `too much at once is 503 with Retry-After`() async throws {
        let site = try TestSite(hashing: AlwaysFull())
        try site.addContract("0312340001")
        let page = try await site.browser().signIn("0312340001", "hikari7days")
        #expect(page.status == .serviceUnavailable)
        #expect(page.response.fields["retry-after"] == "10")
        #expect(page.text.contains("ただいまご利用いただけません"))
    }
}

private struct AlwaysFull: WorkLane {
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        throw WorkLaneError.full
    }
}
