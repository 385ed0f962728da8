import HTTP
import SQLite
package import Shell
import Telephony

extension Devices {
    package static func feature(_ services: Services) -> Feature<Person> {
        let devices = NumberDevices(services: services)
        return Feature(
            routes: routes(
                services,
                Manner(
                    list: "Devices/devices", question: "Devices/end", devices: devices.listed, end: devices.end,
                    proven: devices.proven)),
            vocabulary: vocabulary)
    }
}

/// The devices of a number, and for an administrator those of its users.
struct NumberDevices: Sendable {
    let services: Services

    func listed(_ visit: Visit<Person>, _ database: Connection) throws -> Devices.Listed {
        let (person, now, policy) = (visit.person, visit.now, services.sessions)
        let own = try DeviceStore.devices(of: person.number, at: now, policy, database)
        guard person.isAdministrator else { return Devices.Listed(own: own) }
        return Devices.Listed(own: own, users: try DeviceStore.devices(ofUsersOf: person, at: now, policy, database))
    }

    func proven(
        _ visit: Visit<Person>, _ act: @escaping @Sendable (SessionToken, Connection) throws -> Int
    ) async throws -> Devices.Proof {
        let language = visit.language
        func refused(_ refusal: CurrentPassword.Refusal) -> Devices.Proof {
            .refused { whose, page in try refusal.answer(asking: whose, in: language, page) }
        }
        let proven: CurrentPassword
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return refused(refusal)
        case .success(let current): proven = current
        }
        let token = SessionToken(random: services.random)
        let outcome = try await services.database.write { database -> Result<Int, CurrentPassword.Refusal> in
            if let refusal = try proven.refusal(at: visit.now, database) { return .failure(refusal) }
            // AUTH-10: who has proved the password anew goes on under a new id.
            guard try SessionStore.rise(visit.session.token, to: .signedIn, as: token, at: visit.now, database) else {
                return .failure(.sessionEnded)
            }
            return .success(try act(token, database))
        }
        switch outcome {
        case .failure(let refusal): return refused(refusal)
        case .success(let count): return .ended(count, token)
        }
    }

    func end(
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
}
