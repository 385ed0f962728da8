import Exchange
@testable import Ordering
import Telephony
import Testing

/// SET-3: the rules of a group, without pages or database.
@Suite struct ExtensionGroupTests {
    private let plan: NumberPlan
    private let facts: ExtensionGroupFacts

    init() throws {
        plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 3))
        var extensions: [ExtensionNumber: String] = [:]
        for place in 0..<60 { extensions[ExtensionNumber(site: "22", device: "\(201 + place)")] = "" }
        facts = ExtensionGroupFacts(
            plan: plan, extensions: extensions, coming: [ExtensionNumber(site: "22", device: "301")],
            groups: [
                .init(id: 1, number: ExtensionNumber(site: "22", device: "900"), name: "営業部"),
                .init(id: 2, number: ExtensionNumber(site: "22", device: "901"), name: "総務部"),
            ])
    }

    private func number(_ device: Int) -> ExtensionNumber { ExtensionNumber(site: "22", device: "\(device)") }

    private func member(_ device: Int) -> InsideNumber { .extension(number(device)) }

    private func form(
        _ name: String = "受付", device: String = "902", seconds: String = "20", members: [Int] = [201, 202],
        next: CallTarget? = nil
    ) -> ExtensionGroupForm {
        var form = ExtensionGroupForm()
        (form.name, form.site, form.device, form.seconds) = (name, "22", device, seconds)
        form.members = ExtensionGroupMembers(members.map(member))
        switch next {
        case nil: break
        case .extension(let number)?: (form.next, form.nextExtension) = ("extension", number.digits)
        case .group(let id)?: (form.next, form.nextGroup) = ("group", "\(id)")
        case .officeLink(let number)?: (form.next, form.nextExtension) = ("extension", number.digits)
        }
        return form
    }

    private func problems(
        _ form: ExtensionGroupForm, of id: Int? = nil, _ facts: ExtensionGroupFacts? = nil
    ) -> [ExtensionGroupProblem] {
        guard case .failure(let problems) = form.read(facts ?? self.facts, of: id) else { return [] }
        return problems.all
    }

    @Test func `SET-3 a group is read as it was typed, in full width too`() throws {
        var typed = form("  受付ｶｳﾝﾀ ", device: "９０２", seconds: "３０")
        typed.mode = "inOrder"
        let settings = try typed.read(facts, of: nil).get()
        #expect(settings.name == "受付カウンタ" && settings.number == number(902))
        #expect(settings.mode == .inOrder && settings.ringSeconds == 30 && settings.next == nil)
        #expect(settings.own == [number(201), number(202)])
    }

    @Test func `SET-3 a name has one to 32 characters`() {
        #expect(problems(form("")) == [.noName])
        #expect(problems(form(String(repeating: "あ", count: 32))) == [])
        #expect(problems(form(String(repeating: "あ", count: 33))) == [.nameLength(33)])
        #expect(problems(form("営\n業")) == [.nameCharacters])
    }

    @Test func `SET-3 the number has the plan's length and is nobody else's`() {
        #expect(problems(form(device: "90")) == [.part(.length(.device, is: 2, plan: 3))])
        #expect(problems(form(device: "102")) == [.part(.firstDigit(.device, "1"))])
        #expect(problems(form(device: "201")) == [.isExtension(number(201))])
        #expect(problems(form(device: "301")) == [.isComing(number(301))])
        #expect(problems(form(device: "900")) == [.isGroup(number(900), name: "営業部")])
        #expect(problems(form(device: "900"), of: 1) == [])
    }

    @Test func `SET-3 one to 50 members, all of them extensions of the contract`() {
        #expect(problems(form(members: [])) == [.noMember])
        #expect(problems(form(members: Array(201...250))) == [])
        #expect(problems(form(members: Array(201...251))) == [.tooManyMembers(51)])
        #expect(problems(form(members: [201, 999])) == [.unknownMembers(["22999"])])
    }

    @Test func `SET-3 it rings 5 to 60 seconds`() {
        for (seconds, isRight) in [("4", false), ("5", true), ("60", true), ("61", false), ("", false), ("x", false)] {
            #expect(problems(form(seconds: seconds)) == (isRight ? [] : [.seconds]), "\(seconds)")
        }
        #expect(ExtensionGroupForm().seconds == "20")
    }

    @Test func `SET-3 afterwards it goes on to an extension or a group that is there`() throws {
        #expect(try form(next: .extension(number(205))).read(facts, of: nil).get().next == .extension(number(205)))
        #expect(try form(next: .group(1)).read(facts, of: nil).get().next == .group(1))
        #expect(problems(form(next: .extension(number(999)))) == [.unknownNext("22999")])
        #expect(problems(form(next: .group(9))) == [.noNextGroup])
        var chosen = form()
        (chosen.next, chosen.nextExtension) = ("extension", "")
        #expect(problems(chosen) == [.unknownNext("")])
    }

    @Test func `SET-3 loops over groups, absences and own outside numbers are refused`() throws {
        let line = try #require(PhoneNumber("0312345001"))
        var graph = CallGraph()
        // 2 → 1 is there; 205 goes on to the outside number, whose calls come to 1.
        graph.set([.group(1)], from: .group(2))
        graph.set([.line(line)], from: .extension(number(205)))
        graph.set([.group(1)], from: .line(line))
        let facts = ExtensionGroupFacts(
            plan: plan, extensions: self.facts.extensions, groups: self.facts.groups, graph: graph)
        #expect(problems(form(device: "900", next: .group(1)), of: 1, facts) == [.loop([.group(1), .group(1)])])
        #expect(
            problems(form(device: "900", next: .group(2)), of: 1, facts)
                == [.loop([.group(1), .group(2), .group(1)])])
        let over = problems(form(device: "900", next: .extension(number(205))), of: 1, facts)
        #expect(over == [.loop([.group(1), .extension(number(205)), .line(line), .group(1)])])
        #expect(problems(form(device: "900", next: .extension(number(206))), of: 1, facts) == [])
        #expect(problems(form(next: .group(2)), facts) == [], "nothing leads to a new one")
    }

    @Test func `SET-3 up to 200 groups`() {
        func facts(_ count: Int) -> ExtensionGroupFacts {
            ExtensionGroupFacts(
                plan: plan, extensions: self.facts.extensions,
                groups: (0..<count).map { .init(id: $0, number: number(500 + $0), name: "") })
        }
        #expect(problems(form(), of: nil, facts(199)) == [])
        #expect(problems(form(), of: nil, facts(200)) == [.tooMany])
        #expect(problems(form(device: "500"), of: 0, facts(200)) == [])
    }

    @Test func `SET-3 numbers typed for members are read one by one, and what is wrong stays typed`() {
        var form = form(members: [])
        form.added = "22-203、22204\n２２２０５ 22-203"
        #expect(form.takeAdded(facts) == [] && form.added == "")
        #expect(form.members.all == [203, 204, 205].map(member))
        form.added = "22-206 abc 22-999 22-900"
        #expect(
            form.takeAdded(facts) == [
                .unreadableMembers(["abc"]), .unknownMembers(["22999"]), .groupMembers(["22900"]),
            ])
        #expect(form.members.all.last == member(206) && form.added == "abc 22999 22900")
    }

    @Test(arguments: [
        ([:], [1, 2, 3, 4]), ([4: 1], [4, 1, 2, 3]), ([1: 4], [2, 3, 4, 1]), ([2: 3], [1, 3, 2, 4]),
        ([1: 4, 4: 1], [4, 2, 3, 1]), ([3: 99], [1, 2, 4, 3]), ([3: 0], [3, 1, 2, 4]),
    ])
    func `SET-3 members stand in the order that was typed`(places: [Int: Int], order: [Int]) {
        var members = ExtensionGroupMembers([1, 2, 3, 4].map { member(200 + $0) })
        members.arrange(Dictionary(uniqueKeysWithValues: places.map { (member(200 + $0), $1) }))
        #expect(members.all == order.map { member(200 + $0) })
    }

    @Test func `SET-3 a member moves up and down, and stays where the list ends`() {
        var members = ExtensionGroupMembers([201, 202, 203, 202].map(member))
        #expect(members.all == [201, 202, 203].map(member))
        members.move(member(203), by: -1)
        #expect(members.all == [201, 203, 202].map(member))
        members.move(member(201), by: -1)
        members.move(member(202), by: 1)
        #expect(members.all == [201, 203, 202].map(member))
    }

    @Test func `PBX-9 a lengthened group never meets an extension, whatever both were`() throws {
        let numbers = (2...9).flatMap { site in (20...99).map { ExtensionNumber(site: "\(site)", device: "\($0)") } }
        for (part, digits) in [(ExtensionNumber.Part.site, 1), (.device, 1), (.site, 3), (.device, 9)] {
            let longer = numbers.map { $0.lengthened(part, by: digits) }
            #expect(Set(longer).count == numbers.count && Set(longer.map(\.digits)).count == numbers.count)
            #expect(Set(longer).isDisjoint(with: numbers))
        }
    }
}
