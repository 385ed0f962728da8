import Exchange
import Shell
import Telephony

extension SmartPBXOrderFlow: ProgramFlow {
    private var language: Language { desk.services.language }

    func read(
        _ request: ProductOrderRequest, into reading: inout ProductOrderReading<SmartPBXOrderAnswers>,
        of contract: SmartPBXContent, at now: Moment
    ) {
        let product = request.productOrderItem[reading.contractPlace].product
        let channels = product.count[.changedChannels]
        reading.answers["channels"] = channels == nil ? "no" : "yes"
        reading.answers["addedChannels"] = channels.map { "\($0)" } ?? ""
        (reading.answers["part"], reading.answers["digits"]) = (
            product[.part], product.count[.addedDigits].map { "\($0)" } ?? ""
        )
        if kind == .end { (reading.answers["end"], reading.answers["endedContract"]) = ("yes", product[.id]) }
        readNumbers(request, into: &reading, in: contract.plan)
        readWindow(request, into: &reading, of: contract, at: now)
    }

    /// 内線番号 stand there as they are dialled.
    private func readNumbers(
        _ request: ProductOrderRequest, into reading: inout ProductOrderReading<SmartPBXOrderAnswers>,
        in plan: NumberPlan
    ) {
        var rows = ExtensionRows()
        for (place, item) in request.productOrderItem.enumerated() where place != reading.contractPlace {
            let digits = PastedText(item.product[.digits]).text
            rows.all.append(
                .init(
                    site: String(digits.prefix(plan.siteDigits)), device: String(digits.dropFirst(plan.siteDigits)),
                    kind: kind == .delete ? DeviceKind.smartphone.rawValue : item.product[.device]))
            reading.rows.append(place)
            reading.places[digits] = reading.places[digits] ?? place
        }
        for (row, each) in rows.all.enumerated() where each.isEmpty {
            note(.part(.missing(.site), row: row), in: &reading)
        }
        reading.answers.changesNumbers = !rows.all.isEmpty
        reading.answers.rows = rows
        guard kind == .delete else { return }
        switch rows.read(in: plan) {
        case .success(let lines): reading.answers.gone = Set(lines.map(\.number))
        case .failure(let problems): for problem in problems.all { note(problem, in: &reading) }
        }
    }

    private func note(
        _ problem: ExtensionRows.Problem, in reading: inout ProductOrderReading<SmartPBXOrderAnswers>
    ) {
        reading.faults.append(place(of: problem, in: reading))
    }

    /// 変更工事時間帯 is known by the moment at which it begins.
    private func readWindow(
        _ request: ProductOrderRequest, into reading: inout ProductOrderReading<SmartPBXOrderAnswers>,
        of contract: SmartPBXContent, at now: Moment
    ) {
        guard let text = request.requestedStartDate else { return }
        let start = Moment(interfaceText: text)
        let window = NightWindow.allCases.first { $0.begin(on: now.day) == start }
        reading.answers["window"] = window?.rawValue ?? ""
        if case .success(let outcome) = reading.answers.change(kind, of: contract), outcome.night == .none {
            reading.faults.append(
                .init(path: ProgramPath.start, detail: ProgramFault.startNotAsked.sentence(in: language)))
        }
    }

    func faults(
        in reading: ProductOrderReading<SmartPBXOrderAnswers>, of contract: SmartPBXContent, by visit: ProgramVisit
    ) -> [ProgramRefusal.Place] {
        guard let problems = reading.answers.problems(kind, of: contract, at: desk.clock.now()) else { return [] }
        return problems.ofRows.map { place(of: $0, in: reading) }
            + problems.ofForm.map { problem in
                ProgramRefusal.Place(
                    path: path(of: problem, in: reading), detail: problem.problem(in: language).sentence)
            }
    }

    private func place(
        of problem: ExtensionRows.Problem, in reading: ProductOrderReading<SmartPBXOrderAnswers>
    ) -> ProgramRefusal.Place {
        let member = if case .kind = problem { "device" } else { "digits" }
        return ProgramRefusal.Place(
            path: reading.path(ofRow: problem.row, member), detail: problem.sentence(in: language))
    }

    private func path(
        of problem: SmartPBXFormProblem, in reading: ProductOrderReading<SmartPBXOrderAnswers>
    ) -> String {
        switch problem {
        case .window: ProgramPath.start
        case .part: reading.path(ofContract: "part")
        case .endedContract: reading.path(ofContract: "id")
        case .addedChannels: reading.path(ofContract: "changedChannels")
        case .change(let problem, _): path(of: problem, in: reading)
        default: ProgramPath.items
        }
    }

    private func path(
        of problem: SmartPBXChangeProblem, in reading: ProductOrderReading<SmartPBXOrderAnswers>
    ) -> String {
        switch problem {
        case .otherPlan(let row), .twice(_, let row, _), .exists(_, let row), .isGroup(_, _, let row):
            reading.path(ofRow: row, "digits")
        case .notOrderable(_, let row): reading.path(ofRow: row, "device")
        // Their rows are those of the numbers in their own order.
        case .unknown(let number, _), .notDeletable(let number, _): reading.path(of: number.digits, "digits")
        case .channels: reading.path(ofContract: "changedChannels")
        case .digits: reading.path(ofContract: "addedDigits")
        case .gateway: reading.path(ofContract: kind == .lengthen ? "part" : "id")
        case .access: reading.path(ofContract: "id")
        default: ProgramPath.items
        }
    }
}
