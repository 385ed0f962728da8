@testable import Accounts
@testable import Telephony
import Testing

/// What pages say of the telephones from which a password is set is what the menu does.
struct TelephoneMenuTelephonesTests {
    private static let numbers = ["0312340001", "0312340002", "0312340003"].compactMap { PhoneNumber($0) }

    /// Whether a call from that number comes to the end with a temporary password for the other.
    private func sets(_ unit: AuthenticationUnit, from caller: PhoneNumber, for number: PhoneNumber) -> Bool {
        let facts = TelephoneMenu.Facts(
            contract: 1, contractNumber: Self.numbers[0], numbers: Set(Self.numbers), unit: unit,
            hasRegularPassword: true)
        var menu = TelephoneMenu.answer(.number(caller), facts: facts).menu
        var actions = menu.receive(.key(Character("\(unit.key)")))
        let keys = (menu.expectation == .numberAndHash ? number.digits + "#" : "") + "1357246813572468"
        for key in keys { actions = menu.receive(.key(key)) }
        guard case .store(let order)? = actions.first else { return false }
        return order.target.number == number
    }

    @Test(arguments: [AuthenticationUnit.number, .administratorAndUser])
    func `IVR-2 pages name the telephones from which the menu sets a number's password`(unit: AuthenticationUnit) {
        let number = Self.numbers[1]
        let telephones = Self.numbers.filter { sets(unit, from: $0, for: number) }
        switch AuthenticationUnitTelephones(in: unit) {
        case .all:
            #expect(telephones == Self.numbers)
            #expect(AuthenticationUnitTelephones.all.words(in: .japanese).contains("どの電話番号の電話からでも"))
        case .ownAndContractNumber: #expect(telephones == [Self.numbers[0], number])
        }
    }
}
