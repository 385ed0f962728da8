import Encodings

/// Which numbers can be the number of a contract or one of its additional numbers (NUM-2): ten digits of a fixed line.
package enum ContractNumber {
    package static func read(_ text: String) -> Result<PhoneNumber, ContractNumberProblem> {
        if text.utf8.count == 10, let number = PhoneNumber(text), number.isContractNumber { return .success(number) }
        guard let writing = NumberWriting(text) else { return .failure(.notDigits) }
        return judge(writing)
    }

    private static func judge(_ writing: NumberWriting) -> Result<PhoneNumber, ContractNumberProblem> {
        let keys = writing.keys
        if keys.isEmpty, !writing.hasOtherCharacters, !writing.isForeign { return .failure(.empty) }
        guard writing.isPlainNumber, let first = keys.first else { return .failure(.notDigits) }
        guard first == ASCII.zero else {
            return .failure(localLengths.contains(keys.count) ? .noAreaCode : .noLeadingZero)
        }
        if let prefix = specialPrefix(keys) { return .failure(.special(prefix: prefix)) }
        guard keys.count == 10, let number = PhoneNumber(ascii: keys) else { return .failure(.wrongLength(keys.count)) }
        return .success(number)
    }

    /// Digits of a number without its area code (NUM-7).
    static let localLengths = 5...8

    static func specialPrefix(_ keys: some Collection<UInt8>) -> String? {
        specialLength(NumberStart(keys), keys.count).map { String(decoding: keys.prefix($0), as: UTF8.self) }
    }

    /// How many digits of the number make it a special one. 06-0000-1111 is a fixed line in Osaka; the other 0A0 forms are no
    /// area codes.
    fileprivate static func specialLength(_ start: NumberStart, _ count: Int) -> Int? {
        if start.two == 0 { return 2 }
        switch start.three {
        case 10, 20, 50, 70, 80, 90, 91: return 3
        case 60: return count == 10 ? nil : 3
        default: break
        }
        switch start.four {
        case 120, 170, 180, 570, 990: return 4
        default: return nil
        }
    }
}

extension PhoneNumber {
    /// A number that a contract can have (NUM-2).
    package var isContractNumber: Bool {
        digits.utf8.count == 10 && ContractNumber.specialLength(NumberStart(digits.utf8), 10) == nil
    }
}

/// Why a text cannot be the number of a contract.
package enum ContractNumberProblem: Error, Sendable, Hashable {
    case empty, notDigits, noLeadingZero, noAreaCode
    case wrongLength(Int)
    case special(prefix: String)
}
