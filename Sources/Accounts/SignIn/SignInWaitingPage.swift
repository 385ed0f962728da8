import HTTP
import Mustache
import Shell
import Telephony

/// 順番待ち: the page of somebody whose sign-in has to wait (AUTH-16). It comes back by itself, without script.
struct SignInWaitingPage: Sendable {
    static let path = "/login/waiting"
    /// Who has to wait no longer than this is answered at once.
    static let patience: Duration = .seconds(3)
    /// In seconds, for who comes from an address of which as many wait as may.
    private static let pauseOfFullHousehold = 30

    let page: SignInPage
    private var services: Services { page.services }

    func show(_ visit: OpenVisit) async throws -> Response {
        guard let place = page.places.find(visit.visitor, at: visit.now) else {
            return .redirect(to: try page.home(visit) ?? "/login")
        }
        switch place.outcome {
        case nil: return try waiting(place, visit)
        case .success(let success?):
            switch page.places.give(visit.visitor, at: visit.now) {
            case .first: return try await page.welcome(success, visit)
            case .again: return try page.welcomeAgain(success, visit)
            case nil: return .redirect(to: "/login")
            }
        case .success(nil): return try page.page(visit, number: place.number, next: place.next, [.refused])
        case .failure(WorkLaneError.stopped), .failure(WorkLaneError.withdrawn): return .redirect(to: "/login")
        case .failure(WorkLaneError.full):
            _ = page.places.leave(visit.visitor)
            throw PageRefusal.tooManyAttempts(retryAfter: Self.pauseOfFullHousehold)
        case .failure(let error): throw error
        }
    }

    /// 取りやめる.
    func leave(_ visit: OpenVisit) async throws -> Response {
        let place = page.places.leave(visit.visitor)
        if place?.isWaiting == true { services.work.hashing.withdraw(visit.visitor) }
        if let success = place?.unclaimed { await page.end(success) }
        return .redirect(to: "/login")
    }

    private func waiting(_ place: SignInPlaces.Place, _ visit: OpenVisit) throws -> Response {
        let wait = SignInWait(services.work.hashing.wait(of: place.turn))
        let view = WaitingView(
            wait: wait.words(in: visit.language), seconds: wait.seconds,
            number: PhoneNumber(place.number)?.display ?? place.number)
        var response = try services.page("SignIn/waiting", view, for: visit)
        response.fields.append("Refresh", "\(wait.rest); url=\(Self.path)")
        return response
    }
}

/// How long somebody has to wait, as precisely as it can be told.
struct SignInWait: Sendable, Equatable {
    /// Between ten and twenty to the second, else in the nearest steps of five seconds, of ten beyond a minute; never none.
    let seconds: Int
    /// In seconds, when the page is to come back: a third of the wait later, so that what is told stays true.
    let rest: Int

    init(_ duration: Duration) {
        let whole = Int((duration / .seconds(1)).rounded(.up))
        let step = whole > 60 ? 10 : (10...20).contains(whole) ? 1 : 5
        seconds = max(1, (whole + step / 2) / step) * step
        rest = min(max(whole / 3, SignInWait.rests.lowerBound), SignInWait.rests.upperBound)
    }

    private static let rests = 2...15
}

private struct WaitingView: ViewModel {
    let wait: String
    let seconds: Int
    let number: String

    static let fields: ViewFields<WaitingView> = [
        "wait": { .text($0.wait) },
        "seconds": { .text("\($0.seconds)") },
        "number": { .text($0.number) },
    ]
}
