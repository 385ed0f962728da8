import Contracts
import Exchange
import SQLite
import Telephony

/// Judges an order of telephone numbers by what is stored.
struct VoiceOrderReading {
    let items: [VoiceOrderItem]
    let contract: VoiceContract
    let codes: EnteredCodes
    var offers: [Int: NumberOffer] = [:]
    var reservations: [Int: NumberReservation] = [:]
    var present: [PhoneNumber: VoiceNumber] = [:]
    var problems: [(item: Int?, problem: VoiceOrderProblem)] = []
    private var bases: [PhoneNumber: BaseNumber] = [:]
    /// Numbers from other carriers that the settings site has already.
    private var ofSettings: Set<PhoneNumber> = []

    init(_ items: [VoiceOrderItem], _ contract: VoiceContract, _ codes: EnteredCodes) {
        (self.items, self.contract, self.codes) = (items, contract, codes)
    }

    mutating func read(_ database: Connection) throws {
        if items.isEmpty { problems.append((nil, .nothing)) }
        bases = try VoiceNumberStore.bases(items.compactMap(\.base), database)
        let named = items.compactMap { $0.existing ?? $0.ported }
        present = try VoiceNumberStore.find(named, database)
        for ported in items.compactMap(\.ported) where try ContractsStore.contract(of: ported, database) != nil {
            ofSettings.insert(ported)
        }
        let underWay = try VoiceOrderStore.underWay(named, database)
        for (place, item) in items.enumerated() {
            if let problem = standing(of: item, underWay) { problems.append((place, problem)) }
        }
        noteRepeated()
        try readFeatures(database)
        try readOffers(database)
        try readReservations(database)
        try readLimits(database)
    }

    private func standing(of item: VoiceOrderItem, _ underWay: [PhoneNumber: OrderNumber]) -> VoiceOrderProblem? {
        if let base = item.base, bases[base]?.contract != contract.code { return .baseUnknown(base) }
        if let number = item.existing, present[number]?.contract != contract.code { return .numberUnknown(number) }
        if let number = item.ported, present[number] != nil || ofSettings.contains(number) {
            return .numberTaken(number)
        }
        if let number = item.existing ?? item.ported, let order = underWay[number] {
            return .numberUnderWay(number, order)
        }
        if case .end(let number) = item, present[number]?.isBase == true { return .numberIsBase(number) }
        return nil
    }

    /// A number that ends is not changed too; a code is used once.
    private mutating func noteRepeated() {
        var (ended, changed, listed, ported): (Set<PhoneNumber>, Set<PhoneNumber>, Set<PhoneNumber>, Set<PhoneNumber>) =
            ([], [], [], [])
        var codes: Set<ReservationCode> = []
        for (place, item) in items.enumerated() {
            let isNew: Bool
            switch item {
            case .end(let number):
                isNew = ended.insert(number).inserted && !changed.contains(number) && !listed.contains(number)
            case .change(let number, _): isNew = changed.insert(number).inserted && !ended.contains(number)
            case .list(let number, _): isNew = listed.insert(number).inserted && !ended.contains(number)
            case .port(let line, _, _, _): isNew = ported.insert(line.number).inserted
            case .reserved(let code, _, _):
                if !codes.insert(code).inserted { problems.append((place, .codeTwice)) }
                isNew = true
            case .add: isNew = true
            }
            if !isNew, let number = item.existing ?? item.ported { problems.append((place, .numberTwice(number))) }
        }
    }

    private mutating func readFeatures(_ database: Connection) throws {
        let shown = items.compactMap { $0.features?.forwardNumber }
        let own = try VoiceNumberStore.find(shown, database).filter { $0.value.contract == contract.code }
        for (place, item) in items.enumerated() {
            guard let features = item.features else { continue }
            let found = features.problems(isGeographic: isGeographic(item), isOwn: { own[$0] != nil })
            problems += found.map { (place, .feature($0, item.existing ?? item.ported)) }
        }
    }

    private func isGeographic(_ item: VoiceOrderItem) -> Bool {
        switch item {
        case .add(let wish, _): wish.kind == .geographic
        case .port: true
        // Judged when the code is read.
        case .reserved: true
        case .change(let number, _), .list(let number, _), .end(let number):
            VoiceNumberKind(number) == .geographic
        }
    }

