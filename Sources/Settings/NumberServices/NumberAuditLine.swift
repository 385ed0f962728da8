import Shell
import Telephony

/// A line that the trail has about a number's service.
struct NumberAuditLine: Sendable {
    let event: AuditEvent
    let before: String?
    let after: String?

    /// One line for each thing that is another.
    struct List: Sendable {
        private(set) var all: [NumberAuditLine] = []

        mutating func compare(_ event: AuditEvent, _ before: String?, _ after: String?) {
            if before != after { all.append(NumberAuditLine(event: event, before: before, after: after)) }
        }

        /// Of a service that tells by mail.
        mutating func compare(
            service: AuditEvent, address: AuditEvent, _ before: NumberMailing, _ after: NumberMailing
        ) {
            compare(service, before.isOn ? "on" : "off", after.isOn ? "on" : "off")
            compare(address, before.addresses, after.addresses)
        }

        /// Place by place.
        private mutating func compare(
            _ event: AuditEvent, _ before: [NumberAddresses.Place], _ after: [NumberAddresses.Place]
        ) {
            for place in 1...NumberAddresses.places {
                compare(
                    event, before.first { $0.place == place }?.address.text,
                    after.first { $0.place == place }?.address.text)
            }
        }
    }
}
