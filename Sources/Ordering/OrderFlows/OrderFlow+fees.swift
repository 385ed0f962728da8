import CivilCalendar
import HTTP
import SQLite
import Shell
import Telephony

/// What an application would cost (FEE-3, 4).
extension OrderFlow {
    /// When orders are taken: now, or from the next opening on (HOURS-2).
    func opening() throws -> Moment {
        let now = desk.clock.now()
        let maintenances = try services.database.read { try MaintenanceStore.all(of: service, after: now, $0) }
        return desk.policy.closing(of: kind, at: now, maintenances)?.until ?? now
    }

    /// Nil where nothing can be handed in.
    func fees(_ opened: Opened, _ visit: Visit<Employee>, isRepriced: Bool = false) async throws -> FeeSheetView? {
        guard let order = try order(opened, opened.draft.reference) else { return nil }
        let (company, today) = (visit.person.company, try opening().day)
        let (items, book) = try await services.database.write {
            (try order.fees(of: company, $0), try PriceStore.book($0))
        }
        let (policy, day) = (desk.policy.fees, order.openingDay ?? today)
        let isDated = kind == .dated
        let sheet = book.sheet(items, on: day, policy)
        let now = book.sheet(items, on: today, policy)
        return FeeSheetView(
            sheet: sheet, isDated: isDated, today: isDated && now.lines != sheet.lines ? now : nil,
            // What ends costs nothing any more.
            later: book.change(of: items.filter { $0.part != .ending }, after: day, policy),
            crossesMidnight: order.crossesMidnight,
            isRepriced: isRepriced, isPlanned: true, language: visit.language)
    }
}
