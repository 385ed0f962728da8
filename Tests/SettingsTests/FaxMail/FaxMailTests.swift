@testable import Settings
import Telephony
import Testing

@Suite struct FaxMailTests {
    private var policy: FaxMailPolicy {
        var policy = FaxMailPolicy()
        (policy.mostFaxes, policy.mostBytes) = (3, 100)
        return policy
    }

    @Test(
        arguments: [
            ([], 100, 0), ([], 101, nil), ([10, 10], 10, 0), ([10, 10, 10], 10, 1), ([60, 30], 20, 1),
            ([30, 60], 20, 1),
            ([30, 60], 80, 2), ([50, 50], 100, 2), ([40, 40, 20], 50, 2),
        ] as [([Int], Int, Int?)])
    func `FAX-1 the oldest go first, and no more than must`(sizes: [Int], bytes: Int, dropped: Int?) {
        #expect(FaxMail.dropped(for: bytes, among: sizes, policy) == dropped)
    }

    @Test func `FAX-1 thirty days, 200 faxes and 10 MB are kept unless the operator says otherwise`() {
        let policy = FaxMailPolicy()
        #expect(policy.keptDays == 30 && policy.mostFaxes == 200 && policy.mostBytes == 10 << 20)
    }

    @Test func `FAX-2 a file's name tells to whom and from whom`() {
        let to = PhoneNumber("0312340002")
        #expect(FaxFileName("0312340002.tif")?.to == to)
        #expect(FaxFileName("0312340002_0612345678_000123.TIFF")?.from == "0612345678")
        #expect(FaxFileName("+81312340002__x.tif")?.to == to)
        for name in ["0312340002.pdf", ".0312340002.tif", "fax.tif", "0312340002.tif.part", "0312340002", "_.tif"] {
            #expect(FaxFileName(name) == nil, "\(name)")
        }
    }
}
