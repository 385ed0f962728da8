package import Exchange
package import Telephony

/// Why something of an order of telephone numbers cannot be had.
package enum VoiceOrderProblem: Error, Sendable, Hashable {
    /// Nothing is ordered.
    case nothing
    /// No number of the contract: another's, or nobody's.
    case baseUnknown(PhoneNumber)
    case numberUnknown(PhoneNumber)
    /// 基本契約番号 are not ended (VOICE-13).
    case numberIsBase(PhoneNumber)
    case numberTwice(PhoneNumber)
    /// Another order about it is under way.
    case numberUnderWay(PhoneNumber, OrderNumber)
    /// Somebody has a number that is to come from another carrier.
    case numberTaken(PhoneNumber)
    /// VOICE-10: so many are left for the wish.
    case tooFew(VoiceNumberKind, free: Int)
    /// VOICE-9: wrong, used, another company's: nobody is told which.
    case codeUnknown
    /// VOICE-9: there were too many wrong ones.
    case codesBlocked(until: Moment)
    case codeTwice
    /// VOICE-10: its 0AJ番号 are of another area than the base number's.
    case codeOfOtherArea(String)
    /// The chart leads another way, for these reasons.
    case otherWay(VoiceOrderWay, [VoiceOrderChart.Question])
    /// NUM-2: contracts of the settings site have 0AJ番号 only.
    case notForHikari
    /// So many 追加番号 the settings site's contract would have.
    case tooManyOfHikari(Int)
    /// There is no contract of the settings site with that number.
    case hikariMissing(PhoneNumber)
    /// So many 外線番号 the Smart PBX contract would have.
    case tooManyOutsideNumbers(Int)
    case feature(NumberFeatureProblem, PhoneNumber?)
}