    private mutating func readOffers(_ database: Connection) throws {
        let wishes = items.enumerated().compactMap { place, item -> (Int, NumberWish)? in
            if case .add(let wish, _) = item, bases[wish.base] != nil { (place, wish) } else { nil }
        }
        let found = try NumberBlockStore.offers(for: wishes.map(\.1), database)
        for ((place, wish), result) in zip(wishes, found) {
            switch result {
            case .success(let offer): offers[place] = offer
            case .failure(let few): problems.append((place, .tooFew(wish.kind, free: few.free)))
            }
        }
    }

    private mutating func readReservations(_ database: Connection) throws {
        for (place, item) in items.enumerated() {
            guard case .reserved(let code, let base, let features) = item else { continue }
            let found: NumberReservation
            switch codes[code] {
            case .success(let reservation): found = reservation
            case .failure(.unknown):
                problems.append((place, .codeUnknown))
                continue
            case .failure(.tooManyMisses(let until)):
                problems.append((place, .codesBlocked(until: until)))
                continue
            }
            reservations[place] = found
            if found.kind == .geographic,
                try NumberBlockStore.area(of: .geographic, beside: base, database) != found.area
            {
                problems.append((place, .codeOfOtherArea(found.area)))
            }
            if found.kind == .ip, features.forwardNumber != nil {
                problems.append((place, .feature(.forwardOfIP, nil)))
            }
        }
    }

    // MARK: What there may be at most

    private mutating func readLimits(_ database: Connection) throws {
        let (coming, ending) = (comingCount, items.count { if case .end = $0 { true } else { false } })
        if contract.type == .hikari { try readHikari(database) }
        guard let access = contract.access, coming > 0 else { return }
        let count = try ExtensionRoutingStore.count(of: access, database) + coming - ending
        if count > ExtensionRouting.mostLines { problems.append((nil, .tooManyOutsideNumbers(count))) }
    }

    private mutating func readHikari(_ database: Connection) throws {
        if addsIP { problems.append((nil, .notForHikari)) }
        for base in Set(items.compactMap(\.base)) {
            guard let settings = try ContractsStore.find(base, database) else {
                problems.append((nil, .hikariMissing(base)))
                continue
            }
            // Those of orders under way have their room already.
            let count =
                try settings.additionalNumberCount + VoiceOrderStore.countOfComing(beside: base, database)
                + coming(beside: base) - ending(beside: base)
            if count > Contracts.additionalNumberLimit { problems.append((nil, .tooManyOfHikari(count))) }
        }
    }

    private func coming(beside base: PhoneNumber) -> Int {
        items.enumerated().filter { $0.element.base == base }.reduce(0) { count, item in
            count + (offers[item.offset]?.count ?? reservations[item.offset]?.count ?? 1)
        }
    }

    private func ending(beside base: PhoneNumber) -> Int {
        items.count { if case .end(let number) = $0 { present[number]?.base == base } else { false } }
    }

    private var comingCount: Int {
        offers.values.reduce(0) { $0 + $1.count } + reservations.values.reduce(0) { $0 + $1.count }
            + items.count { $0.ported != nil }
    }

    private var addsIP: Bool { adds(.ip) }

    private func adds(_ kind: VoiceNumberKind) -> Bool {
        reservations.values.contains { $0.kind == kind }
            || items.contains { if case .add(let wish, _) = $0 { wish.kind == kind } else { false } }
    }

    // MARK: For the chart

    var wish: VoiceOrderChart.Wish {
        VoiceOrderChart.Wish(
            addsGeographic: adds(.geographic), ports: items.contains { $0.ported != nil },
            usesSpecialFeatures: items.contains(where: asksForSpecial))
    }

    /// To end one of them, or to leave it as it is, is nothing special.
    private func asksForSpecial(_ item: VoiceOrderItem) -> Bool {
        guard let features = item.features, features.areSpecial else { return false }
        let before = item.existing.flatMap { present[$0]?.features } ?? .none
        return features.shownNumber != before.shownNumber && features.shownNumber != nil
            || features.forwardNumber != before.forwardNumber && features.forwardNumber != nil
    }

    /// Numbers on the base number that has most of those that numbers are added to.
    var largestBase: Int { bases.values.map(\.dialInCount).max() ?? 0 }
}

extension VoiceOrderItem {
    /// The number that is to come from another carrier.
    var ported: PhoneNumber? { if case .port(let line, _, _, _) = self { line.number } else { nil } }
}
