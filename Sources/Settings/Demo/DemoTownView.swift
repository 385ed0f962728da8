import Mustache
import Shell
import Telephony

/// The town as the monitor knows it.
struct DemoTownView: ViewModel {
    let town: DemoTown
    let comesBack: Bool
    let comesBackAfter: Int
    let language: Language

    /// So many of the latest happenings are listed.
    private static let mostHappenings = 12

    static let fields: ViewFields<DemoTownView> = [
        "clock": { .text(DemoTown.clock(since: $0.town.since, $0.town, in: $0.language)) },
        "guard": { .text($0.town.guardState.townWords(in: $0.language)) },
        "isHeld": { .flag($0.town.guardState == .held) },
        "isDark": { .flag($0.town.guardState == .dark) },
        "isAsking": { .flag($0.town.guardState == .asking) },
        "isProxyDead": { .flag($0.town.isProxyDead) },
        "references": { view in
            .list(DemoTown.references.map { _ in DemoTownReferenceView(isSilent: view.town.isProxyDead) })
        },
        "districts": { view in
            .list(
                DemoTown.districts.map { DemoTownDistrictView(town: view.town, district: $0, language: view.language) })
        },
        "happenings": { view in
            .list(
                view.town.happenings.suffix(mostHappenings).reversed().map {
                    DemoTownHappeningView(
                        seconds: ($0.at - (view.town.happenings.first?.at ?? 0)) / 1000,
                        words: $0.what.words(in: view.language))
                })
        },
        "comesBack": { .flag($0.comesBack) },
        "comesBackAfter": { .integer($0.comesBackAfter) },
    ]
}

private struct DemoTownReferenceView: ViewModel {
    let isSilent: Bool

    static let fields: ViewFields<DemoTownReferenceView> = ["isSilent": { .flag($0.isSilent) }]
}

private struct DemoTownHappeningView: ViewModel {
    let seconds: Int64
    let words: String

    static let fields: ViewFields<DemoTownHappeningView> = [
        "seconds": { .integer(Int($0.seconds)) }, "words": { .text($0.words) },
    ]
}

private struct DemoTownDistrictView: ViewModel {
    let town: DemoTown
    let district: DemoTown.District
    let language: Language

    /// Dots side by side, each in a square of so many units.
    private static let columns = 25
    private static let dotSize = 16

    private var known: [DemoTown.Known] { DemoTown.contracts(of: district.place).map(town.known) }

    static let fields: ViewFields<DemoTownDistrictView> = [
        "name": { .text($0.district.place.name(in: $0.language)) },
        "place": { .text($0.district.place.rawValue) },
        "lines": { .text($0.district.lines.inGroups) },
        "isCut": { .flag($0.town.dark.contains($0.district.place)) },
        "summary": { view in .text(DemoTown.summary(of: view.known, in: view.language)) },
        "width": { _ in .integer(columns * dotSize) },
        "height": { .integer(($0.district.lines + columns - 1) / columns * dotSize) },
        "dots": { view in
            .list(
                view.known.enumerated().map { place, known in
                    DemoTownDotView(
                        known: known, x: place % columns * dotSize + dotSize / 2,
                        y: place / columns * dotSize + dotSize / 2
                    )
                })
        },
    ]
}

private struct DemoTownDotView: ViewModel {
    let known: DemoTown.Known
    let x: Int
    let y: Int

    static let fields: ViewFields<DemoTownDotView> = [
        "x": { .integer($0.x) }, "y": { .integer($0.y) },
        "isNormal": { .flag($0.known == .normal) },
        "isFailing": { .flag($0.known == .failing) },
        "isFaulty": { .flag($0.known == .faulty) },
        "isForwarded": { .flag($0.known == .forwarded) },
    ]
}
