package import Telephony

/// Those of the site at which people sign in with a telephone number.
extension Actor {
    package init(contract: Int?, number: PhoneNumber?, client: String, at: Moment) {
        self.init(site: .settings, tenant: contract, account: number?.digits, client: client, at: at)
    }

    /// nil for what is nobody's in particular.
    package var contract: Int? { site == .settings ? tenant : nil }
    /// The signed-in number, or the one that calls; nil for the operator and for what happens by itself.
    package var number: PhoneNumber? { account.flatMap(PhoneNumber.init(clean:)) }

    /// Who calls the telephone menu; the number need not be the contract's.
    package static func telephone(_ caller: PhoneNumber, contract: Int?, at now: Moment) -> Actor {
        Actor(contract: contract, number: caller, client: telephoneClient, at: now)
    }

    /// The operator at the command line.
    package static func `operator`(contract: Int?, at now: Moment) -> Actor {
        Actor(contract: contract, number: nil, client: operatorClient, at: now)
    }

    /// The site by itself.
    package static func automatic(contract: Int, at now: Moment) -> Actor {
        Actor(contract: contract, number: nil, client: automaticClient, at: now)
    }
}
