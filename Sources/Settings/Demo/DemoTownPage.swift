package import Accounts
import HTTP
package import Shell
import Synchronization
import Telephony

/// `/demo/town`: what the monitor makes of a power cut, and of a fault of our own. Its routes are handed to the site by `hikari demo`
/// alone; the town is one for all who look, and gone with the program.
package final class DemoTownPage: Sendable {
    private static let path = "/demo/town"
    /// Time passes while somebody looks; what passed since the last look is not made up for beyond this.
    private static let longestLook: Duration = .seconds(5)
    private static let seed: UInt64 = 21
    /// Without script the page comes back by itself, if it is told to, so often in seconds.
    private static let comesBackAfter = 2
    private static let comesBackField = "every"

    private struct State {
        var town = DemoTown(seed: DemoTownPage.seed)
        var seenAt: Moment?
    }

    private let services: Services
    private let state = Mutex(State())

    private init(services: Services) { self.services = services }

    package static func routes(_ services: Services) -> [SiteRoute<Person>] {
        let page = DemoTownPage(services: services)
        return [.open(.get, path, page.show), .open(.post, path, page.turn)]
    }

    func show(_ visit: OpenVisit) throws -> Response {
        let comesBack = visit.query[Self.comesBackField] != nil
        let view = DemoTownView(
            town: town(at: visit.now), comesBack: comesBack, comesBackAfter: Self.comesBackAfter,
            language: visit.language)
        var response = try services.page("Demo/town", view, for: visit)
        if comesBack { response.fields.append("Refresh", "\(Self.comesBackAfter)") }
        return response
    }

    func turn(_ visit: OpenVisit) throws -> Response {
        guard let turn = visit.form["turn"].flatMap(DemoTownTurn.init) else { throw FormProblem.malformed }
        _ = town(at: visit.now)
        state.withLock { state in
            switch turn {
            case .district(let place, let isDark): state.town.turn(place, isDark: isDark)
            case .proxy(let isDead): state.town.turnProxy(isDead: isDead)
            case .anew: state.town = DemoTown(seed: Self.seed)
            }
        }
        let comesBack = visit.form[Self.comesBackField] == nil ? "" : "?\(Self.comesBackField)=\(Self.comesBackAfter)"
        return .redirect(to: Self.path + comesBack)
    }

    /// As it is now: the time since somebody last looked has passed in it.
    private func town(at now: Moment) -> DemoTown {
        state.withLock { state in
            if let seenAt = state.seenAt {
                let passed = min(max(now - seenAt, .zero), Self.longestLook)
                state.town.run(until: state.town.time + passed.milliseconds * Int64(Demo.townSpeed))
            }
            state.seenAt = now
            return state.town
        }
    }
}

/// What a button does; the text is its value.
enum DemoTownTurn: Sendable, Equatable {
    case district(DemoTown.Place, isDark: Bool)
    case proxy(isDead: Bool)
    case anew

    init?(_ text: String) {
        let words = text.split(separator: "-", maxSplits: 1).map(String.init)
        switch (words.first, words.last) {
        case ("anew", _): self = .anew
        case ("cut", let place?): self.init(place, isDark: true)
        case ("mend", "proxy"): self = .proxy(isDead: false)
        case ("kill", "proxy"): self = .proxy(isDead: true)
        case ("mend", let place?): self.init(place, isDark: false)
        default: return nil
        }
    }

    private init?(_ place: String, isDark: Bool) {
        guard let place = DemoTown.Place(rawValue: place) else { return nil }
        self = .district(place, isDark: isDark)
    }
}
