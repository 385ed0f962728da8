import Telephony

extension PhoneNumber {
    /// Where the number stands in the row of all: the digits behind its 0 as a number, so that consecutive numbers differ by one, and those
    /// of eleven digits lie behind those of ten.
    var place: Int { Int(code % 2 == 0 ? code / 20 : code / 2) }

    /// Takes what `place` has given, or what lies between two such of one kind.
    init(place: Int) {
        let value = UInt64(place)
        self.init(code: place < Self.firstOfEleven ? value * 20 : value * 2 + 1)
    }

    private static let firstOfEleven = 1_000_000_000
}
