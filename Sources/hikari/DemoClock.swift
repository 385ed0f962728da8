import Ordering
import SQLite
import Shell

/// The business clock of a demonstration, as the last one has left it.
enum DemoClock {
    static func restored(_ services: Services) -> MovableClock {
        MovableClock(ahead: (try? services.database.read(DemoClockStore.ahead)) ?? .zero, of: services.now)
    }
}
