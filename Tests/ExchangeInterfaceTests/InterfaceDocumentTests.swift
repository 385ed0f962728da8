import Exchange
@testable import ExchangeInterface
import Foundation
import HTTP
import Testing

/// docs/exchange-interface.openapi.yaml tells what the program does.
@Suite struct InterfaceDocumentTests {
    private let document: String

    init() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = package.appendingPathComponent("docs/exchange-interface.openapi.yaml")
        document = try String(contentsOf: file, encoding: .utf8)
    }

    private func expect(_ words: [String], after name: String) {
        #expect(document.contains("\(name)[\(words.joined(separator: ", "))]"), "\(name)\(words)")
    }

    @Test func `EXCH-2 the document has every word that is said, and no other`() {
        let states = OpenOrderState.allCases.map(\.rawValue)
        expect(states, after: "StoredState:\n      type: string\n      enum: ")
        expect(states + ["assessingCancellation"], after: "enum: ")
        expect(states.filter { $0 != "cancelled" }, after: "state: { type: string, enum: ")
        expect(WorkFailure.allCases.map(\.rawValue), after: "Failure: { type: string, enum: ")
        expect(PortRefusal.allCases.map(\.rawValue), after: "StepReason: { type: string, enum: ")
        expect(DeviceKind.allCases.map(\.rawValue), after: "device: { type: string, enum: ")
        expect(
            OpenCancellation.allCases.map(CancelProductOrder.word(of:)),
            after: "CancellationState: { type: string, enum: ")
    }

    @Test func `EXCH-2 the document has every path with its methods, its limits and its problems`() throws {
        let house = try OpenExchangeHouse()
        let interface = ExchangeInterface(house.exchange, token: nil, log: house.log)
        let told = Set(
            document.matches(of: #/(?m)^  (/[\w/{}]+):$|^    (get|patch|post|put|delete):$/#).reduce(
                into: (path: "", all: [String]())
            ) { found, match in
                if let path = match.1 { found.path = String(path).replacing("{id}", with: "*") }
                if let method = match.2 { found.all.append("\(method.uppercased()) \(found.path)") }
            }.all)
        #expect(told == Set(interface.routes.map { "\($0.method.rawValue) \($0.path)" }))
        #expect(document.contains("maximum: \(InterfaceQuery.longestWait),"))
        #expect(document.contains("maximum: \(InterfaceQuery.most),"))
        #expect(document.contains("maxLength: \(ProductOrderPatch.longestNote) "))
        for code in [
            "wrong-arrow", "wrong-step", "not-under-way", "numbers-not-done", "no-equipment-work", "not-asked",
        ] {
            #expect(document.contains(code), "\(code)")
        }
    }
}
