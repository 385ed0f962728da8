import HTTP
import Shell
import Telephony

/// The 20 places for addresses, as they were typed or as they are stored.
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

    init(_ form: Form) throws {
        guard let version = form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        self.version = version
        places = try (1...FaultNotification.addressLimit).map { number in
            guard let hours = FaultNotificationHours(choice: form["hours-\(number)"] ?? "7") else {
                throw FormProblem.malformed
            }
            return Place(
                number: number, typed: form["address-\(number)"] ?? "", isTicked: form["send-\(number)"] != nil,
                hours: hours)
        }
    }

    static func label(_ number: Int) -> String { "送信先メールアドレス\(number)" }

    /// Everything that is wrong, or the addresses: OTP-4 each, no address twice, no tick without one.
    func read() -> (recipients: [FaultNotification.Recipient], problems: [Problem]) {
        var recipients: [FaultNotification.Recipient] = []
        var problems: [Problem] = []
        for place in places {
            let (field, label) = ("address-\(place.number)", Self.label(place.number))
            switch MailAddress.read(place.typed) {
            case .success(let address):
                if let other = recipients.first(where: { $0.address == address }) {
                    problems.append(
                        Problem(field, "\(label)は、\(Self.label(other.place))と同じです。どちらかを消すか、別のメールアドレスを入力してください。"))
                }
                recipients.append(
                    FaultNotification.Recipient(
                        place: place.number, address: address, isTicked: place.isTicked, hours: place.hours))
            case .failure(let faults) where faults.all == [.empty]:
                if place.isTicked {
                    problems.append(Problem(field, MailAddressProblem.empty.sentence(naming: label, in: .japanese)))
                }
            case .failure(let faults):
                problems += faults.all.map { Problem(field, $0.sentence(naming: label, in: .japanese)) }
            }
        }
        return (recipients, problems)
    }

    /// The form's fields, for sending it once more.
    func fields(version: Int) -> [(name: String, value: String)] {
        [("version", "\(version)")]
            + places.flatMap { place in
                [("address-\(place.number)", place.typed), ("hours-\(place.number)", "\(place.hours.rawValue)")]
                    + (place.isTicked ? [("send-\(place.number)", "1")] : [])
            }
    }

    /// What stands in a place, in words; empty for nothing.
    static func words(_ place: Place) -> String {
        place.typed.isEmpty ? "" : "\(place.typed)（\(place.isTicked ? "送信する" : "送信しない")、\(place.hours.words)）"
    }
}
