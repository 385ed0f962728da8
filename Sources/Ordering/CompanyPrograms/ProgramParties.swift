/// Who a program names in an order, as a person would have typed it.
struct ProgramParties {
    private(set) var answers: [(field: String, value: String)] = []
    private(set) var faults: [ProgramFault.Placed] = []
    private var places: [String: String] = [:]
    private var hasContact = false
    private var copies = 0

    init(_ parties: [ProductOrderRequest.Party]) {
        for (place, party) in parties.enumerated() {
            switch party.role {
            case "contact" where !hasContact: addContact(party, at: place)
            case "contact": note(.contactTwice, "role", at: place)
            case "copy": addCopy(party, at: place)
            default: note(.role, "role", at: place)
            }
        }
    }

    private mutating func note(_ fault: ProgramFault, _ member: String, at place: Int) {
        faults.append(.init("$.relatedParty[\(place)].\(member)", fault))
    }

    /// All of it: what is left out is empty, and not the account's.
    private mutating func addContact(_ party: ProductOrderRequest.Party, at place: Int) {
        hasContact = true
        let members: [(String, CustomerLabel)] = [
            ("company", .company), ("department", .department), ("name", .person), ("kana", .kana),
            ("telephone", .telephone), ("mail", .mail),
        ]
        for (member, label) in members {
            let field = CustomerForm.field(label, of: .contact)
            answers.append((field, party.members[member] ?? ""))
            places[field] = "$.relatedParty[\(place)].\(member)"
        }
    }

    /// Who else gets the order's mails.
    private mutating func addCopy(_ party: ProductOrderRequest.Party, at place: Int) {
        copies += 1
        for member in party.members.keys.sorted() where member != "mail" { note(.item, member, at: place) }
        guard copies <= CustomerDetails.mostOtherMails else { return note(.tooManyCopies, "role", at: place) }
        let mail = party.members["mail"] ?? ""
        if mail.isEmpty { note(.copyWithoutMail, "mail", at: place) }
        let field = CustomerForm.otherMail(copies)
        answers.append((field, mail))
        places[field] = "$.relatedParty[\(place)].mail"
    }

    /// Of お客様情報; what the account says has none.
    func path(ofField field: String) -> String { places[field] ?? "$.relatedParty" }
}
