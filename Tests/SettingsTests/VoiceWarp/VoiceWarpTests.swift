@testable import Settings
import Telephony
import Testing

@Suite struct VoiceWarpTests {
    private let number = Sample.number("0312340002")
    private let monitor = Sample.number("0312340005")
    private let mobile = Sample.number("09011112222")

    private var facts: VoiceWarp.Facts {
        VoiceWarp.Facts(number: number, monitorNumber: monitor, policy: VoiceWarpPolicy())
    }

    private var stored: VoiceWarp.Settings {
        VoiceWarp.Settings(places: [.init(place: 1, destination: mobile, name: "")])
    }

    private func problems<T>(_ result: Result<T, VoiceWarpProblems>) -> [VoiceWarpProblem] {
        if case .failure(let problems) = result { problems.all } else { [] }
    }

    private func places(
        _ numbers: [String], names: [String] = [], chosen: String = "1", over settings: VoiceWarp.Settings? = nil
    ) -> Result<VoiceWarp.Settings, VoiceWarpProblems> {
        let typed = (0..<VoiceWarp.places).map { index in
            (index < numbers.count ? numbers[index] : "", index < names.count ? names[index] : "")
        }
        return VoiceWarp.read(places: typed, chosen: chosen, over: settings ?? VoiceWarp.Settings(), facts)
    }

    @Test(arguments: [
        ("always", "", CallSettings.WarpCondition.always), ("noAnswer", "5", .noAnswer(seconds: 5)),
        ("busy", "", .busy), ("noAnswerOrBusy", "６０", .noAnswerOrBusy(seconds: 60)),
    ])
    func `WARP-1 each condition becomes the order that calls obey`(
        mode: String, seconds: String, condition: CallSettings.WarpCondition
    ) throws {
        let settings = try VoiceWarp.read(mode: mode, seconds: seconds, over: stored).get()
        #expect(settings.order == .init(condition, to: mobile))
        let off = try VoiceWarp.read(mode: "off", seconds: "", over: settings).get()
        #expect(off.order == nil && off.places == settings.places)
    }

    @Test func `WARP-1 a line rings 5 to 60 seconds before its call goes on, and 15 if nobody says otherwise`() {
        #expect(VoiceWarp.Settings().seconds == 15)
        for wrong in ["4", "61", "-5", "abc", "5.5"] {
            #expect(problems(VoiceWarp.read(mode: "noAnswer", seconds: wrong, over: stored)) == [.seconds], "\(wrong)")
        }
        #expect(problems(VoiceWarp.read(mode: "noAnswer", seconds: " ", over: stored)) == [.noSeconds])
        #expect(problems(VoiceWarp.read(mode: "sideways", seconds: "15", over: stored)) == [.noMode])
    }

    @Test func `WARP-1 nothing starts without a destination, and the chosen one stays while it is on`() throws {
        let empty = VoiceWarp.Settings()
        #expect(problems(VoiceWarp.read(mode: "always", seconds: "", over: empty)) == [.noDestination])
        let on = try VoiceWarp.read(mode: "always", seconds: "", over: stored).get()
        #expect(problems(places(["", "0612345678"], over: on)) == [.lastDestination(place: 1)])
        #expect(problems(places(["0612345678"], chosen: "3", over: on)) == [.lastDestination(place: 3)])
        let other = try places(["", "0612345678"], chosen: "2", over: on).get()
        #expect(other.destination?.digits == "0612345678" && other.order != nil)
    }

    @Test func `WARP-2 four destinations with names are kept without switching on; one of them is chosen`() throws {
        let settings = try places(
            ["090-1111-2222", "", "06 1234 5678", "0312349999"], names: ["ｹｲﾀｲ", "", " 大阪 "], chosen: "3"
        ).get()
        #expect(settings.places.map(\.place) == [1, 3, 4])
        #expect(settings.places.map(\.name) == ["ケイタイ", "大阪", ""])
        #expect(settings.destination?.digits == "0612345678" && settings.order == nil)
        #expect(problems(places(["09011112222"], chosen: "2")) == [.emptyChoice(place: 2)])
        #expect(problems(places(["09011112222"], chosen: "5")) == [.noChoice])
        #expect(try places([]).get().places.isEmpty)
    }

    @Test func `WARP-2, NUM-4 what cannot be a destination is refused with its reason, all of it at once`() {
        #expect(
            problems(places(["0312340002", "0312340005", "0120444444", "12"])) == [
                .ownNumber(place: 1), .monitorNumber(place: 2),
                .destination(place: 3, .refused(.freeCall0120)), .destination(place: 4, .refused(.short)),
            ])
        let long = String(repeating: "長", count: VoiceWarp.nameLimit + 1)
        #expect(
            problems(places(["09011112222", "", "0612345678"], names: [long, "名前だけ", "a\u{7}b"])) == [
                .nameTooLong(place: 1, count: VoiceWarp.nameLimit + 1), .nameWithoutNumber(place: 2),
                .controlCharacter(place: 3),
            ])
    }

    @Test func `WARP-3 セレクト needs numbers in its list, as long as it is on`() throws {
        #expect(problems(VoiceWarp.read(select: "forwardListed", over: stored)) == [.emptyList])
        var listed = try VoiceWarp.read(list: "0312345678\n0612345678", over: stored, facts).get()
        listed = try VoiceWarp.read(select: "ringListed", over: listed).get()
        listed = try VoiceWarp.read(mode: "always", seconds: "", over: listed).get()
        #expect(listed.order?.select == .ringListed(Set(listed.listed)) && listed.listed.count == 2)
        #expect(problems(VoiceWarp.read(list: "", over: listed, facts)) == [.lastListed])
        let off = try VoiceWarp.read(select: "off", over: listed).get()
        #expect(off.order?.select == .off)
        #expect(try VoiceWarp.read(list: "", over: off, facts).get().listed.isEmpty)
    }

    @Test func `WARP-3 a list has as many numbers as the policy allows`() {
        let many = (0..<31).map { "031234\(5600 + $0)" }.joined(separator: "\n")
        #expect(problems(VoiceWarp.read(list: many, over: stored, facts)) == [.list(.tooMany(31, limit: 30))])
    }
}
