import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// ボイスワープ as it was, from the record of its changes.
@Suite struct VoiceWarpTrailTests {
    @Test func `CALL-1 whatever a change was, its lines taken back give what was before`() {
        let one = VoiceWarp.Place(place: 1, destination: Sample.number("09011112222"), name: "携帯 本社")
        let two = VoiceWarp.Place(place: 2, destination: Sample.number("0612345678"), name: "")
        let callers = ["0311110001", "0311110002", "0311110003"].map { Sample.number($0) }
        let all: [VoiceWarp.Settings] = [
            .init(), .init(mode: .always, places: [one]),
            .init(mode: .noAnswer, seconds: 20, places: [one, two], chosen: 2),
            .init(mode: .busy, places: [two], chosen: 2, select: .ringListed, listed: Array(callers.prefix(2))),
            .init(mode: .noAnswerOrBusy, seconds: 60, places: [one], select: .forwardListed, listed: [callers[2]]),
        ]
        for old in all {
            for new in all {
                var settings = new
                for line in VoiceWarp.auditLines(from: old, to: new).reversed() {
                    settings.takeBack("\(line.event.name)", before: line.before, after: line.after)
                }
                #expect(settings.order == old.order && settings.select == old.select)
                #expect(settings.listed.sorted() == old.listed && settings.chosen == old.chosen)
                #expect(settings.places.sorted { $0.place < $1.place } == old.places)
            }
        }
    }

    @Test func `CALL-1 a time that is past is answered as ボイスワープ was then, at whatever change between`() async throws {
        let site = try VoiceWarpSite(unit: .administratorAndUser)
        let browser = try await site.site.signedIn(VoiceWarpSite.number)
        var moments: [Moment] = []
        /// In the minute after the change; the next one comes five minutes later.
        func note() {
            moments.append(site.site.clock.now + .minutes(1))
            site.site.clock.advance(.minutes(5))
        }
        note()
        await site.set("destinations", VoiceWarpSite.destination, in: browser)
        await site.set("service", [("mode", "noAnswer"), ("seconds", "20")], in: browser)
        note()
        await site.set("list", [("callers", "0311110001")], in: browser)
        await site.set("select", [("select", "ringListed")], in: browser)
        note()
        await site.set("destinations", [("number-2", "06-1234-5678"), ("chosen", "2")], in: browser)
        await site.set("service", [("mode", "always"), ("seconds", "20")], in: browser)
        note()
        await site.set("service", [("mode", "off"), ("seconds", "20")], in: browser)
        let sentences = [
            "転送されずに、ご契約の電話機で鳴ります", "20秒応答がないときは、090-1111-2222へ転送されます", "セレクト機能により、転送されずに鳴ります",
            "転送されずに鳴ります",
        ]
        for (moment, sentence) in zip(moments, sentences) {
            let time = moment.spreadsheetText.prefix(16).replacing(" ", with: "T")
            let page = await browser.get("/calls?number=0312340002&from=0311110001&at=\(time)")
            #expect(page.words.contains(sentence), "\(time)")
        }
        let last = moments[3].spreadsheetText.prefix(16).replacing(" ", with: "T")
        let other = await browser.get("/calls?number=0312340002&from=0399998888&at=\(last)")
        #expect(other.words.contains("06-1234-5678へ転送されます"))
        #expect(await browser.get("/calls?number=0312340002").words.contains("転送されずに、ご契約の電話機で鳴ります"))
    }
}
