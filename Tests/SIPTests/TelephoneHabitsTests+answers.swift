import TestPrograms
import Testing

@testable import SIP

extension TelephoneHabitsTests {
    @Test func `FAULT-10 answers of twenty makes and more are at hand`() {
        #expect(TelephoneAnswer.files.count >= 20)
        #expect(Set(TelephoneAnswer.all.map(\.make)).count == TelephoneAnswer.files.count)
        #expect(TelephoneAnswer.all.count >= 50)
    }

    @Test(arguments: TelephoneAnswer.all)
    func `FAULT-10 an answer is taken for what it says, whatever make has written it`(answer: TelephoneAnswer) throws {
        let call = try call()
        #expect(outcome(of: answer.answering(call).bytes, in: call) == answer.verdict)
    }

    @Test(arguments: TelephoneAnswer.all)
    func `FAULT-10 however the makes' answers are turned, the verdict stays`(answer: TelephoneAnswer) throws {
        let call = try call()
        let answer = answer.answering(call)
        var dice = Dice()
        for _ in 0..<30 {
            let bytes = answer.mutated(&dice).bytes
            #expect(outcome(of: bytes, in: call) == answer.verdict, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
