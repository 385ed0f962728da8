import CivilCalendar
import Exchange
import SQLite
import Telephony

/// All SQL about what hangs on an order: its people, its consents, its history.
enum OrderDetailStore {
    static func add(_ details: CustomerDetails, to order: OrderNumber, _ database: Connection) throws {
        try add(details.contact, as: .contact, to: order, database)
        if let technical = details.technical { try add(technical, as: .technical, to: order, database) }
        if let billing = details.billing { try add(billing, to: order, database) }
        for (place, mail) in details.otherMails.enumerated() {
            try database.run(
                "INSERT INTO service_order_mail (order_number, place, mail) VALUES (?1, ?2, ?3)", order, place + 1, mail
            )
        }
        try database.run(
            "INSERT INTO service_order_sales (order_number, channel, person) VALUES (?1, ?2, ?3)", order,
            details.sales.channel, details.sales.person)
    }

    private static func add(_ billing: Billing, to order: OrderNumber, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO service_order_billing
                (order_number, postal_code, prefecture, city, building, addressee, customer_kind)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, order, billing.postalCode, billing.prefecture, billing.city, billing.building, billing.addressee,
            billing.customerKind)
    }

    private static func add(
        _ person: OrderPerson, as role: OrderPerson.Role, to order: OrderNumber, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO service_order_person
                (order_number, role, company, department, person, kana, telephone, mail)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, order, role, person.company, person.department, person.person, person.kana, person.telephone,
            person.mail)
    }

    static func details(of order: OrderNumber, _ database: Connection) throws -> CustomerDetails? {
        let billing = try database.first(
            """
            SELECT postal_code, prefecture, city, building, addressee, customer_kind FROM service_order_billing
            WHERE order_number = ?1
            """, order
        ) { row in
            Billing(
                postalCode: row.text(0), prefecture: try row.value(1), city: row.text(2), building: row.text(3),
                addressee: row.text(4), customerKind: try row.value(5))
        }
        let sales = try database.first(
            "SELECT channel, person FROM service_order_sales WHERE order_number = ?1", order
        ) { SalesInformation(channel: $0.text(0), person: $0.text(1)) }
        guard let contact = try person(.contact, of: order, database), let sales else { return nil }
        return CustomerDetails(
            contact: contact, otherMails: try otherMails(of: order, database),
            technical: try person(.technical, of: order, database), billing: billing, sales: sales)
    }

    private static func otherMails(of order: OrderNumber, _ database: Connection) throws -> [MailAddress] {
        try database.query("SELECT mail FROM service_order_mail WHERE order_number = ?1 ORDER BY place", order) {
            try $0.value(0)
        }
    }

    private static func person(
        _ role: OrderPerson.Role, of order: OrderNumber, _ database: Connection
    ) throws -> OrderPerson? {
        try database.first(
            """
            SELECT company, department, person, kana, telephone, mail FROM service_order_person
            WHERE order_number = ?1 AND role = ?2
            """, order, role
        ) { row in
            OrderPerson(
                company: row.text(0), department: row.text(1), person: row.text(2), kana: row.text(3),
                telephone: try row.number(4), mail: try row.value(5))
        }
    }

    // MARK: Consents

    static func add(
        _ consents: [Consent], to order: OrderNumber, by applicant: Applicant, at now: Moment, _ database: Connection
    ) throws {
        for consent in consents {
            try database.run(
                """
                INSERT INTO service_order_consent (order_number, document, version, sha256, account, client, at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """, order, consent.document, consent.version, consent.sha256, applicant.account, applicant.client, now)
        }
    }

    static func consents(of order: OrderNumber, _ database: Connection) throws -> [Consent] {
        try database.query(
            "SELECT document, version, sha256 FROM service_order_consent WHERE order_number = ?1 ORDER BY document",
            order
        ) { Consent(document: try $0.value(0), version: $0.text(1), sha256: $0.text(2)) }
    }

    // MARK: History

    static func add(_ line: OrderHistoryLine, to order: OrderNumber, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO service_order_event (order_number, at, event, state, by, is_refused, company_id)
            SELECT number, ?2, ?3, ?4, ?5, ?6, company_id FROM service_order WHERE number = ?1
            """, order, line.at, line.event, line.state, line.by, line.isRefused)
    }

    static func history(of order: OrderNumber, _ database: Connection) throws -> [OrderHistoryLine] {
        try database.query(
            "SELECT at, event, state, by, is_refused FROM service_order_event WHERE order_number = ?1 ORDER BY id",
            order
        ) { row in
            OrderHistoryLine(
                at: try row.moment(0), event: try row.value(1), state: try row.value(2), by: try row.value(3),
                isRefused: row.flag(4))
        }
    }
}
