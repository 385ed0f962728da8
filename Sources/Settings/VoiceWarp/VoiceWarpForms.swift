import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension VoiceWarp {
    static let service = NumberService(service: .voiceWarp, path: "/voice-warp")

    /// One of its forms, for pages that point at it.
    static func setting(
        _ part: Part, of number: PhoneNumber, in language: Language
    ) -> (path: String, title: String) {
        (service.path(part.rawValue, of: number), part.title(in: language))
    }

    /// What a call meets before Voice Warp, asked of the features that rule it.
    struct Surroundings: Sendable {
        /// 一括転送 of a number of the contract.
        let bulkOrder: @Sendable (PhoneNumber, _ contract: Int, Connection) throws -> CallSettings.BulkOrder
    }

    static func forms(_ services: Services, _ policy: VoiceWarpPolicy, _ surroundings: Surroundings) -> VoiceWarpForms {
        VoiceWarpForms(services: services, policy: policy, surroundings: surroundings)
    }

    static func feature(_ forms: VoiceWarpForms) -> Feature<Person> {
        Feature(routes: forms.routes(), vocabulary: vocabulary)
    }
}

/// The pages of Voice Warp, which are those of any service of numbers.
struct VoiceWarpForms: NumberForms {
    typealias Settings = VoiceWarp.Settings
    typealias Part = VoiceWarp.Part

    let services: Services
    let policy: VoiceWarpPolicy
    let surroundings: VoiceWarp.Surroundings

    var service: NumberService { VoiceWarp.service }

    func settings(of key: NumberKey, _ database: Connection) throws -> Settings {
        try VoiceWarpStore.settings(of: key.number, in: key.contract, database)
    }

    func text(of field: String, in settings: Settings) -> String {
        switch field {
        case "mode": return settings.mode.rawValue
        case "seconds": return "\(settings.seconds)"
        case "chosen": return "\(settings.chosen)"
        case "select": return settings.select.rawValue
        case "callers": return settings.listed.map(\.display).joined(separator: "\n")
        default:
            let words = field.split(separator: "-")
            guard let place = settings.places.first(where: { "\($0.place)" == words.last ?? "" }) else { return "" }
            return words.first == "number" ? place.destination.display : place.name
        }
    }

    func read(
        _ draft: NumberDraft, _ part: Part, over stored: Settings, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> Result<Settings, NumberFormProblems> {
        let facts = VoiceWarp.Facts(
            number: key.number, monitorNumber: try ContractsStore.monitorNumber(of: key.contract, database),
            policy: policy)
        let read =
            switch part {
            case .service: VoiceWarp.read(mode: draft["mode"], seconds: draft["seconds"], over: stored)
            case .destinations:
                VoiceWarp.read(
                    places: (1...VoiceWarp.places).map { (draft["number-\($0)"], draft["name-\($0)"]) },
                    chosen: draft["chosen"], over: stored, facts)
            case .select: VoiceWarp.read(select: draft["select"], over: stored)
            case .list: VoiceWarp.read(list: draft["callers"], over: stored, facts)
            }
        return read.mapError { problems in NumberFormProblems(all: problems.all.map { $0.problem(in: language) }) }
    }

    func store(_ settings: Settings, of key: NumberKey, _ database: Connection) throws {
        try VoiceWarpStore.keep(settings, of: key.number, in: key.contract, database)
    }

    func auditLines(from old: Settings, to new: Settings) -> [NumberAuditLine] {
        VoiceWarp.auditLines(from: old, to: new)
    }

    func tell(
        _ new: Settings, over old: Settings, of key: NumberKey, by actor: Actor, _ database: Connection
    ) throws {
        try VoiceWarpNotice(number: key.number, old: old, new: new).write(
            of: key.contract, by: actor, services.mails, database)
    }

    func isOn(_ settings: Settings) -> Bool { settings.isForwarding }

    func countOn(of contract: Int, _ database: Connection) throws -> Int {
        try VoiceWarpStore.countOn(of: contract, database)
    }
}

extension VoiceWarp {
    /// What the trail says of a change, a line for each thing that is another.
    static func auditLines(from old: Settings, to new: Settings) -> [NumberAuditLine] {
        var lines = NumberAuditLine.List()
        lines.compare("voice-warp.service", old.serviceText, new.serviceText)
        for place in 1...places { lines.compare("voice-warp.destination", old.placeText(place), new.placeText(place)) }
        lines.compare("voice-warp.choice", "\(old.chosen)", "\(new.chosen)")
        lines.compare("voice-warp.select", old.select.rawValue, new.select.rawValue)
        for caller in old.listed where !new.listed.contains(caller) {
            lines.compare("voice-warp.unlisted", caller.digits, nil)
        }
        for caller in new.listed where !old.listed.contains(caller) {
            lines.compare("voice-warp.listed", nil, caller.digits)
        }
        return lines.all
    }
}
