package import Telephony

/// Where calls of a contract go on to by what is set: over groups, absences and the contract's own outside numbers. A pure value, by which
/// loops are refused before they are saved.
package struct CallGraph: Sendable, Equatable {
    package enum Place: Sendable, Hashable {
        case `extension`(ExtensionNumber)
        case group(Int)
        /// 外線番号 of the contract.
        case line(PhoneNumber)
        /// Behind the contract's Office Link: from there nothing comes back.
        case officeLink(OfficeLinkNumber)

        package init(_ target: CallTarget) {
            switch target {
            case .extension(let number): self = .extension(number)
            case .group(let id): self = .group(id)
            case .officeLink(let number): self = .officeLink(number)
            }
        }
    }

    private var next: [Place: [Place]] = [:]

    package init() {}

    /// Where calls go on to from there, in whatever case. What was set before is forgotten.
    package mutating func set(_ places: [Place], from place: Place) { next[place] = places }

    package mutating func add(_ other: Place, from place: Place) { next[place, default: []].append(other) }

    /// The places of a loop that the place is part of, from it to it; nil: a call from there comes back never.
    package func loop(through place: Place) -> [Place]? {
        var before: [Place: Place] = [:]
        var waiting = [place]
        while let here = waiting.popLast() {
            for other in next[here] ?? [] {
                if other == place { return way(to: here, before, from: place) + [place] }
                if before[other] == nil {
                    before[other] = here
                    waiting.append(other)
                }
            }
        }
        return nil
    }

    private func way(to last: Place, _ before: [Place: Place], from first: Place) -> [Place] {
        var way = [last]
        while let place = way.last, place != first, let other = before[place] { way.append(other) }
        return way.reversed()
    }
}
