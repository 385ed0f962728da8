import Exchange
import Ordering
import Testing

/// RIGHT-1: the table of the guide, a line each.
@Suite struct RightsTests {
    private static let one = ContractCode.first
    private static let two = one.next ?? one
    private static let three = two.next ?? two
    private static let pbx = Rights.Subject(one, of: .smartPBX)
    private static let otherPBX = Rights.Subject(two, of: .smartPBX)
    private static let voice = Rights.Subject(three, of: .ipVoice)

    struct Line: Sendable {
        let grant: Grant
        let new: Set<OrderedService>
        let change: Set<Rights.Subject>
        let use: Set<Rights.Subject>
    }

    private static let all: Set = [pbx, otherPBX, voice]

    static let table = [
        Line(grant: Grant(.everything, .edit), new: [.smartPBX, .ipVoice], change: all, use: all),
        Line(grant: Grant(.everything, .view), new: [], change: [], use: all),
        Line(
            grant: Grant(.service(.smartPBX), .edit), new: [.smartPBX], change: [pbx, otherPBX], use: [pbx, otherPBX]),
        Line(grant: Grant(.service(.smartPBX), .view), new: [], change: [], use: [pbx, otherPBX]),
        Line(grant: Grant(.service(.ipVoice), .edit), new: [.ipVoice], change: [voice], use: [voice]),
        Line(grant: Grant(.service(.ipVoice), .view), new: [], change: [], use: [voice]),
        Line(grant: Grant(.contracts([one]), .edit), new: [], change: [pbx], use: [pbx]),
        Line(grant: Grant(.contracts([one]), .view), new: [], change: [], use: [pbx]),
    ]

    @Test(arguments: table.indices)
    func `RIGHT-1 a group may what its line of the table says, and nothing else`(line: Int) {
        let line = Self.table[line]
        expect(Rights([line.grant]), line)
    }

    @Test func `RIGHT-1 of several groups the highest right wins, and scopes add up`() {
        for one in Self.table {
            for other in Self.table {
                expect(
                    Rights([one.grant, other.grant]),
                    Line(
                        grant: one.grant, new: one.new.union(other.new), change: one.change.union(other.change),
                        use: one.use.union(other.use)))
            }
        }
    }

    @Test func `RIGHT-4 who is in no group may nothing`() {
        expect(.none, Line(grant: Grant(.everything, .view), new: [], change: [], use: []))
        #expect(OrderedService.allCases.allSatisfy { !Rights.none.knows($0) })
    }

    @Test(arguments: [false, true], [false, true])
    func `RIGHT-2 参照のみ saves settings and sees secrets as far as the operator says; 参照・編集 always does`(
        maySet: Bool, seesSecrets: Bool
    ) {
        var policy = RightsPolicy()
        policy.viewOnlyMaySet = maySet
        policy.viewOnlySeesSecrets = seesSecrets
        for line in Self.table {
            let rights = Rights([line.grant])
            for subject in Self.all {
                let sets = maySet ? line.use : line.change
                let sees = seesSecrets ? line.use : line.change
                #expect(rights.may(.set(subject), by: policy) == sets.contains(subject), "\(line.grant) \(subject)")
                #expect(rights.may(.seeSecrets(subject), by: policy) == sees.contains(subject), "\(line.grant)")
            }
        }
        #expect(!Rights.none.may(.set(Self.pbx), by: policy) && !Rights.none.may(.seeSecrets(Self.pbx), by: policy))
    }

    @Test func `RIGHT-2 unless the operator says otherwise, 参照のみ saves settings and sees no secret`() {
        let viewer = Rights([Grant(.everything, .view)])
        #expect(viewer.may(.set(Self.pbx), by: RightsPolicy()))
        #expect(!viewer.may(.seeSecrets(Self.pbx), by: RightsPolicy()))
    }

    private func expect(_ rights: Rights, _ line: Line, sourceLocation: SourceLocation = #_sourceLocation) {
        for service in OrderedService.allCases {
            #expect(
                rights.may(.order(service)) == line.new.contains(service), "\(rights) \(service)",
                sourceLocation: sourceLocation)
        }
        for subject in Self.all {
            #expect(
                rights.may(.change(subject)) == line.change.contains(subject), "\(rights) \(subject)",
                sourceLocation: sourceLocation)
            #expect(
                rights.may(.use(subject)) == line.use.contains(subject), "\(rights) \(subject)",
                sourceLocation: sourceLocation)
        }
    }
}
