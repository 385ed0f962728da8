import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ログイン中の端末: a list, and for each the question whether it shall end, with the current password.
struct DevicePage<Person: Visitor>: Sendable {
    let services: Services
    let manner: Devices.Manner<Person>

    var routes: [SiteRoute<Person>] {
        [
            .page(.get, Devices.path, show),
            .page(.get, Devices.endPath, ask),
            .page(.post, Devices.endPath, end).unkept.urgent,
        ]
    }

    func show(_ visit: Visit<Person>) throws -> Response {
        let listed = try services.database.read { try manner.devices(visit, $0) }
        let users = listed.users ?? []
        let list = DeviceListView(
            own: listed.own.map { view(of: $0, visit) },
            users: users.prefix(Devices.mostListed).map { view(of: $0, visit) },
            moreUsers: users.count - Devices.mostListed, seesUsers: listed.users != nil)
        return try services.page(manner.list, list, for: visit)
    }

    func ask(_ visit: Visit<Person>) throws -> Response {
        guard let choice = try choice(visit.query["session"], visit) else { return gone(visit) }
        return try page(choice, visit, [])
    }

    func end(_ visit: Visit<Person>) async throws -> Response {
        guard let choice = try choice(visit.form["session"], visit) else { return gone(visit) }
        let end = manner.end
        switch try await manner.proven(visit, { try end(choice, visit, $0, $1) }) {
        case .refused(let answer): return try answer(whose(choice, visit)) { try page(choice, visit, $0) }
        case .ended(let count, let token):
            let ending: Devices.Ending = count == 0 ? .gone : .ended(count)
            var response = services.done(ending.notice(in: visit.language), at: Devices.path)
            response.setCookie(services.site.cookies.cookie(of: token))
            return response
        }
    }

    /// nil for one that has ended, that this person does not see, or that is this very one.
    private func choice(_ handle: String?, _ visit: Visit<Person>) throws -> Devices.Choice? {
        guard handle != "others" else { return .others }
        let listed = try services.database.read { try manner.devices(visit, $0) }
        return (listed.own + (listed.users ?? []))
            .first { $0.hash != visit.session.token.hash && $0.handle(services.key) == handle }.map { .one($0) }
    }

    // MARK: Answers

    private func whose(_ choice: Devices.Choice, _ visit: Visit<Person>) -> CurrentPassword.Whose {
        guard case .one(let device) = choice, device.account != visit.person.account else { return .own }
        return .administrators
    }

    private func gone(_ visit: Visit<Person>) -> Response {
        services.done(Devices.Ending.gone.notice(in: visit.language), at: Devices.path)
    }

    private func view(of device: Devices.Device, _ visit: Visit<Person>) -> DeviceView {
        DeviceView(device, this: visit.session.token, services.key, in: visit.language)
    }

    private func page(_ choice: Devices.Choice, _ visit: Visit<Person>, _ problems: [Problem]) throws -> Response {
        let view: DeviceEndView
        switch choice {
        case .one(let device):
            view = DeviceEndView(
                handle: device.handle(services.key), device: self.view(of: device, visit), whose: whose(choice, visit),
                problems: problems)
        case .others: view = DeviceEndView(handle: "others", device: nil, whose: .own, problems: problems)
        }
        return try services.page(manner.question, view, for: visit, problems: problems)
    }
}
