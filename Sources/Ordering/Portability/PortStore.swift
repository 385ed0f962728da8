package import Exchange
package import SQLite
package import Telephony

/// All SQL about numbers of orders that come from other carriers.
package enum PortStore {
    /// What was refused before and is told otherwise now begins anew.
    package static func keep(
        _ line: PortLine, leavesOthers: Bool, of order: OrderNumber, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO port_number (order_number, number, carrier, issuer, line_kind, holder, holder_kana, address,
                holder_address, removes_wiring, leaves_others, state, changed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT (order_number, number) DO UPDATE SET carrier = excluded.carrier, issuer = excluded.issuer,
                line_kind = excluded.line_kind, holder = excluded.holder, holder_kana = excluded.holder_kana,
                address = excluded.address, holder_address = excluded.holder_address,
                removes_wiring = excluded.removes_wiring, leaves_others = excluded.leaves_others,
                state = excluded.state, refusal = NULL, changed_at = excluded.changed_at
            """, order, line.number, line.carrier, line.issuer, line.kind, line.holder?.name, line.holder?.kana,
            line.address, line.holderAddress, line.removesWiring, leavesOthers, PortedNumber.State.accepted, now)
    }

    package static func numbers(of order: OrderNumber, _ database: Connection) throws -> [PortedNumber] {
        try database.query(
            """
            SELECT number, carrier, issuer, line_kind, holder, holder_kana, address, holder_address, removes_wiring,
                leaves_others, state, refusal, dated_at
            FROM port_number WHERE order_number = ?1 ORDER BY number
            """, order
        ) { row in
            PortedNumber(
                line: PortLine(
                    number: try row.number(0), carrier: row.text(1), issuer: row.text(2), kind: try row.value(3),
                    holder: row.optionalText(4).map { PortLine.Holder(name: $0, kana: row.text(5)) },
                    address: row.optionalText(6), holderAddress: row.text(7),
                    removesWiring: row.isNull(8) ? nil : row.flag(8)), leavesOthers: row.flag(9),
                state: try row.value(10), refusal: try row.optionalValue(11), datedAt: try row.optionalMoment(12))
        }
    }

    /// What their carriers are asked; what is 「同じ」 is the company's own.
    static func donors(of order: Order, _ database: Connection) throws -> [PhoneNumber: WorkDonor] {
        let numbers = try numbers(of: order.number, database)
        guard !numbers.isEmpty, let company = try CompanyStore.find(order.company, database) else { return [:] }
        return Dictionary(
            numbers.map { number in
                let line = number.line
                return (
                    line.number,
                    WorkDonor(
                        carrier: line.carrier, holder: line.holder?.name ?? company.name,
                        address: line.address ?? company.address.text, leavesOthers: number.leavesOthers)
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    static func done(of order: OrderNumber, _ database: Connection) throws -> Set<PhoneNumber> {
        Set(
            try database.query(
                "SELECT number FROM port_number WHERE order_number = ?1 AND state = 'done'", order
            ) { try $0.number(0) })
    }

    static func isDated(_ number: PhoneNumber, in order: OrderNumber, _ database: Connection) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM port_number WHERE order_number = ?1 AND number = ?2 AND state = 'dated'", order, number)
    }

    /// Every one that has not been refused or given up has its time.
    static func areAllDated(_ order: OrderNumber, _ database: Connection) throws -> Bool {
        try !database.exists(
            "SELECT 1 FROM port_number WHERE order_number = ?1 AND state IN ('accepted', 'confirming')", order)
    }

    static func move(
        _ number: PhoneNumber, in order: OrderNumber, to step: PortStep, at now: Moment, _ database: Connection
    ) throws {
        let (refusal, dated): (PortRefusal?, Moment?) =
            switch step {
            case .refused(let refusal): (refusal, nil)
            case .dated(let moment): (nil, moment)
            case .confirming, .switching, .done, .cancelled: (nil, nil)
            }
        try database.run(
            """
            UPDATE port_number SET state = ?3, refusal = CASE WHEN ?3 = 'cancelled' THEN refusal ELSE ?4 END,
                dated_at = coalesce(?5, dated_at), changed_at = ?6
            WHERE order_number = ?1 AND number = ?2
            """, order, number, PortedNumber.State(step), refusal, dated, now)
    }
}
