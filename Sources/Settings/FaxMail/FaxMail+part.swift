import Shell

extension FaxMail {
    /// The two forms, in the guide's order.
    enum Part: String, NumberFormPart {
        case service, addresses

        var groups: [NumberFormGroup] { form.groups }

        var form: NumberMailing.Form { self == .service ? .service : .addresses }

        var events: [AuditEvent] {
            switch self {
            case .service: ["fax-mail.service"]
            case .addresses: ["fax-mail.address"]
            }
        }

        var template: String {
            switch self {
            case .service: "FaxMail/service"
            case .addresses: "FaxMail/addresses"
            }
        }
    }
}
