import Accounts
import HTTP
import Mustache
import Shell
import SQLite
import Telephony

/// What every service of numbers has that tells by mail: whether it is on, and whom it tells.
struct NumberMailing: Sendable, Equatable {
    var isOn = false
    /// By place.
    var addresses: [NumberAddresses.Place] = []

    /// The two forms that they have alike; the raw value is the part's.
    enum Form: String, Sendable {
        case service, addresses

        var groups: [NumberFormGroup] { self == .service ? [NumberFormGroup("service")] : NumberAddresses.groups }
    }

    // MARK: Rules

    enum Problem: Sendable, Equatable {
        case notChosen, noAddress, lastAddress
        case address(NumberAddresses.Fault)
    }

    /// Everything that is wrong at once.
    struct Problems: Error, Sendable, Equatable, ExpressibleByArrayLiteral {
        let all: [Problem]

        init(_ all: [Problem]) { self.all = all }

        init(arrayLiteral elements: Problem...) { all = elements }
    }

    /// A start needs somebody to tell.
    func read(service: String) -> Result<NumberMailing, Problems> {
        guard service == "on" || service == "off" else { return .failure([.notChosen]) }
        if service == "on", addresses.isEmpty { return .failure([.noAddress]) }
        return .success(NumberMailing(isOn: service == "on", addresses: addresses))
    }

    func read(addresses typed: (_ place: Int) -> String) -> Result<NumberMailing, Problems> {
        let read = NumberAddresses.read(typed)
        guard read.faults.isEmpty else { return .failure(Problems(read.faults.map { .address($0) })) }
        if read.places.isEmpty, isOn { return .failure([.lastAddress]) }
        return .success(NumberMailing(isOn: isOn, addresses: read.places))
    }

    // MARK: What pages and the trail hold

    /// What a control holds that shows what is stored; nil for another kind of control.
    func text(of field: String) -> String? {
        field == Form.service.rawValue ? (isOn ? "on" : "off") : addresses.text(of: field)
    }
}
