import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

extension Devices {
    package static func feature(_ services: Services) -> Feature<Person> {
        let page = DevicePage(services: services)
        return Feature(
            routes: [
                .page(.get, "/sessions", page.show),
                .page(.get, "/sessions/end", page.ask),
                .page(.post, "/sessions/end", page.end).unkept.urgent,
            ],
            vocabulary: vocabulary)
    }
}

/// ログイン中の端末: a list, and for each the question whether it shall end, with the current password.
package struct DevicePage: Sendable {
    let services: Services

    package static let path = "/sessions"

    func show(_ visit: Visit<Person>) throws -> Response {
        let (own, users) = try services.database.read { try devices(visit, $0) }
        let list = DeviceListView(
            own: own.map { view(of: $0, visit) }, users: users.prefix(Devices.mostListed).map { view(of: $0, visit) },
            moreUsers: users.count - Devices.mostListed, seesUsers: visit.person.isAdministrator)
        return try services.page("Devices/devices", list, for: visit)
    }

    func ask(_ visit: Visit<Person>) throws -> Response {
        guard let choice = try choice(visit.query["session"], visit) else { return gone(visit) }
        return try page(choice, visit, [])
    }

    func end(_ visit: Visit<Person>) async throws -> Response {
        guard let choice = try choice(visit.form["session"], visit) else { return gone(visit) }
        let proven: CurrentPassword
        let typed = visit.form[CurrentPassword.field] ?? ""
        switch try await CurrentPassword.prove(typed, for: visit, services) {
        case .failure(let refusal):
            return try refusal.answer(asking: whose(choice, visit), in: visit.language) { try page(choice, visit, $0) }
        case .success(let current): proven = current
        }
        let token = SessionToken(random: services.random)
        let outcome = try await services.database.write { database -> Result<Int, CurrentPassword.Refusal> in
            if let refusal = try proven.refusal(at: visit.now, database) { return .failure(refusal) }
            // AUTH-10: who has proved the password anew goes on under a new id.
            guard try SessionStore.rise(visit.session.token, to: .signedIn, as: token, at: visit.now, database) else {
                return .failure(.sessionEnded)
            }
            return .success(try end(choice, visit, but: token, database))
        }
        switch outcome {
        case .failure(let refusal):
            return try refusal.answer(asking: whose(choice, visit), in: visit.language) { try page(choice, visit, $0) }
        case .success(let count):
            let ending: Devices.Ending = count == 0 ? .gone : .ended(count)
            var response = Response.done(ending.notice(in: visit.language), at: Self.path)
            response.setCookie(token.cookie)
            return response
        }
    }

    private func end(
        _ choice: Devices.Choice, _ visit: Visit<Person>, but token: SessionToken, _ database: Connection
    ) throws -> Int {
        let account: String
        let count: Int
        switch choice {
        case .one(let device): (account, count) = (device.account, try DeviceStore.end(device, database) ? 1 : 0)
        case .others:
            account = visit.person.account
            let number = visit.person.number
            let all = try DeviceStore.devices(of: number, at: visit.now, services.sessions, database)
            try SessionStore.endAll(of: number, but: token, database)
            count = all.count - 1
        }
        guard count > 0 else { return 0 }
        try visit.actor.audit("session.ended", subject: account, after: "\(count)", database)
        return count
    }

    // MARK: What there is to end

    private func devices(
        _ visit: Visit<Person>, _ database: Connection
    ) throws -> (own: [Devices.Device], users: [Devices.Device]) {
        let (person, now, policy) = (visit.person, visit.now, services.sessions)
        let own = try DeviceStore.devices(of: person.number, at: now, policy, database)
        guard person.isAdministrator else { return (own, []) }
        return (own, try DeviceStore.devices(ofUsersOf: person, at: now, policy, database))
    }

    /// nil for one that has ended, that this person does not see, or that is this very one.
    private func choice(_ handle: String?, _ visit: Visit<Person>) throws -> Devices.Choice? {
        guard handle != "others" else { return .others }
        let (own, users) = try services.database.read { try devices(visit, $0) }
        return (own + users).first { $0.hash != visit.session.token.hash && $0.handle(services.key) == handle }
            .map { .one($0) }
    }

    // MARK: Answers

    private func whose(_ choice: Devices.Choice, _ visit: Visit<Person>) -> CurrentPassword.Whose {
        guard case .one(let device) = choice, device.account != visit.person.account else { return .own }
        return .administrators
    }

    private func gone(_ visit: Visit<Person>) -> Response {
        .done(Devices.Ending.gone.notice(in: visit.language), at: Self.path)
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
        return try services.page("Devices/end", view, for: visit, problems: problems)
    }
}
