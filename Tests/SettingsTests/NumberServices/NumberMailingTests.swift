@testable import Settings
import Telephony
import Testing

/// What 着信お知らせメール and FAXお知らせメール have alike.
@Suite struct NumberMailingTests {
    private let on = NumberMailing(
        isOn: true, addresses: [.init(place: 2, address: Sample.address("a@example.jp"))])

    private func problems(_ result: Result<NumberMailing, NumberMailing.Problems>) -> [NumberMailing.Problem] {
        if case .failure(let problems) = result { problems.all } else { [] }
    }

    @Test func `CALLMAIL-1, FAX-1 a start needs an address, and the last one stays while it is on`() throws {
        #expect(problems(NumberMailing().read(service: "on")) == [.noAddress])
        #expect(problems(on.read { _ in "" }) == [.lastAddress])
        let off = try on.read(service: "off").get()
        #expect(try off.read { _ in "" }.get().addresses.isEmpty)
        #expect(problems(on.read(service: "")) == [.notChosen])
        let one = try NumberMailing().read { $0 == 5 ? "a@example.jp" : "" }.get()
        #expect(try one.read(service: "on").get().isOn)
    }

    @Test func `CALLMAIL-1, FAX-1, OTP-4 five addresses, each by the rule and none twice`() throws {
        let typed = ["a@example.jp", "", "A@example.jp", "b@", "mailto:c@example.jp"]
        #expect(
            problems(on.read { typed[$0 - 1] }) == [
                .address(.same(place: 3, as: 1)), .address(.address(place: 4, .endsWithAtSign)),
            ])
        let right = ["", "b@example.jp", "", "", "mailto:c@example.jp"]
        let read = try on.read { right[$0 - 1] }.get()
        #expect(read.addresses.map { "\($0.place) \($0.address.text)" } == ["2 b@example.jp", "5 c@example.jp"])
    }
}
