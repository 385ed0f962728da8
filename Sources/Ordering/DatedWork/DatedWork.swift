/// What is asked of an order that is carried out on a day of its own (工事日を指定するお申し込み), and the rules of that day. Pages and orders
/// stand on it.
package enum DatedWork {
    package static let limits = [
        "networkRows": NetworkAddressRows.most, "leastMask": NetworkAddress.masks.lowerBound,
        "mostMask": NetworkAddress.masks.upperBound, "reasonCharacters": WorkWish.longestReason,
        "workMonths": WorkDays.months, "evidenceMegabytes": EvidenceFile.megabytes,
        "confirmationPerson": TransactionConfirmation.Label.person.limit,
        "destinationDepartment": TransactionConfirmation.Label.destinationDepartment.limit,
        "destinationPerson": TransactionConfirmation.Label.destinationPerson.limit,
    ]
}

/// What an operator may set about it.
package struct DatedPolicy: Sendable, Equatable {
    package var leadTimes = LeadTimes()
    package var settlement = VoiceSettlement()
    package var cutOver = CutOverPolicy()

    package init() {}
}
