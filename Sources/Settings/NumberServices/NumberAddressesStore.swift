import SQLite
import Telephony

/// The addresses of a number, in the table of its service.
struct NumberAddressesStore: Sendable {
    /// By contract and number, in the order of the places.
    let select: StaticString
    let delete: StaticString
    /// Contract, number, place, address.
    let insert: StaticString

    func addresses(
        of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws -> [NumberAddresses.Place] {
        try database.query(select, contract, number) {
            NumberAddresses.Place(place: $0.integer(0), address: try $0.value(1))
        }
    }

    func keep(
        _ places: [NumberAddresses.Place], of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws {
        try database.run(delete, contract, number)
        for place in places { try database.run(insert, contract, number, place.place, place.address) }
    }
}
