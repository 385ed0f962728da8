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

        package init() {}
    }

    /// Every fault of the text at once.
    package static func read(_ text: Text) -> Result<ContractDraft, ContractFaults> {
        var faults: [ContractFault] = []
        var number: PhoneNumber?
        switch ContractNumberList.number(text.number) {
        case .success(let read): number = read
        case .failure(let fault): faults.append(fault)
        }
        let kind = ContractKind(operatorWord: text.kind)
        if kind == nil, !text.kind.isEmpty { faults.append(.kind(text.kind)) }
        let channels = Int(text.channels)
        if channels == nil, !text.channels.isEmpty { faults.append(.channels(text.channels)) }
        let services = text.services.map { ($0, ContractService(operatorWord: $0)) }
        for (word, service) in services where service == nil { faults.append(.service(word)) }
        let additional = ContractNumberList.read(text.additionalNumbers)
        faults += additional.faults
        do throws(ContractFaults) {
            guard let number else { return .failure(ContractFaults(all: faults)) }
            let draft = try ContractDraft(
                number: number, kind: kind, name: text.name.isEmpty ? nil : text.name, channels: channels,
                services: Set(services.compactMap(\.1)), additionalNumbers: additional.numbers)
            return faults.isEmpty ? .success(draft) : .failure(ContractFaults(all: faults))
        } catch {
            return .failure(ContractFaults(all: faults + error.all))
        }
    }

    /// What is wrong with the additional numbers of a contract, apart from what others have.
    static func faults(ofAdditional numbers: [PhoneNumber], contractNumber: PhoneNumber) -> [ContractFault] {
        var faults: [ContractFault] = []
        if let wrong = numbers.first(where: { !$0.isContractNumber }) {
            faults.append(.notContractNumber(wrong.digits))
        }
        if numbers.contains(contractNumber) { faults.append(.ownNumber(contractNumber)) }
        if numbers.count > additionalNumberLimit { faults.append(.tooManyNumbers(numbers.count)) }
        return faults
    }

    static func isName(_ text: String) -> Bool {
        text.count <= nameLimit && text.utf8.count <= nameLimit * 16 && !text.unicodeScalars.contains(where: isControl)
    }

    /// Characters that would break a line, or turn its direction, wherever they are printed.
    package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }
}
