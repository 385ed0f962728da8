import Encodings

/// Which numbers calls may be forwarded to (NUM-3, NUM-4, NUM-5). Prefix and length decide together: 0600001111 has ten digits
/// and rings in Osaka; 060 with eleven digits is something else.
package enum Destination {
    package struct Policy: Sendable, Hashable {
        /// NUM-5: 060 with eleven digits is a mobile number, as in the numbering plan since July 2026; off: as before it.
        package var allowsMobile060: Bool

        package init(allowsMobile060: Bool = true) {
            self.allowsMobile060 = allowsMobile060
        }
    }

    package static func read(_ text: String, policy: Policy = Policy()) -> Result<PhoneNumber, DestinationProblem> {
        if let number = PhoneNumber(clean: text) {
            return judge(text.utf8, policy).map { _ in number }
        }
        guard let writing = NumberWriting(text) else { return .failure(.notDigits) }
        if writing.isForeign { return .failure(.refused(.foreign)) }
        if writing.hasOtherCharacters { return .failure(.notDigits) }
        return judge(writing.keys, policy)
            .flatMap { PhoneNumber(ascii: writing.keys).map(Result.success) ?? .failure(.notInUse(prefix: "0")) }
    }

    /// Whether a stored number may still be a destination, for instance after the policy has changed.
    static func allows(_ number: PhoneNumber, policy: Policy = Policy()) -> Bool {
        (try? judge(number.digits.utf8, policy).get()) != nil
    }

    private static func judge(_ keys: some BidirectionalCollection<UInt8>, _ policy: Policy) -> Result<
        Void, DestinationProblem
    > {
        guard let first = keys.first else { return .failure(.empty) }
        if first != ASCII.zero { return .failure(judgeWithoutZero(Array(keys), policy)) }
        guard keys.allSatisfy(ASCII.isDigit) else { return .failure(.notDigits) }
        if let kind = RefusedKind.of(keys, policy) { return .failure(.refused(kind)) }
        return judgeLength(keys)
    }

    private static func judgeLength(_ keys: some BidirectionalCollection<UInt8>) -> Result<Void, DestinationProblem> {
        let count = keys.count
        let isMobile = isMobile(NumberStart(keys), count)
        if isMobile, count == 11, keys.dropFirst(3).first == ASCII.zero {
            return .failure(.notInUse(prefix: String(decoding: keys.prefix(4), as: UTF8.self)))
        }
        switch (count, isMobile) {
        case (11, true), (10, false): return .success(())
        case (10, true): return .failure(.elevenNeeded(prefix: String(decoding: keys.prefix(3), as: UTF8.self)))
        case (11, false): return .failure(.tenNeeded)
        default: return .failure(.wrongLength(count))
        }
    }

    /// 060 with ten digits is Osaka, and gets here with eleven only where the policy allows it.
    private static func isMobile(_ start: NumberStart, _ count: Int) -> Bool {
        switch start.three {
        case 50, 70, 80, 90: true
        case 60: count == 11
        default: false
        }
    }

    /// Spreadsheets drop the 0 in front; that is recognised first, because 184654321 is far more likely to be 0184-65-4321
    /// without its 0 than a call prefix with six digits behind it.
    private static func judgeWithoutZero(_ keys: [UInt8], _ policy: Policy) -> DestinationProblem {
        if keys.first == UInt8(ascii: "#") { return .refused(.hash) }
        if keys.first == UInt8(ascii: "*") { return .refused(.star) }
        guard keys.allSatisfy(ASCII.isDigit) else { return .notDigits }
        if keys.count == 9 || keys.count == 10, let number = PhoneNumber(ascii: [ASCII.zero] + keys),
            allows(number, policy: policy)
        {
            return .lostLeadingZero(number)
        }
        if ContractNumber.localLengths.contains(keys.count) { return .noAreaCode }
        if keys.starts(with: "184".utf8) || keys.starts(with: "186".utf8) { return .refused(.callerNumberPrefix) }
        if keys.first == UInt8(ascii: "1") { return .refused(.short) }
        return keys.count == 3 ? .refused(.threeDigits) : .noLeadingZero
    }
}
