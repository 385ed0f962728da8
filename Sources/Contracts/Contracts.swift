import Telephony

/// 契約と番号: the rules that need nothing stored (OPS-1, NUM-2).
package enum Contracts {
    /// 追加番号 of one contract.
    package static let additionalNumberLimit = 6_999
    static let channelRange = 1...9_999
    static let nameLimit = 64

    package static let defaultKind = ContractKind.hikari
    static let defaultChannels = 1

    /// A contract as an operator writes it, on the command line or in a file; empty texts stand for what was left out.
    package struct Text: Sendable {
        package var number = ""
        package var kind = ""
        package var name = ""
        package var channels = ""
        package var services: [String] = []
        /// Numbers and ranges.
        package var additionalNumbers: [String] = []
        /// Undoes what a spreadsheet did to numbers; on the operator's word only.
        package var repairs = false

        package init() {}
    }

    /// Every problem of the text at once.
    package static func read(_ text: Text) -> Result<ContractDraft, ContractProblems> {
        var problems: [ContractProblem] = []
        var number: PhoneNumber?
        switch ContractNumberList.number(text.number, repairs: text.repairs) {
        case .success(let read): number = read
        case .failure(let problem): problems.append(problem)
        }
        let kind = ContractKind(operatorWord: text.kind)
        if kind == nil, !text.kind.isEmpty { problems.append(.kind(text.kind)) }
        let ungrouped = text.repairs ? SpreadsheetMark(text.channels)?.digits : nil
        let channels = Int(ungrouped ?? text.channels)
        if channels == nil, !text.channels.isEmpty { problems.append(.channels(text.channels)) }
        let services = ContractServiceList.read(text.services, repairs: text.repairs)
        problems += services.problems
        let additional = ContractNumberList.read(text.additionalNumbers, repairs: text.repairs)
        problems += additional.problems
        do throws(ContractProblems) {
            guard let number else { return .failure(ContractProblems(all: problems)) }
            let draft = try ContractDraft(
                number: number, kind: kind, name: text.name.isEmpty ? nil : text.name, channels: channels,
                services: services.ofContract, numberServices: services.ofNumbers,
                additionalNumbers: additional.numbers)
            return problems.isEmpty ? .success(draft) : .failure(ContractProblems(all: problems))
        } catch {
            return .failure(ContractProblems(all: problems + error.all))
        }
    }

    /// What is wrong with the additional numbers of a contract, apart from what others have.
    static func problems(ofAdditional numbers: [PhoneNumber], contractNumber: PhoneNumber) -> [ContractProblem] {
        var problems: [ContractProblem] = []
        if let wrong = numbers.first(where: { !$0.isContractNumber }) {
            problems.append(.notContractNumber(wrong.digits))
        }
        if numbers.contains(contractNumber) { problems.append(.ownNumber(contractNumber)) }
        if numbers.count > additionalNumberLimit { problems.append(.tooManyNumbers(numbers.count)) }
        return problems
    }

    static func isName(_ text: String) -> Bool {
        text.count <= nameLimit && text.utf8.count <= nameLimit * 16
            && !text.unicodeScalars.contains(where: PlainName.isControl)
    }
}
