import Exchange
import Shell
import Telephony

extension ImmediateOrderFlow: ProgramFlow {
    private var language: Language { desk.services.language }

    func read(
        _ request: ProductOrderRequest, into reading: inout ProductOrderReading<ImmediateOrderAnswers>,
        of contract: VoiceContract, at now: Moment
    ) {
        if request.requestedStartDate != nil { note(.startNotAsked, ProgramPath.start, in: &reading) }
        switch kind {
        case .addNumbers: readRows(request, into: &reading)
        case .changeFeatures:
            readNumbers(request, into: &reading)
            readFeatures(request, into: &reading)
        default:
            readNumbers(request, into: &reading)
            reading.answers["end"] = "yes"
        }
    }

    private func note(
        _ fault: ProgramFault, _ path: String, in reading: inout ProductOrderReading<ImmediateOrderAnswers>
    ) {
        reading.faults.append(.init(path: path, detail: fault.sentence(in: language)))
    }

    private func parts(
        _ request: ProductOrderRequest, _ reading: ProductOrderReading<ImmediateOrderAnswers>
    ) -> [(place: Int, item: ProductOrderRequest.Item)] {
        request.productOrderItem.enumerated().filter { $0.offset != reading.contractPlace }.map {
            ($0.offset, $0.element)
        }
    }

    /// What has 予約コード, or a kind and how many.
    private func readRows(
        _ request: ProductOrderRequest, into reading: inout ProductOrderReading<ImmediateOrderAnswers>
    ) {
        var rows = AdditionRows()
        for (place, item) in parts(request, reading) {
            let (product, base) = (item.product, item.product[.base])
            guard product.members.contains(.reservation) else {
                rows.plain.append(.init(base: base, kind: product[.kind], count: "\(item.quantity ?? 1)"))
                reading.rows.append(place)
                continue
            }
            if product.members.contains(.kind) { note(.item, ProgramPath.item(place, "product.kind"), in: &reading) }
            if item.quantity != nil { note(.item, ProgramPath.item(place, "quantity"), in: &reading) }
            // A row without a code would say nothing.
            let code = product[.reservation]
            rows.coded.append(.init(base: base, code: code.isEmpty ? "-" : code))
            reading.coded.append(place)
        }
        if max(rows.plain.count, rows.coded.count) > AdditionRows.most {
            note(.tooManyRows, ProgramPath.items, in: &reading)
        }
        let bases = (rows.plain.map(\.base) + rows.coded.map(\.base)).compactMap { PhoneNumber(clean: $0) }
        reading.answers.chosen = Array(Set(bases))
        reading.answers.rows = rows
    }

    private func readNumbers(
        _ request: ProductOrderRequest, into reading: inout ProductOrderReading<ImmediateOrderAnswers>
    ) {
        var numbers: [PhoneNumber] = []
        for (place, item) in parts(request, reading) {
            guard let number = PhoneNumber(clean: item.product[.number]) else {
                note(.number, ProgramPath.item(place, "product.number"), in: &reading)
                continue
            }
            numbers.append(number)
            reading.places[number.digits] = place
        }
        if numbers.isEmpty, reading.faults.isEmpty {
            reading.faults.append(
                .init(path: ProgramPath.items, detail: ImmediateOrderWords.noneChosen(kind, in: language)))
        }
        reading.answers.chosen = numbers
    }

    /// As on the page, all numbers of an order get or lose the same.
    private func readFeatures(
        _ request: ProductOrderRequest, into reading: inout ProductOrderReading<ImmediateOrderAnswers>
    ) {
        let items = parts(request, reading)
        let first = items.first?.item.product.features
        for (place, item) in items {
            let path = ProgramPath.item(place, "product.features")
            guard let features = item.product.features else {
                note(.featuresMissing, path, in: &reading)
                continue
            }
            if features.asksForNumber { note(.atThePages, path, in: &reading) }
            if let first, features != first { note(.featuresDiffer, path, in: &reading) }
        }
        reading.answers.featureChange = FeatureChange { first?.wishes[$0] ?? "" }
        if let first, !first.asksForNumber, reading.answers.featureChange.isNothing, let place = items.first?.place {
            reading.faults.append(
                .init(
                    path: ProgramPath.item(place, "product.features"),
                    detail: ImmediateOrderWords.nothingChanges(in: language)))
        }
    }

    func faults(
        in reading: ProductOrderReading<ImmediateOrderAnswers>, of contract: VoiceContract, by visit: ProgramVisit
    ) async throws -> [ProgramRefusal.Place] {
        let answers = reading.answers
        if kind == .addNumbers, case .failure(let problems) = answers.rows.read(among: answers.chosen) {
            return problems.all.map { problem in
                ProgramRefusal.Place(
                    path: path(of: problem, in: reading), detail: problem.problem(in: language).sentence)
            }
        }
        let check = try await check(answers, of: contract, visit.person, at: visit.now)
        return check.problems.map { place, problem in
            let isNothing = kind == .changeFeatures && problem == .nothing
            return ProgramRefusal.Place(
                path: place.map { path(of: check.items[$0], at: $0, in: reading) } ?? ProgramPath.items,
                detail: isNothing
                    ? ImmediateOrderWords.nothingChanges(in: language) : problem.sentence(in: language))
        }
    }

    private func path(
        of problem: AdditionRows.Problem, in reading: ProductOrderReading<ImmediateOrderAnswers>
    ) -> String {
        switch problem {
        case .none: ProgramPath.items
        case .base(let row): reading.path(ofRow: row, "base")
        case .kind(let row): reading.path(ofRow: row, "kind")
        case .count(let row):
            reading.rows.indices.contains(row) ? ProgramPath.item(reading.rows[row], "quantity") : ProgramPath.items
        case .codedBase(let row): reading.path(ofCoded: row, "base")
        case .code(let row): reading.path(ofCoded: row, "reservation")
        }
    }

    /// - Parameter place: among those that were read: rows without 予約コード come first.
    private func path(
        of item: VoiceOrderItem, at place: Int, in reading: ProductOrderReading<ImmediateOrderAnswers>
    ) -> String {
        switch item {
        case .add: reading.path(ofRow: place, "base")
        case .reserved: reading.path(ofCoded: place - reading.rows.count, "reservation")
        default: reading.path(of: item.existing?.digits ?? "", kind == .changeFeatures ? "features" : "number")
        }
    }
}
