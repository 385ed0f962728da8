import Accounts
import HTTP
import SQLite
import Shell

/// ログイン中の端末 of an account, which are ended with the present password.
struct OwnDevices: Sendable {
    let services: Services

    var routes: [SiteRoute<Employee>] {
        Devices.routes(
            services,
            Devices.Manner(
                list: "OwnAccount/devices", question: "OwnAccount/device-end", devices: listed, end: end,
                proven: proven))
    }

    func listed(_ visit: Visit<Employee>, _ database: Connection) throws -> Devices.Listed {
        Devices.Listed(
            own: try OwnAccountStore.devices(of: visit.person, at: visit.now, services.sessions, database))
    }

    func proven(
        _ visit: Visit<Employee>, _ act: @escaping @Sendable (SessionToken, Connection) throws -> Int
    ) async throws -> Devices.Proof {
        let (cookies, language) = (services.site.cookies, visit.language)
        func refused(_ refusal: PresentPassword.Refusal) -> Devices.Proof {
            .refused { _, page in try refusal.answer(cookies, in: language, page) }
        }
        let proven: PresentPassword
        switch try await PresentPassword.prove(visit.form[PresentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return refused(refusal)
        case .success(let right): proven = right
        }
        let change = OwnAccountChange(visit: visit, token: SessionToken(random: services.random))
        let outcome = try await services.database.write { database -> Result<Int, PresentPassword.Refusal> in
            if let refusal = try proven.refusal(at: visit.now, database) { return .failure(refusal) }
            guard try change.goOn(endingOthers: false, database) else { return .failure(.sessionEnded) }
            return .success(try act(change.token, database))
        }
        switch outcome {
        case .failure(let refusal): return refused(refusal)
        case .success(let count): return .ended(count, change.token)
        }
    }

    func end(
        _ choice: Devices.Choice, _ visit: Visit<Employee>, but token: SessionToken, _ database: Connection
    ) throws -> Int {
        let person = visit.person
        let count: Int
        switch choice {
        case .one(let device): count = try OwnAccountStore.end(device, of: person.id, database) ? 1 : 0
        case .others:
            count = try OwnAccountStore.devices(of: person, at: visit.now, services.sessions, database).count - 1
            try EmployeeSessionStore.endAll(of: person.id, but: token, database)
        }
        guard count > 0 else { return 0 }
        try visit.actor.audit("session.ended", after: "\(count)", database)
        return count
    }
}
