package import Telephony

/// Lists of numbers as operators write them: `0312340002`, `03-1234-0002`, and ranges `0312340002-0312340005`.
package enum ContractNumberList {
    /// Every number of the list, and every problem. A range that is too long for any contract is not counted out.
    /// - Parameter repairs: undoes what a spreadsheet did to a number; on the operator's word only.
    package static func read(_ items: [String], repairs: Bool = false) -> (
        numbers: [PhoneNumber], problems: [ContractProblem]
    ) {
        var numbers: [PhoneNumber] = []
        var problems: [ContractProblem] = []
        for item in items {
            switch range(item, repairs) {
            case .success(let range): numbers += range
            case .failure(let problem): problems.append(problem)
            }
            if numbers.count > Contracts.additionalNumberLimit + 1 {
                return (numbers, problems)
            }
        }
        return (numbers, problems)
    }

    /// One number (NUM-1, NUM-2).
    package static func number(_ text: String, repairs: Bool = false) -> Result<PhoneNumber, ContractProblem> {
        PhoneNumber.read(text, repairs: repairs, isKnown: \.isContractNumber).mapError { problem in
            switch problem {
            case .lostZero(let number): .lostZero(text, number)
            case .spoiled(let mark): .spoiled(text, mark)
            case .form, .foreign, .duplicate: .notContractNumber(text)
            }
        }
    }

    /// A number, or all numbers from the first to the last. A hyphen is a range's only if a whole number stands on each side.
    private static func range(_ text: String, _ repairs: Bool) -> Result<[PhoneNumber], ContractProblem> {
        var whole: ContractProblem
        switch number(text, repairs: repairs) {
        case .success(let number): return .success([number])
        case .failure(let problem): whole = problem
        }
        for index in text.indices where rangeSigns.contains(text[index]) {
            switch (
                number(String(text[..<index]), repairs: repairs),
                number(String(text[text.index(after: index)...]), repairs: repairs)
            ) {
            case (.success(let first), .success(let last)): return numbers(from: first, to: last, text)
            case (.failure(let problem), .success), (.success, .failure(let problem)):
                // One end of a range alone has been spoiled.
                if problem.isRepairable { whole = problem }
            case (.failure(let problem), .failure(let other)):
                if problem.isRepairable, other.isRepairable { whole = problem }
            }
        }
        return .failure(whole)
    }

    private static func numbers(
        from first: PhoneNumber, to last: PhoneNumber, _ text: String
    ) -> Result<[PhoneNumber], ContractProblem> {
        guard let start = Int(first.digits), let end = Int(last.digits), start <= end else {
            return .failure(.badRange(text))
        }
        guard end - start < Contracts.additionalNumberLimit else { return .failure(.tooManyNumbers(end - start + 1)) }
        var numbers: [PhoneNumber] = []
        numbers.reserveCapacity(end - start + 1)
        for value in start...end {
            // All numbers of a contract begin with 0, which an integer does not show.
            guard let number = PhoneNumber(ascii: "0\(value)".utf8), number.isContractNumber else {
                return .failure(.notContractNumber("0\(value)"))
            }
            numbers.append(number)
        }
        return .success(numbers)
    }

    /// Numbers in ascending order as short as they can be written: `0312340002-0312340005, 0312340009`.
    package static func text(of numbers: [PhoneNumber], separator: String = ", ") -> String {
        var runs: [(first: PhoneNumber, last: PhoneNumber)] = []
        for number in numbers {
            if let last = runs.last?.last, (Int(last.digits) ?? 0) + 1 == Int(number.digits) {
                runs[runs.count - 1].last = number
            } else {
                runs.append((number, number))
            }
        }
        return runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(
            separator: separator)
    }
}
