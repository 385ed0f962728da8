import Accounts
import Contracts
import SQLite
import Telephony

/// One page of the list and how long the whole list is.
struct BulkForwardingList: Sendable {
    let address: BulkForwardingAddress
    let rows: [BulkForwarding.Row]
    /// Of what is searched for.
    let total: Int
    /// Of the contract.
    let numbers: Int
    let monitorNumber: PhoneNumber?
    let isOn: Bool
    /// Of the rows, and what they are forwarded to inside the contract.
    let outlook: BulkForwardingOutlook

    /// With a search that cannot be looked for, the whole list is shown. Lists of one page are not counted.
    static func read(
        _ address: BulkForwardingAddress, of person: Person, _ database: Connection
    ) throws -> BulkForwardingList {
        let search = address.search ?? .everything
        let contract = person.contractID
        let rows = try BulkForwardingStore.rows(of: contract, matching: search, page: address.page, database)
        let isAll = address.page == 1 && rows.count < BulkForwarding.numbersPerPage
        let total = isAll ? rows.count : try BulkForwardingStore.count(of: contract, matching: search, database)
        let numbers =
            search.isEverything ? total : try BulkForwardingStore.count(of: contract, matching: .everything, database)
        var outlook = try BulkForwardingStore.outlook(of: contract, database)
        outlook.add(rows)
        return BulkForwardingList(
            address: address, rows: rows, total: total, numbers: numbers,
            monitorNumber: try ContractsStore.monitorNumber(of: contract, database),
            isOn: try BulkForwardingStore.service(of: contract, database).isOn, outlook: outlook)
    }
}
