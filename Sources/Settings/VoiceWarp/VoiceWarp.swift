import Telephony

/// ボイスワープ: a number forwards its calls, all of them or those that its line has not taken, to one of four destinations.
///
/// The words and the rules of the feature; nothing in here knows pages or the database.
enum VoiceWarp {
    /// WARP-2.
    static let places = 4
    /// In characters.
    static let nameLimit = 20
    /// WARP-1: how long a line rings that is not answered.
    static let seconds = 5...60
    static let usualSeconds = 15

    static let limits = [
        "warpDestinations": places, "warpNameCharacters": nameLimit, "warpSecondsLeast": seconds.lowerBound,
        "warpSecondsMost": seconds.upperBound, "warpSecondsUsual": usualSeconds,
    ]

    /// 転送条件; the raw value is the control's.
    enum Mode: String, Sendable, CaseIterable {
        case off, always, noAnswer, busy, noAnswerOrBusy

        var hasSeconds: Bool { self == .noAnswer || self == .noAnswerOrBusy }
    }

    /// セレクト; the raw value is the control's.
    enum Select: String, Sendable, CaseIterable {
        case off
        /// 登録番号転送.
        case forwardListed
        /// 登録番号着信.
        case ringListed
    }

    /// One of the four places.
    struct Place: Sendable, Equatable {
        /// From 1.
        let place: Int
        let destination: PhoneNumber
        /// "" for none.
        let name: String
    }

    /// All that a number has set; each form has its own version, which grows by one with every change (AUTH-13).
    struct Settings: NumberSettings {
        var mode = Mode.off
        var seconds = VoiceWarp.usualSeconds
        /// By place.
        var places: [Place] = []
        /// The place that is chosen.
        var chosen = 1
        var select = Select.off
        /// The callers that セレクト asks about, ascending.
        var listed: [PhoneNumber] = []
        var versions = NumberVersions<Part>()

        /// Where calls go.
        var destination: PhoneNumber? { places.first { $0.place == chosen }?.destination }

        var isForwarding: Bool { order != nil }

        /// What the decision of calls is told; nil while nothing is forwarded.
        var order: CallSettings.WarpOrder? {
            guard let destination, let condition = mode.condition(seconds: seconds) else { return nil }
            return CallSettings.WarpOrder(condition, to: destination, select: select.order(listed))
        }
    }

    /// What the rules need to know of the number.
    struct Facts: Sendable {
        let number: PhoneNumber
        let monitorNumber: PhoneNumber?
        let policy: VoiceWarpPolicy
    }

    // MARK: Rules

    /// WARP-1: forwarding needs somewhere to forward to.
    static func read(mode: String, seconds: String, over stored: Settings) -> Result<Settings, VoiceWarpProblems> {
        guard let mode = Mode(rawValue: mode) else { return .failure([.noMode]) }
        var settings = stored
        settings.mode = mode
        if mode.hasSeconds {
            switch read(seconds: seconds) {
            case .success(let seconds): settings.seconds = seconds
            case .failure(let problem): return .failure([problem])
            }
        }
        if mode != .off, settings.destination == nil { return .failure([.noDestination]) }
        return .success(settings)
    }

    private static func read(seconds typed: String) -> Result<Int, VoiceWarpProblem> {
        let text = PastedText(typed).text
        guard !text.isEmpty else { return .failure(.noSeconds) }
        guard let number = Int(text), seconds.contains(number) else { return .failure(.seconds) }
        return .success(number)
    }

    /// WARP-2, NUM-3 to NUM-6.
    static func read(
        places typed: [(number: String, name: String)], chosen: String, over stored: Settings, _ facts: Facts
    ) -> Result<Settings, VoiceWarpProblems> {
        var problems: [VoiceWarpProblem] = []
        var settings = stored
        settings.places = []
        for (index, entry) in typed.enumerated() {
            switch read(entry, place: index + 1, facts) {
            case .success(let place): if let place { settings.places.append(place) }
            case .failure(let wrong): problems += wrong.all
            }
        }
        guard let place = Int(chosen), (1...places).contains(place) else {
            return .failure(VoiceWarpProblems(problems + [.noChoice]))
        }
        settings.chosen = place
        guard problems.isEmpty else { return .failure(VoiceWarpProblems(problems)) }
        if settings.destination == nil {
            if settings.mode != .off { return .failure([.lastDestination(place: place)]) }
            if !settings.places.isEmpty { return .failure([.emptyChoice(place: place)]) }
        }
        return .success(settings)
    }

    private static func read(
        _ typed: (number: String, name: String), place: Int, _ facts: Facts
    ) -> Result<Place?, VoiceWarpProblems> {
        let name = PlainName(typed.name)
        var (destination, problems): (PhoneNumber?, [VoiceWarpProblem]) = (nil, [])
        switch Destination.read(typed.number, policy: facts.policy.destinations) {
        case .failure(.empty): if !name.text.isEmpty { problems.append(.nameWithoutNumber(place: place)) }
        case .failure(let fault): problems.append(.destination(place: place, fault))
        case .success(facts.number): problems.append(.ownNumber(place: place))
        case .success(let number) where number == facts.monitorNumber: problems.append(.monitorNumber(place: place))
        case .success(let number): destination = number
        }
        if name.hasControlCharacters { problems.append(.controlCharacter(place: place)) }
        if name.count > nameLimit { problems.append(.nameTooLong(place: place, count: name.count)) }
        guard problems.isEmpty else { return .failure(VoiceWarpProblems(problems)) }
        return .success(destination.map { Place(place: place, destination: $0, name: name.text) })
    }

    /// WARP-3: セレクト needs callers to ask about.
    static func read(select: String, over stored: Settings) -> Result<Settings, VoiceWarpProblems> {
        guard let select = Select(rawValue: select) else { return .failure([.noSelect]) }
        if select != .off, stored.listed.isEmpty { return .failure([.emptyList]) }
        var settings = stored
        settings.select = select
        return .success(settings)
    }

    /// A number a line.
    static func read(list typed: String, over stored: Settings, _ facts: Facts) -> Result<Settings, VoiceWarpProblems> {
        let read = CallerList.read(typed, limit: facts.policy.selectLimit, takesPrefixes: false)
        guard read.problems.isEmpty else { return .failure(VoiceWarpProblems(read.problems.map { .list($0) })) }
        var settings = stored
        settings.listed = read.patterns.compactMap { $0.number }.sorted()
        if settings.listed.isEmpty, stored.select != .off { return .failure([.lastListed]) }
        return .success(settings)
    }
}

extension VoiceWarp.Mode {
    /// Nil while it is off.
    func condition(seconds: Int) -> CallSettings.WarpCondition? {
        switch self {
        case .off: nil
        case .always: .always
        case .noAnswer: .noAnswer(seconds: seconds)
        case .busy: .busy
        case .noAnswerOrBusy: .noAnswerOrBusy(seconds: seconds)
        }
    }
}

extension VoiceWarp.Select {
    func order(_ listed: [PhoneNumber]) -> CallSettings.WarpSelect {
        switch self {
        case .off: .off
        case .forwardListed: .forwardListed(Set(listed))
        case .ringListed: .ringListed(Set(listed))
        }
    }
}
