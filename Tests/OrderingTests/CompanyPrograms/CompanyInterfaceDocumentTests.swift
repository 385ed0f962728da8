import Exchange
import Foundation
import HTTP
@testable import Ordering
import Shell
import Telephony
import TestSite
import Testing

/// docs/company-interface.md and docs/company-interface.openapi.yaml tell what the program does.
@Suite struct CompanyInterfaceDocumentTests {
    private static func document(_ name: String) throws -> String {
        let file = URL(fileURLWithPath: TestSite.root).appendingPathComponent("docs/\(name)")
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test func `EXCH-3 the orders of the document are taken as they stand there`() async throws {
        let flow = try await ImmediateFlow(grants: [Grant(.everything, .edit)])
        try flow.site.addSmartPBX(.first, of: flow.company, extensions: 3)
        let program = try flow.site.program("voice@example.jp", of: flow.company)
        let examples = try Self.document("company-interface.md").components(separatedBy: "```json\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        #expect(examples.count == 2)
        for example in examples {
            let answer = await program.post(example)
            #expect(answer.status == .created, "\(answer.text)")
        }
    }

    @Test func `EXCH-3 the document has every word that is said, and no other`() throws {
        let document = try Self.document("company-interface.openapi.yaml")
        func expect(_ words: [String], after name: String) {
            #expect(document.contains("\(name)[\(words.joined(separator: ", "))]"), "\(name)\(words)")
        }
        let states = OrderState.publicStates.map(\.publicWord)
        for state in states { #expect(document.contains(state)) }
        let enumerated = document.firstMatch(of: #/State:\n      type: string\n      enum: \[([^\]]*)\]/#)
        #expect(Set(enumerated.map { $0.1.components(separatedBy: ", ") } ?? []) == Set(states))
        expect(
            OrderKind.allCases.filter { ProductOrderShape($0) != nil }.map(\.rawValue),
            after: "Category: { type: string, enum: ")
        expect(OrderKind.allCases.map(\.rawValue), after: "category: { type: string, enum: ")
        expect(WorkFailure.allCases.map(\.rawValue), after: "Failure: { type: string, enum: ")
        expect(OrderEvent.allCases.map(\.rawValue), after: "reason:\n              type: string\n              enum: ")
        expect(VoiceNumberKind.allCases.map(\.rawValue), after: "kind: { type: string, enum: ")
        expect(FeeItem.Part.allCases.map(\.rawValue), after: "part: { type: string, enum: ")
        expect(
            DeviceKind.allCases.filter(\.isOrderable).map(\.rawValue), after: "device: { type: string, enum: ")
        #expect(Set(OrderEvent.allCases.map(\.publicType)).allSatisfy(document.contains))
        for member in ProductOrderRequest.CodingKeys.allCases.map(\.stringValue)
            + ProductOrderRequest.Product.CodingKeys.allCases.map(\.stringValue)
            + ProductOrderRequest.Features.CodingKeys.allCases.map(\.stringValue)
        {
            #expect(document.contains("\(member):") || document.contains("\"\(member)\":"), "\(member)")
        }
    }

    @Test func `EXCH-3 the document has every path with its methods, limits and codes`() throws {
        let document = try Self.document("company-interface.openapi.yaml")
        let told = document.matches(of: #/(?m)^  (/[\w/{}]+):$|^    (get|patch|post|put|delete):$/#).reduce(
            into: (path: "", all: Set<String>())
        ) { found, match in
            if let path = match.1 { found.path = String(path).replacing("{id}", with: "*") }
            if let method = match.2 { found.all.insert("\(method.uppercased()) \(found.path)") }
        }.all
        let routes = try TestOrderingSite().product.doors.flatMap(\.routes)
        #expect(told == Set(routes.map { "\($0.method.rawValue) \($0.path)" }))
        let limits = [
            "maximum: \(CompanyProgramDoor.mostOrders),", "maximum: \(CompanyProgramDoor.mostEvents),",
            "maxLength: \(ProductOrderRequest.longestName) ", "maximum: \(NumberBlock.mostAtOnce),",
            "maxItems: \(CustomerDetails.mostOtherMails + 1)\n",
        ]
        for limit in limits { #expect(document.contains(limit), "\(limit)") }
        let guide = try Self.document("company-interface.md")
        #expect(guide.contains("\(ProgramRates.readsPerMinute) times"))
        #expect(guide.contains("\(ProgramRates.writesPerMinute) times"))
        #expect(guide.contains("\(CompanyProgramDoor.longestBody / 1024) KiB"))
        for code in [
            "closed", "order-open", "one-a-day", "held", "unsettled", "agreement", "fees", "external-id",
            "contract-changed", "window-passed", "invalid", "at-the-pages",
        ] {
            #expect(document.contains(code) && guide.contains("`\(code)`"), "\(code)")
        }
    }
}
