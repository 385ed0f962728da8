import Encodings
import HTTP
import Telephony

/// 企業の設定 as it was sent (ACCT-4).
struct CompanyForm: Sendable {
    var idle = ""
    var networks = ""

    init(idle: String, networks: String) {
        self.idle = idle
        self.networks = networks
    }

    init(_ settings: Company.Settings) {
        idle = settings.idleMinutes.map { "\($0)" } ?? ""
        networks = settings.networks.text
    }

    init(_ form: Form) {
        idle = form["idle"] ?? ""
        networks = form["networks"] ?? ""
    }

    /// - Parameter client: the address that its author comes from.
    func read(from client: String) -> Result<Company.Settings, CompanyProblems> {
        var problems: [CompanyProblem] = []
        let typed = PastedText(idle).text
        let minutes = typed.utf8.allSatisfy(ASCII.isDigit) ? Int(typed) : nil
        if !typed.isEmpty {
            if minutes == nil { problems.append(.idleNotNumber) }
            if let minutes, !Company.idleMinutes.contains(minutes) { problems.append(.idleRange(minutes)) }
        }
        let lines = networks.split(whereSeparator: { $0.isNewline || $0 == "," || $0 == "\u{3001}" })
            .map { PastedText(String($0)).text }.filter { !$0.isEmpty }
        let read = lines.map { (line: $0, network: SourceNetwork($0)) }
        problems += read.filter { $0.network == nil }.map { .network($0.line) }
        if lines.count > Company.mostNetworks { problems.append(.tooManyNetworks(lines.count)) }
        let networks = SourceNetworks(read.compactMap(\.network))
        if problems.isEmpty, !networks.admit(client) { problems.append(.shutsOut(client)) }
        guard problems.isEmpty else { return .failure(CompanyProblems(all: problems)) }
        return .success(Company.Settings(idleMinutes: minutes, networks: networks))
    }
}

enum CompanyProblem: Sendable, Equatable {
    case idleNotNumber
    case idleRange(Int)
    case network(String)
    case tooManyNetworks(Int)
    /// The author could not come back.
    case shutsOut(String)
}

struct CompanyProblems: Error {
    let all: [CompanyProblem]
}
