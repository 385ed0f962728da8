import Telephony

/// A number to be ported as it was typed, or stands in a file: nothing of it has been judged. Its cells are in the order of the columns.
package struct PortRow: Sendable, Equatable {
    /// The raw value is the place in rows and files.
    package enum Column: Int, Sendable, CaseIterable {
        case number, carrier, issuer, kind, holder, holderName, holderKana, address, addressText, holderAddress, wiring

        /// In characters.
        package var limit: Int? {
            switch self {
            case .carrier, .issuer, .holderName, .holderKana: 50
            case .addressText, .holderAddress: 120
            case .number, .kind, .holder, .address, .wiring: nil
            }
        }
    }

    /// 同じ / 異なる
    package enum Likeness: String, Sendable, CaseIterable { case same, other }

    /// あり / なし / －
    package enum Wiring: String, Sendable, CaseIterable { case yes, no, unsaid }

    private var cells: [String]

    package init(_ cells: [String] = []) {
        self.cells = Column.allCases.map { cells.indices.contains($0.rawValue) ? cells[$0.rawValue] : "" }
    }

    package subscript(_ column: Column) -> String {
        get { cells[column.rawValue] }
        set { cells[column.rawValue] = newValue }
    }

    package var texts: [String] { cells }

    /// What is chosen from lists says nothing by itself.
    package var isEmpty: Bool {
        Column.allCases.allSatisfy {
            [.kind, .holder, .address, .wiring].contains($0) || PlainName(self[$0]).text.isEmpty
        }
    }

    package enum Fault: Sendable, Equatable {
        case number(PortNumber.Problem)
        case text(TextFault)
        case notChosen
    }

    package struct Problem: Sendable, Equatable {
        package let column: Column
        package let fault: Fault

        package init(_ column: Column, _ fault: Fault) { (self.column, self.fault) = (column, fault) }
    }

    package struct Problems: Error, Sendable, Equatable {
        package let all: [Problem]
    }

    /// The number, or all that is wrong at once.
    package func read() -> Result<PortLine, Problems> {
        var problems: [Problem] = []
        let number = number(&problems)
        let (carrier, issuer) = (text(.carrier, isRequired: true, &problems), text(.issuer, &problems))
        let kind = choice(.kind, PortLine.Kind.init(word:), &problems)
        let holder = holder(&problems)
        let address = likeness(.address, &problems).flatMap { likeness -> String? in
            likeness == .same ? nil : text(.addressText, isRequired: true, &problems)
        }
        let holderAddress = text(.holderAddress, &problems)
        let wiring = self[.wiring].isEmpty ? .unsaid : choice(.wiring, Wiring.init(word:), &problems)
        guard problems.isEmpty, let number, let kind else { return .failure(Problems(all: problems)) }
        return .success(
            PortLine(
                number: number, carrier: carrier, issuer: issuer, kind: kind, holder: holder, address: address,
                holderAddress: holderAddress, removesWiring: wiring == .unsaid ? nil : wiring == .yes))
    }

    private func number(_ problems: inout [Problem]) -> PhoneNumber? {
        switch PortNumber.read(self[.number]) {
        case .success(let number): return number
        case .failure(let problem):
            problems.append(Problem(.number, .number(problem)))
            return nil
        }
    }

    private func holder(_ problems: inout [Problem]) -> PortLine.Holder? {
        guard likeness(.holder, &problems) == .other else { return nil }
        return PortLine.Holder(
            name: text(.holderName, isRequired: true, &problems), kana: text(.holderKana, &problems))
    }

    private func likeness(_ column: Column, _ problems: inout [Problem]) -> Likeness? {
        choice(column, Likeness.init(word:), &problems)
    }

    private func choice<Choice>(
        _ column: Column, _ read: (String) -> Choice?, _ problems: inout [Problem]
    ) -> Choice? {
        let choice = read(self[column])
        if choice == nil { problems.append(Problem(column, .notChosen)) }
        return choice
    }

    private func text(_ column: Column, isRequired: Bool = false, _ problems: inout [Problem]) -> String {
        let name = PlainName(self[column])
        problems += name.faults(limit: column.limit, isRequired: isRequired).map { Problem(column, .text($0)) }
        return name.text
    }
}

extension PortRow {
    /// As it would have been typed.
    package init(_ line: PortLine) {
        self.init()
        self[.number] = line.number.display
        self[.carrier] = line.carrier
        self[.issuer] = line.issuer
        self[.kind] = line.kind.rawValue
        self[.holder] = (line.holder == nil ? Likeness.same : .other).rawValue
        self[.holderName] = line.holder?.name ?? ""
        self[.holderKana] = line.holder?.kana ?? ""
        self[.address] = (line.address == nil ? Likeness.same : .other).rawValue
        self[.addressText] = line.address ?? ""
        self[.holderAddress] = line.holderAddress
        self[.wiring] = (line.removesWiring.map { $0 ? Wiring.yes : .no } ?? .unsaid).rawValue
    }
}
