import Contracts
import Exchange
@testable import ExchangeSimulator
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Orders of telephone numbers from 申し込む to what the contract, the exchange and the settings site have then.
@Suite struct VoiceOrderWayTests {
    private func number(_ digits: String) throws -> PhoneNumber { try VoiceHouse.number(digits) }

    @Test func `VOICE-10 numbers come at once, consecutive and lowest, and nobody else has them`() async throws {
        let voice = try await VoiceHouse()
        let order = try await voice.submit(.addNumbers, [VoiceHouse.more(10)])
        #expect(try voice.tally().held == 10)
        #expect(try voice.numbers().count == 1)
        try await voice.house.pass(100)
        #expect(try voice.house.find(order).state == .completed)
        #expect(try voice.numbers() == (0...10).map { try number("03123450\($0 < 10 ? "0" : "")\($0)") })
        #expect(try voice.tally().given == 10)
        #expect(try voice.house.differences() == [])
        let mail = try voice.house.mailText("order.completed")
        #expect(mail.contains("工事完了通知") && mail.contains("ダイヤルイン番号の追加") && !mail.contains("0312345001"))
        // The same day once more (HOURS-4).
        try await voice.submit(.addNumbers, [VoiceHouse.more(1)])
    }

    @Test func `VOICE-12 numbers of a ひかり電話 contract are the settings site's at once, and leave it`() async throws {
        let voice = try await VoiceHouse()
        try await voice.submit(.addNumbers, [VoiceHouse.more(10, beside: "0312341000")], VoiceHouse.hikari)
        #expect(try voice.settingsNumbers().isEmpty)
        try await voice.house.pass(100)
        let numbers = try voice.settingsNumbers()
        #expect(numbers.count == 10 && numbers.first?.digits == "0312345001")
        try await voice.submit(
            .endNumbers, [.end(numbers[0]), .end(numbers[1])], VoiceHouse.hikari)
        try await voice.house.pass(100)
        #expect(try voice.settingsNumbers() == Array(numbers.dropFirst(2)))
        let tally = try voice.tally()
        #expect(tally.quarantined == 2)
        let now = voice.house.clock.now
        let order = try await voice.submit(.endNumbers, [.end(numbers[2])], VoiceHouse.hikari)
        try await voice.house.database.write {
            try ContractsStore.removeNumbers([numbers[2]], uses: .none, at: now, $0)
        }
        try await voice.house.pass(100)
        #expect(try voice.house.find(order).state == .completed)
        #expect(try voice.house.differences() == [])
    }

