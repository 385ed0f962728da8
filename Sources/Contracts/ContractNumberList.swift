package import Telephony

/// Lists of numbers as operators write them: `0312340002`, `03-1234-0002`, and ranges `0312340002-0312340005`.
package enum ContractNumberList {
    /// Every number of the list, and every problem. A range that is too long for any contract is not counted out.
    package static func read(_ items: [String]) -> (numbers: [PhoneNumber], problems: [ContractProblem]) {
        var numbers: [PhoneNumber] = []
        var problems: [ContractProblem] = []
        for item in items {
            switch range(item) {
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
    package static func number(_ text: String) -> Result<PhoneNumber, ContractProblem> {
        ContractNumber.read(text).mapError { _ in
            let repaired = PhoneNumber(lackingZero: text).flatMap { $0.isContractNumber ? $0 : nil }
            return repaired.map { .lostZero(text, $0) } ?? .notContractNumber(text)
        }
    }

    /// A number, or all numbers from the first to the last. A hyphen is a range's only if a whole number stands on each side.
    private static func range(_ text: String) -> Result<[PhoneNumber], ContractProblem> {
        if case .success(let number) = number(text) { return .success([number]) }
        for index in text.indices where rangeSigns.contains(text[index]) {
            guard case .success(let first) = number(String(text[..<index])),
                case .success(let last) = number(String(text[text.index(after: index)...]))
            else { continue }
            return numbers(from: first, to: last, text)
        }
        return .failure(.notContractNumber(text))
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
