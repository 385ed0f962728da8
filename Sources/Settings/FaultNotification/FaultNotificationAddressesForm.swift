import HTTP
import Shell
import Telephony

/// The places for addresses, as they were typed or as they are stored.
struct FaultNotificationAddressesForm: Sendable {
    struct Place: Sendable {
        let number: Int
        var typed = ""
        var isTicked = false
        var hours = FaultNotificationHours.always
    }

    let places: [Place]
    let version: Int

    init(_ recipients: [FaultNotification.Recipient], version: Int) {
        self.version = version
        places = (1...FaultNotification.addressLimit).map { number in
            guard let recipient = recipients.first(where: { $0.place == number }) else { return Place(number: number) }
            return Place(
                number: number, typed: recipient.address.text, isTicked: recipient.isTicked, hours: recipient.hours)
        }
    }

    /// - Parameter stored: what stays where a person has chosen so.
    init(_ form: Form, stored: FaultNotificationAddressesForm) throws {
        version = try FaultNotificationForm.version(in: form)
        places = try stored.places.map { place in
            let number = place.number
            if FaultNotificationForm.keepsStored("\(number)", in: form) { return place }
            guard let hours = FaultNotificationHours(choice: form["hours-\(number)"] ?? "7") else {
                throw FormProblem.malformed
            }
            return Place(
                number: number, typed: form["address-\(number)"] ?? "", isTicked: form["send-\(number)"] != nil,
                hours: hours)
        }
    }

    /// Everything that is wrong, or the addresses: OTP-4 each, no address twice, no tick without one.
    func read() -> (recipients: [FaultNotification.Recipient], problems: [FaultNotificationProblem]) {
        var recipients: [FaultNotification.Recipient] = []
        var problems: [FaultNotificationProblem] = []
        for place in places {
            switch MailAddress.read(place.typed) {
            case .success(let address):
                if let other = recipients.first(where: { $0.address.isSameMailbox(as: address) }) {
                    problems.append(.sameAddress(place: place.number, as: other.place))
                }
                recipients.append(
                    FaultNotification.Recipient(
                        place: place.number, address: address, isTicked: place.isTicked, hours: place.hours))
            case .failure(let faults) where faults.all == [.empty] && !place.isTicked: break
            case .failure(let faults):
                problems += faults.all.map { .address(place: place.number, $0) }
            }
        }
        return (recipients, problems)
    }

    /// Beside what is stored by now.
    func conflict(with stored: FaultNotificationAddressesForm, in language: Language) -> [FaultNotificationForm.Setting]
    {
        zip(stored.places, places).map { stored, typed in
            let number = typed.number
            return FaultNotificationForm.Setting(
                name: "\(number)", label: FaultNotification.label(ofPlace: number, in: language),
                stored: stored.text(in: language), typed: typed.text(in: language),
                sent: [("address-\(number)", typed.typed), ("hours-\(number)", "\(typed.hours.rawValue)")]
                    + (typed.isTicked ? [("send-\(number)", "1")] : []))
        }
    }
}
