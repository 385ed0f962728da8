import Shell
import Telephony

/// The addresses that a number's service sends its mails to: five places, each with its 送信テスト.
enum NumberAddresses {
    static let places = 5
    /// Of one number and service, so many in so many hours.
    static let testMailLimit = 20
    static let testMailHours = 24

    static let limits = ["numberAddresses": places]

    static let groups = (1...places).map { NumberFormGroup(field($0)) }

    static func field(_ place: Int) -> String { "address-\(place)" }

    struct Place: Sendable, Equatable {
        /// From 1.
        let place: Int
        let address: MailAddress
    }

    enum Fault: Error, Sendable, Equatable {
        case address(place: Int, MailAddressProblem)
        case same(place: Int, as: Int)
        case tooManyTests(place: Int)

        private var place: Int {
            switch self {
            case .address(let place, _), .same(let place, _), .tooManyTests(let place): place
            }
        }

        func problem(in language: Language) -> Problem {
            Problem(NumberAddresses.field(place), sentence(in: language))
        }
    }

    /// OTP-4 each, none twice; empty places are passed over.
    static func read(_ typed: (_ place: Int) -> String) -> (places: [Place], faults: [Fault]) {
        var (read, faults): ([Place], [Fault]) = ([], [])
        for place in 1...places {
            switch MailAddress.read(typed(place)) {
            case .success(let address):
                if let other = read.first(where: { $0.address.isSameMailbox(as: address) }) {
                    faults.append(.same(place: place, as: other.place))
                }
                read.append(Place(place: place, address: address))
            case .failure(let problems) where problems.all == [.empty]: break
            case .failure(let problems): faults += problems.all.map { .address(place: place, $0) }
            }
        }
        return (read, faults)
    }
}

extension [NumberAddresses.Place] {
    /// What a control holds that shows what is stored; nil for another kind of control.
    func text(of field: String) -> String? {
        guard field.hasPrefix("address-") else { return nil }
        return first { NumberAddresses.field($0.place) == field }?.address.text ?? ""
    }

    /// The addresses that no mail may reach.
    var doubtful: [MailAddress] { map(\.address).filter { !$0.canReceiveMail } }
}
