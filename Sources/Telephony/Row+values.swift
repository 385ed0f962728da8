public import CivilCalendar
public import SQLite

extension PhoneNumber: StorableValue {
    package var stored: String { digits }

    package init?(stored: String) { self.init(clean: stored) }
}

extension Moment: StorableValue {
    package var stored: Int { Int(milliseconds) }

    package init(stored: Int) { self.init(milliseconds: Int64(stored)) }
}

/// As the number of days since 1970-01-01.
extension CivilDate: StorableValue {
    public var stored: Int { daysSince1970 }

    public init?(stored: Int) { self.init(daysSince1970: stored) }
}

extension MailAddress: StorableValue {
    package var stored: String { text }

    package init?(stored: String) { self.init(stored) }
}

extension AuthenticationUnit: StorableValue {}

extension Row {
    package func number(_ column: Int) throws -> PhoneNumber { try value(column) }

    package func optionalNumber(_ column: Int) throws -> PhoneNumber? { try optionalValue(column) }

    package func moment(_ column: Int) throws -> Moment { try value(column) }

    package func optionalMoment(_ column: Int) throws -> Moment? { try optionalValue(column) }
}
