import SIP
import Shell
import Synchronization
import Testing

@testable import hikari

@Suite struct UnreadableAnswersTests {
    @Test func `FAULT-10 the log hears of answers that cannot be read once a minute, with their number`() {
        let lines = Mutex<[String]>([])
        let log = Log(now: Surroundings().now) { line in
            lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        }
        let answers = UnreadableAnswers(log)
        for second in 0..<180 { answers.note(.invalid(.sequence), at: .seconds(second)) }
        let told = lines.withLock(\.self)
        #expect(told.count == 3)
        #expect(told.allSatisfy { $0.contains("\"level\":\"warning\"") && $0.contains("CSeq is malformed") })
        #expect(zip(told, ["1", "60", "60"]).allSatisfy { $0.contains("\"messages\":\"\($1)\"") })
        // After a long quiet the first one is told at once.
        answers.note(.tooLong, at: .seconds(3600))
        #expect(lines.withLock { $0.last }?.contains("too long") == true)
    }
}
