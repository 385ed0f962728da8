public import SQLite

/// What calls to the telephone menu need of the house: who is stored, how passwords are hashed, and what time it is.
public struct TelephoneExchange: Sendable {
    let database: Database
    let hashing: any WorkLane
    let policy: Policy
    let now: @Sendable () -> Moment
    let random: @Sendable (Int) throws -> [UInt8]

    public init(
        database: Database, hashing: any WorkLane, policy: Policy, now: @escaping @Sendable () -> Moment,
        random: @escaping @Sendable (Int) throws -> [UInt8]
    ) {
        self.database = database
        self.hashing = hashing
        self.policy = policy
        self.now = now
        self.random = random
    }

    public init(_ services: Services) {
        self.init(
            database: services.database, hashing: services.work.hashing, policy: services.policy, now: services.now,
            random: services.random)
    }

    /// Whose guidance is heard on an access number (IVR-1); nil when it is none.
    public func region(ofAccessNumber number: String) -> TelephoneMenu.Region? {
        PhoneNumber(number).flatMap { TelephoneMenu.Region(accessNumber: $0, policy: policy) }
    }

    /// Answers a call.
    public func answer(
        _ caller: TelephoneMenu.Caller, in region: TelephoneMenu.Region
    ) throws -> (call: TelephoneCall, steps: [TelephoneCall.Step]) {
        var facts: TelephoneMenu.Facts?
        if case .number(let number) = caller {
            facts = try database.read { try TelephoneMenuStore.facts(of: number, $0) }
        }
        let (menu, actions) = TelephoneMenu.answer(caller, facts: facts)
        return (TelephoneCall(exchange: self, region: region, menu: menu), actions.compactMap(TelephoneCall.Step.init))
    }

    /// The hash is made before the transaction, which must be short, and where it holds nobody up.
    func store(_ order: TelephoneMenu.Order) async throws -> Bool {
        let regular = try database.read { try PasswordStore.find(order.target.number, $0).hashes[.regular] }
        let parameters = policy.scrypt
        let salt = try PasswordHash.salt(beside: regular, parameters: parameters, random: random)
        let hash = try await hashing.run {
            try PasswordHash(of: order.password.digits, salt: salt, parameters: parameters)
        }
        let now = now()
        return try await database.write { try TelephoneMenuStore.store(order, hash: hash, at: now, $0) }
    }
}
