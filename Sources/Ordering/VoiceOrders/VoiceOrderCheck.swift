import Contracts
import Exchange
package import SQLite
package import Telephony

/// What would come of an order of telephone numbers, and all that stands against it: read for the check page, and once more in the
/// transaction of 申し込む.
package struct VoiceOrderCheck: Sendable {
    package let contract: VoiceContract
    package let items: [VoiceOrderItem]
    /// By the place of the item: what would be given, and which numbers codes bring.
    package let offers: [Int: NumberOffer]
    package let reservations: [Int: NumberReservation]
    /// Numbers of the contract, as they are.
    package let present: [PhoneNumber: VoiceNumber]
    package let chart: VoiceOrderChart
    /// With the place of the item; nil: of the whole order.
    package let problems: [(item: Int?, problem: VoiceOrderProblem)]

    /// How many numbers come.
    package var comingCount: Int {
        offers.values.reduce(0) { $0 + $1.count } + reservations.values.reduce(0) { $0 + $1.count }
            + items.count { if case .port = $0 { true } else { false } }
    }
}

extension VoiceOrderCheck {
    /// - Parameters:
    ///   - way: of the pages on which it is ordered.
    ///   - codes: those of the items.
    package init(
        _ items: [VoiceOrderItem], of contract: VoiceContract, _ way: VoiceOrderWay, codes: EnteredCodes,
        _ database: Connection
    ) throws {
        var reading = VoiceOrderReading(items, contract, codes)
        try reading.read(database)
        let facts = VoiceOrderChart.Facts(
            contract, hasGeographic: try VoiceNumberStore.hasGeographic(contract.code, database),
            dialInCount: reading.largestBase)
        let chart = VoiceOrderChart(reading.wish, facts)
        if chart.way > way {
            reading.problems.append((nil, .otherWay(chart.way, chart.reasons.filter { $0.way > way })))
        }
        self.init(
            contract: contract, items: items, offers: reading.offers, reservations: reading.reservations,
            present: reading.present.filter { $0.value.contract == contract.code }, chart: chart,
            problems: reading.problems)
    }

    /// What the order is about, number by number; only of one without problems.
    func lines(_ taken: [Int: [PhoneNumber]]) -> [VoiceOrderLine] {
        var lines: [PhoneNumber: VoiceOrderLine] = [:]
        for (place, item) in items.enumerated() {
            switch item {
            case .add(let wish, let features):
                for number in taken[place] ?? [] {
                    lines[number] = VoiceOrderLine(number, beside: wish.base, .connect, features)
                }
            case .reserved(_, let base, let features):
                for number in taken[place] ?? [] {
                    lines[number] = VoiceOrderLine(number, beside: base, .connect, features)
                }
            case .port(let line, let base, _, let features):
                lines[line.number] = VoiceOrderLine(line.number, beside: base, .port, features)
            case .change(let number, let features): adapt(number, &lines) { $0.features = features }
            case .list(let number, let name): adapt(number, &lines) { $0.listing = name }
            case .end(let number): adapt(number, &lines) { $0.change = .disconnect }
            }
        }
        return lines.values.sorted { $0.number < $1.number }
    }

    private func adapt(
        _ number: PhoneNumber, _ lines: inout [PhoneNumber: VoiceOrderLine], _ change: (inout VoiceOrderLine) -> Void
    ) {
        guard let there = present[number] else { return }
        var line =
            lines[number]
            ?? VoiceOrderLine(number, beside: there.base, .adapt, there.features, before: there.features)
        change(&line)
        lines[number] = line
    }
}
