import Exchange
import ExchangeInterface
import ExchangeSimulator
import Ordering
import SQLite

extension ExchangeRegister {
    /// What the exchange of this data folder has, whichever it is and has been: orders that the simulated one has ended stay so when a real one
    /// follows it. What a real exchange has of contracts nobody here knows, unless the simulated one works behind the door on the same folder.
    static func ofBoth(_ database: Connection) throws -> ExchangeRegister {
        let heard = try OrderStore.cursor(database)
        let door = try OpenOrderStore.register(heard: heard, database)
        let said = try ExchangeProgramStore.said(database)
        let simulated = try ExchangeRegisterStore.register(heard: said > 0 ? said : heard, database)
        return ExchangeRegister(
            contracts: simulated.contracts, orders: simulated.orders.merging(door.orders) { $1 },
            unheard: door.unheard.union(simulated.unheard), isOfOrdersOnly: !door.orders.isEmpty && said == 0)
    }
}
