import Telephony

extension CustomerDetails {
    /// As they would have been typed.
    var answers: OrderAnswers {
        var answers = OrderAnswers()
        add(contact, .contact, to: &answers)
        if technical == contact {
            answers[CustomerForm.sameTechnical] = "yes"
        } else if let technical {
            add(technical, .technical, to: &answers)
        }
        for (place, mail) in otherMails.enumerated() { answers[CustomerForm.otherMail(place + 1)] = mail.text }
        if let billing { add(billing, to: &answers) }
        answers["sales-channel"] = sales.channel
        answers["sales-salesPerson"] = sales.person
        return answers
    }

    private func add(_ billing: Billing, to answers: inout OrderAnswers) {
        answers["billing-postalCode"] = billing.postalCode
        answers["billing-prefecture"] = "\(billing.prefecture.number)"
        answers["billing-city"] = billing.city
        answers["billing-building"] = billing.building
        answers["billing-addressee"] = billing.addressee
        answers["billing-customerKind"] = billing.customerKind.rawValue
    }

    private func add(_ person: OrderPerson, _ role: OrderPerson.Role, to answers: inout OrderAnswers) {
        answers[CustomerForm.field(.company, of: role)] = person.company
        answers[CustomerForm.field(.department, of: role)] = person.department
        answers[CustomerForm.field(.person, of: role)] = person.person
        answers[CustomerForm.field(.kana, of: role)] = person.kana
        answers[CustomerForm.field(.telephone, of: role)] = person.telephone.display
        answers[CustomerForm.field(.mail, of: role)] = person.mail.text
    }
}
