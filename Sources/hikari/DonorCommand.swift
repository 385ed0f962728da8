import ExchangeSimulator
import Exchange
import Foundation
import SQLite
import Telephony

/// `hikari exchange donor …`: what the simulated other carriers answer about their numbers (EXCH-8).
enum DonorCommand {
    static let all = [importing, list]

    private static let columns = "number,carrier,holder,address,has-others,refusal"
    private static let refusals = PortRefusal.allCases.map(\.rawValue).joined(separator: ", ")

    private static let importing = Command(
        name: "exchange donor import", words: "FILE", wordCount: 1...1,
        summary: "Tell the simulated exchange what other carriers have of numbers.",
        details: """
            FILE is a CSV file in UTF-8 with the columns \(columns) and a heading. has-others is yes or no; refusal is empty or one of \
            \(refusals): the number is not let go, whatever is told. A number that is known already is told anew. Nothing is taken while a line
            is wrong.
            """
    ) { call in
        let path = call.arguments.words[0]
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= mostBytes,
            let text = String(bytes: bytes, encoding: .utf8)
        else { throw Refusal("\(path) cannot be read as a file in UTF-8 of at most \(mostBytes) bytes") }
        let donors = try donors(text)
        let database = try call.openDatabase()
        defer { database.close() }
        try await database.write { database in
            for donor in donors { try ExchangeNumberStore.set(donor, database) }
        }
        call.print("other carriers have \(donors.count) numbers of this file")
    }

    private static let mostBytes = 10_000_000

    private static func donors(_ text: String) throws -> [SimulatedDonor] {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.first?.trimmingPrefix("\u{FEFF}") == columns[...] else {
            throw Refusal("the heading must be \(columns)")
        }
        return try lines.enumerated().dropFirst().map { place, line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 6, let number = PhoneNumber(clean: cells[0]), number.isContractNumber,
                ["yes", "no"].contains(cells[4]), cells[5].isEmpty || PortRefusal(rawValue: cells[5]) != nil
            else { throw Refusal("line \(place + 1) is wrong: \(columns)") }
            return SimulatedDonor(
                number: number, carrier: cells[1], holder: cells[2], address: cells[3], hasOthers: cells[4] == "yes",
                refusal: PortRefusal(rawValue: cells[5]))
        }
    }

    private static let list = Command(
        name: "exchange donor list", summary: "Show what the simulated other carriers have of numbers.",
        details: "A line for each: number, carrier, holder, address, and what stands against it.", options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let donors = try database.read { try ExchangeNumberStore.donors($0) }
        if call.arguments.has(.json) { return try call.printJSON(donors.map(Description.init)) }
        for donor in donors {
            call.print(
                "\(donor.number)  \(donor.carrier)  \(donor.holder)  \(donor.address)  \(donor.refusal?.rawValue ?? "-")"
            )
        }
    }

    private struct Description: Encodable {
        let number: String
        let carrier: String
        let holder: String
        let address: String
        let hasOthers: Bool
        let refusal: String?

        init(_ donor: SimulatedDonor) {
            (number, carrier, holder) = (donor.number.digits, donor.carrier, donor.holder)
            (address, hasOthers, refusal) = (donor.address, donor.hasOthers, donor.refusal?.rawValue)
        }
    }
}
