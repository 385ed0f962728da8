import Exchange
import Telephony

/// What a program has written, as a person would have typed it, and where each row of it stands.
struct ProductOrderReading<Answers: DraftAnswers>: Sendable {
    var answers: Answers
    /// The items of the rows, in their order; of those with 予約コード.
    var rows: [Int] = []
    var coded: [Int] = []
    /// The item of a number.
    var places: [String: Int] = [:]
    /// What is wrong with it as such.
    var faults: [ProgramRefusal.Place] = []
    let contractPlace: Int

    init(_ answers: Answers, contractPlace: Int) { (self.answers, self.contractPlace) = (answers, contractPlace) }

    func path(ofRow row: Int, _ member: String) -> String {
        rows.indices.contains(row) ? ProgramPath.item(rows[row], "product.\(member)") : ProgramPath.items
    }

    func path(ofCoded row: Int, _ member: String) -> String {
        coded.indices.contains(row) ? ProgramPath.item(coded[row], "product.\(member)") : ProgramPath.items
    }

    func path(of number: String, _ member: String) -> String {
        places[number].map { ProgramPath.item($0, "product.\(member)") } ?? ProgramPath.items
    }

    func path(ofContract member: String) -> String { ProgramPath.item(contractPlace, "product.\(member)") }
}

/// An application that programs hand in too: what they write becomes what a person would have typed, and is judged as that.
protocol ProgramFlow: OrderFlow {
    /// - Parameter beginning: a draft as the person would begin it.
    func read(
        _ request: ProductOrderRequest, into reading: inout ProductOrderReading<Answers>, of contract: Contract,
        at now: Moment)

    /// All that the pages would find wrong with what is ordered.
    func faults(
        in reading: ProductOrderReading<Answers>, of contract: Contract, by visit: ProgramVisit
    ) async throws -> [ProgramRefusal.Place]
}
