import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// `/orders/NUMBER/ports`: where each number stands on its way from another carrier, and the correction of one that was refused (PORT-3).
struct DatedPortStatesPage: Sendable {
    let desk: OrderDesk

    static let family = "/orders/*/ports"
    static let perPage = 100

    func show(_ visit: Visit<Employee>) throws -> Response {
        let order = try desk.datedOrder(visit)
        let numbers = try numbers(of: order)
        guard let chosen = visit.query["number"].flatMap({ PhoneNumber(clean: $0) }) else {
            return try list(order, numbers, visit)
        }
        guard order.takesCorrections else { return try list(order, numbers, visit, status: .conflict) }
        let found = try correctable(chosen, numbers, order, visit)
        return try form(order, PortRow(found.line), leavesOthers: found.leavesOthers, found, [], visit)
    }

    /// The number is asked for once more, with what was corrected.
    func save(_ visit: Visit<Employee>) async throws -> Response {
        let order = try desk.datedOrder(visit)
        guard let number = visit.form["number"].flatMap({ PhoneNumber(clean: $0) }) else { throw FormProblem.malformed }
        let found = try correctable(number, try numbers(of: order), order, visit)
        var row = PortRow(PortRow.Column.allCases.map { visit.form[$0.field(0)] ?? "" })
        row[.number] = number.display
        let leavesOthers = visit.form[DatedPorts.remaining] == "yes"
        switch row.read() {
        case .failure(let problems):
            let sentences = problems.all.map { Problem($0.column.field(0), $0.sentence(in: visit.language)) }
            return try form(order, row, leavesOthers: leavesOthers, found, sentences, visit)
        case .success(let line):
            guard try await send(line, leavesOthers: leavesOthers, order, visit) else {
                return try list(order, try numbers(of: order), visit, status: .conflict)
            }
            return .done(Self.sent(number, in: visit.language), at: "\(OrderListPage.path)/\(order.number)/ports")
        }
    }

    /// Nothing happens where the number is not refused any more, or the right is gone.
    private func send(
        _ line: PortLine, leavesOthers: Bool, _ order: Order, _ visit: Visit<Employee>
    ) async throws -> Bool {
        let (number, account, applicant) = (order.number, visit.person.id, visit.applicant)
        let (now, trueTime) = (desk.clock.now(), visit.now)
        return try await desk.services.database.write { database in
            let rights = try RightsStore.rights(ofAccount: account, database)
            guard let order = try OrderStore.find(number, database), order.isOpen(to: rights), order.takesCorrections,
                try PortStore.numbers(of: number, database).contains(where: {
                    $0.line.number == line.number && $0.state == .refused
                })
            else { return false }
            try PortStore.keep(line, leavesOthers: leavesOthers, of: number, at: now, database)
            try OrderAmendmentStore.add(to: number, numbers: [line.number], database)
            try OrderDetailStore.add(
                OrderHistoryLine(
                    at: now, event: .numberCorrected, state: order.state, by: .account(applicant.account),
                    isRefused: false), to: number, database)
            try applicant.actor(at: trueTime).audit(
                "order.number-corrected", subject: number.text, after: line.number.digits, database)
            return true
        }
    }

    private func numbers(of order: Order) throws -> [PortedNumber] {
        let numbers = try desk.services.database.read { try PortStore.numbers(of: order.number, $0) }
        guard !numbers.isEmpty else { throw PageRefusal.notFound }
        return numbers
    }

    private func correctable(
        _ number: PhoneNumber, _ numbers: [PortedNumber], _ order: Order, _ visit: Visit<Employee>
    ) throws -> PortedNumber {
        guard order.isOpen(to: visit.person.rights) else { throw PageRefusal.notAllowed }
        guard let found = numbers.first(where: { $0.line.number == number && $0.state == .refused }) else {
            throw PageRefusal.notFound
        }
        return found
    }

    private func list(
        _ order: Order, _ numbers: [PortedNumber], _ visit: Visit<Employee>, status: Status? = nil
    ) throws -> Response {
        let page = visit.query.pageNumber(of: numbers.count, perPage: Self.perPage)
        let view = PortStatesView(
            order: order, numbers: Array(numbers.dropFirst((page - 1) * Self.perPage).prefix(Self.perPage)),
            total: numbers.count, page: page,
            mayCorrect: order.takesCorrections && order.isOpen(to: visit.person.rights), language: visit.language)
        return try desk.services.page("DatedOrders/port-states", view, for: visit, status: status)
    }

    private func form(
        _ order: Order, _ row: PortRow, leavesOthers: Bool, _ number: PortedNumber, _ problems: [Problem],
        _ visit: Visit<Employee>
    ) throws -> Response {
        let view = PortCorrectionView(
            order: order, row: row, leavesOthers: leavesOthers, number: number, problems: problems,
            language: visit.language)
        return try desk.services.page("DatedOrders/port-correction", view, for: visit, problems: problems)
    }
}

extension Order {
    /// A number that was refused may be asked for once more.
    fileprivate var takesCorrections: Bool { state == .acknowledged || state == .scheduled }
}

private struct PortStatesView: ViewModel {
    let order: Order
    /// Those of the page.
    let numbers: [PortedNumber]
    let total: Int
    let page: Int
    let mayCorrect: Bool
    let language: Language

    static let fields: ViewFields<PortStatesView> = [
        "number": { .text($0.order.number.text) },
        "rows": { view in
            .list(
                view.numbers.map {
                    PortStateRow(
                        number: $0, path: "\(OrderListPage.path)/\(view.order.number)/ports",
                        mayCorrect: view.mayCorrect, language: view.language)
                })
        },
        "count": { .text($0.total.inGroups) },
        "pager": { view in
            .object(
                ifAny: PagerView(total: view.total, perPage: DatedPortStatesPage.perPage, page: view.page) {
                    "\(OrderListPage.path)/\(view.order.number)/ports?page=\($0)"
                })
        },
    ]
}

private struct PortStateRow: ViewModel {
    let number: PortedNumber
    let path: String
    let mayCorrect: Bool
    let language: Language

    static let fields: ViewFields<PortStateRow> = [
        "number": { .text($0.number.line.number.display) },
        "carrier": { .text($0.number.line.carrier) },
        "state": { .text($0.number.state.name(in: $0.language)) },
        "datedAt": { row in .text(ifAny: row.number.datedAt?.dateAndTimeText(in: row.language)) },
        "reason": { row in .text(ifAny: row.number.refusal?.name(in: row.language)) },
        "remedy": { row in .text(ifAny: row.number.refusal?.remedy(in: row.language)) },
        "correctionPath": { row in
            .text(
                ifAny: row.mayCorrect && row.number.state == .refused
                    ? "\(row.path)?number=\(row.number.line.number)" : nil)
        },
    ]
}

private struct PortCorrectionView: ViewModel {
    let order: Order
    let row: PortRow
    let leavesOthers: Bool
    let number: PortedNumber
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<PortCorrectionView> = [
        "number": { .text($0.order.number.text) },
        "digits": { .text($0.number.line.number.digits) },
        "telephone": { .text($0.number.line.number.display) },
        "reason": { view in .text(view.number.refusal?.name(in: view.language) ?? "") },
        "remedy": { view in .text(view.number.refusal?.remedy(in: view.language) ?? "") },
        "cells": { view in
            .list(
                PortRow.Column.allCases.dropFirst().map {
                    $0.cell(0, view.row[$0], view.problems, in: view.language)
                })
        },
        "isRemaining": { .flag($0.leavesOthers) },
        "action": { .text("\(OrderListPage.path)/\($0.order.number)/ports") },
    ]
}
