import SQLite
import Site

/// Deletes what has served its time, every ten minutes.
struct Housekeeping {
    let services: Services

    func run() async {
        while !Task.isCancelled {
            let now = services.now()
            do {
                try await services.database.write { database in try Site.forgetOld(at: now, database) }
            } catch {
                services.log(.failure, "housekeeping", ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(600))
        }
    }
}
