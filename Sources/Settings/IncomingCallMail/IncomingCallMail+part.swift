import Shell

extension IncomingCallMail {
    /// The four forms, in the guide's order.
    enum Part: String, NumberFormPart {
        case service, addresses, conditions, list

        var groups: [NumberFormGroup] {
            switch self {
            case .service: NumberMailing.Form.service.groups
            case .addresses: NumberMailing.Form.addresses.groups
            case .conditions: ["when", "who", "withheld"].map { NumberFormGroup($0) }
            case .list: [NumberFormGroup("callers")]
            }
        }

        var events: [AuditEvent] {
            switch self {
            case .service: ["incoming-call-mail.service"]
            case .addresses: ["incoming-call-mail.address"]
            case .conditions: ["incoming-call-mail.when", "incoming-call-mail.who", "incoming-call-mail.withheld"]
            case .list: ["incoming-call-mail.listed", "incoming-call-mail.unlisted"]
            }
        }

        var template: String {
            switch self {
            case .service: "IncomingCallMail/service"
            case .addresses: "IncomingCallMail/addresses"
            case .conditions: "IncomingCallMail/conditions"
            case .list: "IncomingCallMail/list"
            }
        }
    }
}
