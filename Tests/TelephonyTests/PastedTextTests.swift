@testable import Telephony
import Testing

struct PastedTextTests {
    @Test(arguments: [("10", 10), ("１０", 10), (" 1500 ", 1_500), ("0", 0), ("999999", 999_999)])
    func `How many of something is read in either width`(text: String, count: Int) {
        #expect(PastedText(text).count == count)
    }

    @Test(arguments: ["-1", "－1", "1-2", "1 2", "", "abc", "1.5", "1,500", "+1", "1000000"])
    func `A sign, a blank or anything else within is no count`(text: String) {
        #expect(PastedText(text).count == nil)
    }
}