    @Test func `VOICE-12 what the settings site cannot have is refused beforehand`() async throws {
        let voice = try await VoiceHouse(block: 8_000)
        let most = try VoiceHouse.more(2_000, beside: "0312341000")
        let least = try VoiceHouse.more(999, beside: "0312341000")
        #expect(try voice.problems([most, most, most, least], VoiceHouse.hikari) == [])
        #expect(
            try voice.problems([most, most, most, least, VoiceHouse.more(1, beside: "0312341000")], VoiceHouse.hikari)
                == [.tooManyOfHikari(7_000)])
        let base = try number("0312341000")
        let ip = VoiceOrderItem.add(try #require(NumberWish(.ip, beside: base, count: 1)))
        #expect(try voice.problems([ip], VoiceHouse.hikari).contains(.notForHikari))
        await #expect(throws: OrderRefusal.contractChanged) {
            try await voice.submit(.addNumbers, [ip], VoiceHouse.hikari)
        }
        #expect(try voice.tally().held == 0)
    }

    @Test func `VOICE-10 two companies want the last numbers: nobody gets one twice, one is refused`() async throws {
        let voice = try await VoiceHouse(block: 10)
        let wish = try VoiceHouse.more(6)
        let other = try VoiceHouse.more(6, beside: "0312341000")
        async let one = try? voice.submit(.addNumbers, [wish])
        async let two = try? voice.submit(.addNumbers, [other], VoiceHouse.hikari)
        let taken = await [one, two].compactMap { $0 }
        #expect(taken.count == 1)
        #expect(try voice.problems([wish]) == [.tooFew(.geographic, free: 4)])
        try await voice.house.pass(100)
        #expect(try voice.tally() == NumberTally(free: 4, given: 6))
    }

    @Test func `EXCH-5 an order that comes to nothing leaves its numbers free`() async throws {
        let voice = try await VoiceHouse()
        try await voice.house.set(.fail)
        let order = try await voice.submit(.addNumbers, [VoiceHouse.more(3)])
        try await voice.house.pass(100)
        #expect(try voice.house.find(order).state == .failed)
        #expect(try voice.tally() == NumberTally(free: 100))
        #expect(try voice.numbers().count == 1)
        #expect(try voice.house.differences() == [])
    }

    @Test func `VOICE-13 a base number is not ended, nor one twice, nor another contract's`() async throws {
        let voice = try await VoiceHouse()
        let (base, foreign) = (try number("0312345000"), try number("0312341000"))
        #expect(try voice.problems([.end(base)]) == [.numberIsBase(base)])
        #expect(try voice.problems([.end(foreign)]) == [.numberUnknown(foreign)])
        #expect(try voice.problems([]) == [.nothing])
        try await voice.submit(.addNumbers, [VoiceHouse.more(2)])
        try await voice.house.pass(100)
        let one = try number("0312345001")
        #expect(try voice.problems([.end(one), .end(one)]) == [.numberTwice(one)])
        let order = try await voice.submit(.endNumbers, [.end(one)])
        #expect(try voice.problems([.end(one)]) == [.numberUnderWay(one, order)])
    }

    @Test func `VOICE-9, 10 a code brings its numbers to a base number of their area, and once`() async throws {
        let voice = try await VoiceHouse()
        let (now, company, base) = (voice.house.clock.now, voice.company, try number("0312345000"))
        let osaka = try #require(NumberRun(first: number("0667890000"), count: 10))
        let codes = try await voice.house.database.write { database in
            try NumberBlockStore.add(osaka, area: "06", database)
            return try ["03", "06"].enumerated().map { place, area in
                let code = ReservationCode { [UInt8](repeating: UInt8(place + 1), count: $0) }
                return try NumberReservationStore.add(
                    code, of: company, 4, in: area, expiresAt: now + .days(30), at: now, database
                ).code
            }
        }
        #expect(try voice.problems([.reserved(codes[1], beside: base)]) == [.codeOfOtherArea("06")])
        try await voice.submit(.addNumbers, [.reserved(codes[0], beside: base)])
        #expect(try voice.problems([.reserved(codes[0], beside: base)]) == [.codeUnknown])
        try await voice.house.pass(100)
        #expect(try voice.numbers().count == 5)
    }

    @Test func `FEAT-2 what excludes itself is refused, and features change before to after`() async throws {
        let voice = try await VoiceHouse()
        let base = try number("0312345000")
        let (free, own) = (try number("0120444444"), base)
        func problems(_ features: NumberFeatures, _ way: VoiceOrderWay = .dated) throws -> [VoiceOrderProblem] {
            try voice.problems([.change(base, features)], VoiceHouse.code, way)
        }
        #expect(
            try problems(NumberFeatures(shownNumber: free, forwardNumber: own)) == [.feature(.shownWithForward, base)])
        #expect(
            try problems(NumberFeatures(messageBox: true, forwardNumber: own)) == [
                .feature(.forwardWithMessageBox, base)
            ])
        #expect(try problems(NumberFeatures(shownNumber: own)) == [.feature(.shownNumberKind, base)])
        #expect(try problems(NumberFeatures(forwardNumber: free)) == [.feature(.forwardNumberForeign, base)])
        #expect(try problems(NumberFeatures(shownNumber: free)) == [])
        #expect(
            try problems(NumberFeatures(shownNumber: free), .immediate) == [.otherWay(.dated, [.specialFeatures])])
        let ip = VoiceOrderItem.add(
            try #require(NumberWish(.ip, beside: base, count: 1)), NumberFeatures(forwardNumber: own))
        #expect(try voice.problems([ip], VoiceHouse.code, .dated).contains(.feature(.forwardOfIP, nil)))
        let order = try await voice.submit(
            .changeFeatures, [.change(base, NumberFeatures(messageBox: true, rejectsAnonymous: true))])
        try await voice.house.pass(100)
        let line = try voice.house.database.read { try VoiceOrderStore.lines(of: order, $0) }.first
        #expect(line?.before == NumberFeatures.none && line?.features.messageBox == true)
        let there = try voice.house.database.read { try VoiceNumberStore.find([base], $0)[base]?.features }
        #expect(there == NumberFeatures(messageBox: true, rejectsAnonymous: true))
        #expect(try voice.house.differences() == [])
    }

    @Test func `VOICE-2 nothing goes at once until a dated order has settled, from 09:00 of the second business day`()
        async throws
    {
        let voice = try await VoiceHouse()
        // Thursday; the dated work is on Friday, December 4th, which settles on Tuesday the 8th.
        let order = try await voice.submit(
            .dated, [VoiceHouse.more(2)], begins: .november(26, 9) + .days(8))
        #expect(try Moment(startOf: voice.house.find(order).openingDay) == .november(26, 0) + .days(8))
        let end = Moment.november(26, 9) + .days(12)
        let code = try #require(VoiceHouse.code)
        let refusal = OrderRefusal.unsettled(order, code, from: end)
        await #expect(throws: refusal) { try await voice.submit(.addNumbers, [VoiceHouse.more(1)]) }
        try await voice.house.pass(20)
        #expect(try voice.house.find(order).state == .scheduled)
        voice.house.moveClock(to: .november(26, 9) + .days(8))
        try await voice.house.pass(100)
        #expect(try voice.house.find(order).state == .completed)
        voice.house.moveClock(to: end - .seconds(1))
        await #expect(throws: refusal) { try await voice.submit(.addNumbers, [VoiceHouse.more(1)]) }
        voice.house.moveClock(to: end)
        try await voice.submit(.addNumbers, [VoiceHouse.more(1)])
    }

    @Test func `HOURS-1 orders at once are taken in their hours, dated ones always`() async throws {
        let voice = try await VoiceHouse()
        voice.house.moveClock(to: .november(26, 22))
        await #expect(throws: OrderRefusal.self) { try await voice.submit(.addNumbers, [VoiceHouse.more(1)]) }
        try await voice.submit(.dated, [VoiceHouse.more(1)], begins: .november(26, 9) + .days(8))
    }

    @Test func `SET-4 PBX-10 numbers of an access's voice contract are its 外線番号, and it is not ended`() async throws {
        let voice = try await VoiceHouse()
        let own = try await voice.house.submit(
            voice.house.order(voice.house.beginDraft(of: voice.applicant)), by: voice.applicant)
        try await voice.house.pass(100)
        let access = try voice.house.find(own).contract
        let code = try #require(ContractCode("N200000004"))
        try await voice.add(code, .smartPBX, number("0312347000"), access: access)
        func lines() throws -> [String] {
            try voice.house.database.read { try ExtensionRoutingStore.lines(of: access, $0).map(\.number.digits) }
        }
        #expect(try lines() == ["0312347000"])
        try await voice.submit(.dated, [VoiceHouse.more(1, beside: "0312347000")], code, begins: .november(27, 9))
        voice.house.moveClock(to: .november(27, 10))
        try await voice.house.pass(120)
        #expect(try lines() == ["0312345001", "0312347000"])
        let content = try #require(try voice.house.database.read { try SmartPBXContent.ofOrders(access, $0) })
        #expect(
            SmartPBXChange.end.applied(to: content) == .failure(SmartPBXChangeProblems(all: [.access(of: code)])))
    }

    @Test func `PORT-3 of five numbers one is refused for 名義相違, corrected, and all are done`() async throws {
        let voice = try await VoiceHouse()
        let digits = (1...5).map { "039876000\($0)" }
        try await voice.house.database.write { database in
            for text in digits {
                try ExchangeNumberStore.set(
                    SimulatedDonor(
                        number: try number(text), carrier: "NTT東日本",
                        holder: text.hasSuffix("3") ? "株式会社見本" : "見本商事株式会社", address: "東京都千代田区1-1"),
                    database)
            }
        }
        func line(_ text: String, _ holder: PortLine.Holder? = nil) throws -> PortLine {
            PortLine(number: try number(text), carrier: "NTT東日本", kind: .subscriber, holder: holder)
        }
        let base = try number("0312345000")
        let order = try await voice.submit(
            .dated, digits.map { .port(try line($0), beside: base, leavesOthers: false) },
            begins: .november(26, 9) + .days(14))
        try await voice.house.pass(20)
        voice.house.moveClock(to: .november(27, 11))
        try await voice.house.pass(20)
        func states() throws -> [PortedNumber.State] {
            try voice.house.database.read { try PortStore.numbers(of: order, $0).map(\.state) }
        }
        #expect(try states() == [.dated, .dated, .refused, .dated, .dated])
        #expect(try voice.house.writtenMails().filter { $0.hasPrefix("order.number-refused") }.count == 2)
        let (mended, now) = (try line(digits[2], PortLine.Holder(name: "株式会社見本")), voice.house.clock.now)
        try await voice.house.database.write { database in
            try PortStore.keep(mended, leavesOthers: false, of: order, at: now, database)
            try OrderAmendmentStore.add(to: order, numbers: [mended.number], database)
        }
        try await voice.house.pass(20)
        voice.house.moveClock(to: .november(28, 12))
        try await voice.house.pass(20)
        #expect(try states() == [.dated, .dated, .dated, .dated, .dated])
        func datedMails() throws -> Int {
            try voice.house.writtenMails().filter { $0.hasPrefix("order.number-dated") }.count
        }
        let told = try datedMails()
        try await voice.house.database.write {
            try OrderAmendmentStore.add(to: order, begins: .november(26, 9) + .days(14), $0)
        }
        try await voice.house.pass(20)
        #expect(try datedMails() == told)
        voice.house.moveClock(to: .november(26, 9) + .days(14))
        try await voice.house.pass(120)
        #expect(try voice.house.find(order).state == .completed)
        #expect(try states() == [.done, .done, .done, .done, .done])
        #expect(try voice.numbers() == [base] + digits.map { try number($0) })
        #expect(try voice.house.differences() == [])
    }

    @Test func `PORT-3 what is not mended stays behind: 一部工事完了`() async throws {
        let voice = try await VoiceHouse()
        let (good, bad) = (try number("0398760001"), try number("0398760002"))
        try await voice.house.database.write { database in
            try ExchangeNumberStore.set(
                SimulatedDonor(
                    number: good, carrier: "NTT", holder: "見本商事株式会社", address: "東京都千代田区1-1"), database)
        }
        let base = try number("0312345000")
        let order = try await voice.submit(
            .dated,
            [good, bad].map {
                .port(PortLine(number: $0, carrier: "NTT", kind: .hikari), beside: base, leavesOthers: false)
            }, begins: .november(26, 9) + .days(14))
        voice.house.moveClock(to: .november(28, 12))
        try await voice.house.pass(20)
        voice.house.moveClock(to: .november(30, 12))
        try await voice.house.pass(20)
        voice.house.moveClock(to: .november(26, 9) + .days(14))
        try await voice.house.pass(120)
        #expect(try voice.house.find(order).state == .partial)
        #expect(try voice.numbers() == [base, good])
        #expect(try voice.house.mailText("order.completed").contains("一部工事完了通知"))
    }

    @Test func `EXCH-6 killed between any two transactions, no number is lost and none is given twice`() async throws {
        let images = try DiskImages()
        defer { images.remove() }
        let (company, end) = try await {
            let clock = TestClock()
            let house = try OrderHouse(in: images.original, clock: clock, watch: images.take)
            let voice = try await VoiceHouse(house, block: 20)
            try await voice.submit(.addNumbers, [VoiceHouse.more(5)])
            try await voice.submit(.addNumbers, [VoiceHouse.more(5, beside: "0312341000")], VoiceHouse.hikari)
            try await house.pass(100)
            try await voice.submit(.endNumbers, [.end(VoiceHouse.number("0312345001"))])
            try await house.pass(100)
            return (voice.company, clock.now)
        }()
        #expect(images.count >= 12)
        for image in images.all {
            let clock = TestClock()
            clock.advance(end - clock.now)
            let house = try OrderHouse(in: image, clock: clock)
            try await house.pass(200)
            let voice = VoiceHouse(again: house, company: company)
            guard try house.database.read({ try !NumberBlockStore.blocks($0).isEmpty }) else { continue }
            let tally = try voice.tally()
            #expect(tally.held == 0)
            #expect(try house.differences() == [])
        }
    }
}
