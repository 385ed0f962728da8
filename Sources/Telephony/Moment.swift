/// A point in time, in whole milliseconds since 1970-01-01 UTC: what the database stores and the rules compare.
package struct Moment: Sendable, Hashable, Comparable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (one: Moment, other: Moment) -> Bool { one.milliseconds < other.milliseconds }

    package static func + (moment: Moment, duration: Duration) -> Moment {
        Moment(milliseconds: moment.milliseconds + duration.milliseconds)
    }

    package static func - (moment: Moment, duration: Duration) -> Moment {
        Moment(milliseconds: moment.milliseconds - duration.milliseconds)
    }

    package static func - (one: Moment, other: Moment) -> Duration {
        .milliseconds(one.milliseconds - other.milliseconds)
    }
}

extension Duration {
    package var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }

    package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    package static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    package static func days(_ count: Int) -> Duration { .seconds(count * 86400) }

    /// Whole ones, as sentences and pages say a limit: 「15分間に」.
    package var inSeconds: Int { Int(components.seconds) }
    package var inMinutes: Int { inSeconds / 60 }
    package var inHours: Int { inSeconds / 3600 }
}
