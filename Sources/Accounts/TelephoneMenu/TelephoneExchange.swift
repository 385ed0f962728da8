package import SQLite
package import Shell
package import Telephony

/// What calls to the telephone menu need of the house: who is stored, how passwords are hashed, and what time it is.
package struct TelephoneExchange: Sendable {
    let database: Database
    let work: Work
    let mails: MailTemplates
    let numbers: TelephoneMenu.AccessNumbers
    /// FWD-12: what the site has registered telephones do; nil for nothing.
    let errand: (any TelephoneErrand)?
    let now: @Sendable () -> Moment
    let random: @Sendable (Int) throws -> [UInt8]
    let pause: @Sendable (Duration) async -> Void

    /// Who has pressed everything rightly waits so many seconds for a place in the queue of hashes, should it be full.
    static let secondsForHash = 15

    package init(
        database: Database, work: Work, mails: MailTemplates, numbers: TelephoneMenu.AccessNumbers,
        errand: (any TelephoneErrand)? = nil, now: @escaping @Sendable () -> Moment,
        random: @escaping @Sendable (Int) throws -> [UInt8], pause: @escaping @Sendable (Duration) async -> Void
    ) {
        self.database = database
        self.work = work
        self.mails = mails
        self.numbers = numbers
        self.errand = errand
        self.now = now
        self.random = random
        self.pause = pause
    }

    package init(
        _ services: Services, numbers: TelephoneMenu.AccessNumbers, errand: (any TelephoneErrand)? = nil
    ) {
        self.init(
            database: services.database, work: services.work, mails: services.mails, numbers: numbers, errand: errand,
            now: services.now, random: services.random, pause: services.pause)
    }

    /// The access number that pages name.
    package var namedAccessNumber: String { numbers.named }

    /// Whose guidance is heard on an access number (IVR-1); nil when it is none.
    package func region(ofAccessNumber number: String) -> TelephoneMenu.Region? {
        (PhoneNumber(signal: number) ?? PhoneNumber(number)).flatMap {
            TelephoneMenu.Region(accessNumber: $0, among: numbers)
        }
    }

    /// Answers a call.
    package func answer(
        _ caller: TelephoneMenu.Caller, in region: TelephoneMenu.Region
    ) throws -> (call: TelephoneCall, steps: [TelephoneCall.Step]) {
        var facts: TelephoneMenu.Facts?
        var errand: TelephoneErrandTalk.Facts?
        if case .number(let number) = caller {
            (facts, errand) = try database.read {
                (try TelephoneMenuStore.facts(of: number, $0), try errandFacts(of: number, $0))
            }
        }
        let (menu, actions) = TelephoneMenu.answer(caller, facts: facts, errand: errand)
        return (TelephoneCall(exchange: self, region: region, menu: menu), actions.compactMap(TelephoneCall.Step.init))
    }

    /// The hash is made before the transaction, which must be short, and where it holds nobody up.
    func store(_ order: TelephoneMenu.Order) async throws -> Bool {
        let regular = try database.read { try CredentialStore.find(order.target.number, $0).hashes[.regular] }
        let salt = try PasswordHash.salt(beside: regular, parameters: work.hashingCost, random: random)
        let hash = try await hash(order, salt)
        let (now, mails) = (now(), mails)
        // Who has no password any more gets in by telephone, on the day of a full disk too.
        return try await Urgency.urgently {
            try await database.write { try TelephoneMenuStore.store(order, hash: hash, at: now, mails: mails, $0) }
        }
    }

    private func hash(_ order: TelephoneMenu.Order, _ salt: [UInt8]) async throws -> PasswordHash {
        try await hashing(for: order.target.number) { [parameters = work.hashingCost] in
            try PasswordHash(of: order.password.digits, salt: salt, parameters: parameters)
        }
    }

    /// Where hashes are made, and waits for a place there. Calls come from the line itself; those of who is not registered take
    /// the same turns, so that waiting tells nothing.
    func hashing<Result: Sendable>(
        for number: PhoneNumber, _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let turn = WorkTurn(.known, [number.digits])
        var seconds = 0
        while true {
            do {
                return try await work.hashing.run(turn, body)
            } catch let full as WorkLaneError {
                guard seconds < Self.secondsForHash else { throw full }
                seconds += 1
                await pause(.seconds(1))
            }
        }
    }
}
