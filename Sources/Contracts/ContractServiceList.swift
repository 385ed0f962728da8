import Telephony

/// Services as operators write them: `bulk-forwarding`, and `voice-warp@0312340002-0312340004` for those that numbers have for
/// themselves.
enum ContractServiceList {
    static let sign: Character = "@"

    struct Read {
        var ofContract: Set<ContractService> = []
        var ofNumbers: [ContractService: [PhoneNumber]] = [:]
        var problems: [ContractProblem] = []
    }

    static func read(_ items: [String], repairs: Bool) -> Read {
        var read = Read()
        for item in items {
            let parts = item.split(separator: sign, maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let service = ContractService(operatorWord: parts[0]) else {
                read.problems.append(.service(parts[0]))
                continue
            }
            guard parts.count > 1 else {
                read.ofContract.insert(service)
                continue
            }
            let (numbers, problems) = ContractNumberList.read([parts[1]], repairs: repairs)
            read.ofNumbers[service, default: []] += numbers
            read.problems += problems
        }
        return read
    }

    /// As `read` takes it, with semicolons between.
    static func text(of services: [ContractService], _ ofNumbers: [ContractService: [PhoneNumber]]) -> String {
        let own = ContractService.allCases.flatMap { service in
            ContractNumberList.text(of: ofNumbers[service] ?? [], separator: ";").split(separator: ";").map {
                "\(service.operatorWord)\(sign)\($0)"
            }
        }
        return (services.map(\.operatorWord) + own).joined(separator: ";")
    }
}
