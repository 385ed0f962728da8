@testable import Accounts
@testable import Contracts
import HTTP
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// Somebody who comes to the site, as far as it matters to who may do what (AUTH-2, AUTH-3).
struct AccessRole: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Nil for somebody who is not signed in.
    var number: String?
    var unit = AuthenticationUnit.line
    var step = SignInStep.signedIn
    var services = AccessRole.allServices

    static let allServices = ContractService.allCases.map(\.rawValue)
    static let contractNumber = "0355550001"
    static let additionalNumber = "0355550002"
    /// Of another contract, which has no service.
    static let outsider = "0399990001"

    static let stranger = AccessRole(testDescription: "a stranger")

    static let onTheWay = SignInStep.all.filter { $0 != .signedIn }.map { step in
        AccessRole(testDescription: "the line at \(step.name)", number: contractNumber, step: step)
    }

    static let signedIn = [
        AccessRole(testDescription: "the line", number: contractNumber),
        AccessRole(testDescription: "the contract number among numbers", number: contractNumber, unit: .number),
        AccessRole(testDescription: "an additional number", number: additionalNumber, unit: .number),
        AccessRole(testDescription: "the administrator", number: contractNumber, unit: .administratorAndUser),
        AccessRole(testDescription: "a user", number: additionalNumber, unit: .administratorAndUser),
        AccessRole(testDescription: "another contract's line", number: outsider, services: []),
    ]

    static let all = [stranger] + onTheWay + signedIn

    var person: Person? {
        guard let number = number.flatMap({ PhoneNumber($0) }),
            let contractNumber = PhoneNumber(self.number == Self.outsider ? Self.outsider : Self.contractNumber)
        else { return nil }
        return Person(number: number, contractID: 1, contractNumber: contractNumber, unit: unit, services: services)
    }

    /// What leads a sign-in to its step.
    private var standing: OneTimePasswordStanding {
        switch step {
        case .chooseOneTimePassword: .notChosen
        case .enterOneTimePassword: .used
        default: .notUsed
        }
    }

    /// The site with this one's contract, and with the other one.
    func site(extra: @escaping @Sendable (Services) -> [SiteRoute<Person>] = { _ in [] }) throws -> TestSite {
        let site = try TestSite(extra: extra)
        let isOutsider = number == Self.outsider
        try site.addContract(
            Self.contractNumber, [Self.additionalNumber, "0355550003"], unit: isOutsider ? .number : unit,
            monitor: "0355550003", services: Self.allServices, oneTimePasswords: standing)
        try site.addContract(Self.outsider, unit: isOutsider ? unit : .line, services: isOutsider ? services : [])
        for number in [Self.contractNumber, Self.additionalNumber, Self.outsider] {
            try site.setPassword("hikari7days", of: number)
        }
        try site.services.database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
                SELECT contract_id, number, '09087654321', 1 FROM phone_number WHERE number = ?1
                """, Self.additionalNumber)
        }
        return site
    }

    /// A browser of this one, with the token that the forms of the route carry; each time a session of its own.
    func browser(_ site: TestSite, for route: SiteRoute<Person>? = nil) async throws -> (
        browser: TestBrowser, token: String
    ) {
        let browser = site.browser()
        var openToken: String?
        if case .open? = route?.access { openToken = await browser.get("/login").value(of: "token") }
        guard let number = number.flatMap({ PhoneNumber($0) }) else { return (browser, openToken ?? "") }
        let token = SessionToken(random: site.services.random)
        let (now, step) = (site.clock.now, step)
        try await site.services.database.write { database in
            let contract = try #require(try ContractsStore.contract(of: number, database))
            try SessionStore.start(
                token, number: number, contract: contract.id, step: step,
                by: Client(Request(path: "/login", peer: "192.0.2.1")), at: now, database)
        }
        browser.cookies[SessionToken.cookieName] = token.text
        return (browser, openToken ?? token.formToken.text)
    }
}

/// What somebody gets who asks for a page.
enum AccessAnswer: Equatable {
    /// The page itself, or what it says to a form that is empty or wrong.
    case page
    /// 404.
    case nothing
    /// 403.
    case forbidden
    /// On to the sign-in.
    case login
    /// Back to the step of the sign-in that comes first.
    case step(String)
    /// What nobody should ever get.
    case other(Int, String)

    init(_ page: TestPage) {
        let location = page.location ?? ""
        switch page.status.code {
        case 200, 400, 409, 422: self = .page
        case 404: self = .nothing
        case 403: self = .forbidden
        case 303
        where location == "/login" || location.hasPrefix("/login?next=") || location.hasPrefix("/login?ended="):
            self = .login
        case 303: self = .step(location)
        default: self = .other(page.status.code, location)
        }
    }
}
