import Exchange
import Testing

@Suite struct ExchangeNumberTests {
    @Test func `ORD an order number has twelve digits of which the first is 2`() throws {
        #expect(OrderNumber.first.text == "200000000001")
        #expect(OrderNumber.first.next?.text == "200000000002")
        #expect(try #require(OrderNumber("299999999999")).next == nil)
        for other in [
            "", "100000000001", "20000000001", "2000000000011", "20000000000a", "２00000000001", "200000000000",
        ] {
            #expect(OrderNumber(other) == nil)
        }
    }

    @Test func `A contract is known by N and nine digits`() throws {
        #expect(ContractCode("N000000012")?.text == "N000000012")
        #expect(ContractCode.first.next?.text == "N100000002")
        #expect(try #require(ContractCode("N999999999")).next == nil)
        for other in ["", "N", "n123456789", "N12345678", "N1234567890", "N12345678a", "123456789", "N000000000"] {
            #expect(ContractCode(other) == nil)
        }
    }
}
