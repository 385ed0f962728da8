import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ログイン中の端末 of an account: a list, and for each the question whether it shall end, with the present password.
struct OwnDevicePage: Sendable {
    let services: Services

    static let path = "/sessions"
    static let endPath = path + "/end"

    var routes: [SiteRoute<Employee>] {
        [
            .page(.get, Self.path, show),
            .page(.get, Self.endPath, ask),
            .page(.post, Self.endPath, end).unkept.urgent,
        ]
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let list = DeviceListView(own: try devices(visit).map { view(of: $0, visit) })
        return try services.page("OwnAccount/devices", list, for: visit)
    }

    func ask(_ visit: Visit<Employee>) throws -> Response {
        guard let choice = try choice(visit.query["session"], visit) else { return gone(visit) }
        return try page(choice, visit, [])
    }

    func end(_ visit: Visit<Employee>) async throws -> Response {
        guard let choice = try choice(visit.form["session"], visit) else { return gone(visit) }
        let proven: PresentPassword
        switch try await PresentPassword.prove(visit.form[PresentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return try answer(refusal, choice, visit)
        case .success(let right): proven = right
        }
        let change = OwnAccountChange(visit: visit, token: SessionToken(random: services.random))
        let outcome = try await services.database.write { database -> Result<Int, PresentPassword.Refusal> in
            if let refusal = try proven.refusal(at: visit.now, database) { return .failure(refusal) }
            guard try change.goOn(endingOthers: false, database) else { return .failure(.sessionEnded) }
            return .success(try end(choice, change, database))
        }
        switch outcome {
        case .failure(let refusal): return try answer(refusal, choice, visit)
        case .success(let count):
            let ending: Devices.Ending = count == 0 ? .gone : .ended(count)
            return services.changed(ending.notice(in: visit.language), change, at: Self.path)
        }
    }

    private func end(
        _ choice: Devices.Choice, _ change: OwnAccountChange, _ database: Connection
    ) throws -> Int {
        let visit = change.visit
        let count: Int
        switch choice {
        case .one(let device): count = try OwnAccountStore.end(device, of: visit.person.id, database) ? 1 : 0
        case .others:
            count = try OwnAccountStore.devices(of: visit.person, at: visit.now, services.sessions, database).count - 1
            try EmployeeSessionStore.endAll(of: visit.person.id, but: change.token, database)
        }
        guard count > 0 else { return 0 }
        try visit.actor.audit("session.ended", after: "\(count)", database)
        return count
    }

    // MARK: What there is to end

    private func devices(_ visit: Visit<Employee>) throws -> [Devices.Device] {
        try services.database.read {
            try OwnAccountStore.devices(of: visit.person, at: visit.now, services.sessions, $0)
        }
    }

    /// nil for one that has ended, that is somebody else's, or that is this very one.
    private func choice(_ handle: String?, _ visit: Visit<Employee>) throws -> Devices.Choice? {
        guard handle != "others" else { return .others }
        return try devices(visit)
            .first { $0.hash != visit.session.token.hash && $0.handle(services.key) == handle }.map { .one($0) }
    }

    // MARK: Answers

    private func answer(
        _ refusal: PresentPassword.Refusal, _ choice: Devices.Choice, _ visit: Visit<Employee>
    ) throws -> Response {
        try refusal.answer(services.site.cookies, in: visit.language) { try page(choice, visit, $0) }
    }

    private func gone(_ visit: Visit<Employee>) -> Response {
        services.done(Devices.Ending.gone.notice(in: visit.language), at: Self.path)
    }

    private func view(of device: Devices.Device, _ visit: Visit<Employee>) -> DeviceView {
        DeviceView(device, this: visit.session.token, services.key, in: visit.language)
    }

    private func page(_ choice: Devices.Choice, _ visit: Visit<Employee>, _ problems: [Problem]) throws -> Response {
        let view: DeviceEndView
        switch choice {
        case .one(let device):
            view = DeviceEndView(
                handle: device.handle(services.key), device: self.view(of: device, visit), whose: .own,
                problems: problems)
        case .others: view = DeviceEndView(handle: "others", device: nil, whose: .own, problems: problems)
        }
        return try services.page("OwnAccount/device-end", view, for: visit, problems: problems)
    }
}
