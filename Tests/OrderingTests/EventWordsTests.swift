import Foundation
@testable import Ordering
import Shell
import Telephony
import TestSite
import Testing

/// AUTH-12 at the ordering site: whatever is written into its trail has words.
@Suite struct EventWordsTests {
    private func vocabularies() throws -> [EventVocabulary<Employee>] {
        try TestOrderingSite().product.features.compactMap { $0.vocabulary?(.japanese) }
    }

    @Test func `AUTH-12 every event that the ordering site can write has words, once`() throws {
        let sources = TestSite.root + "/Sources"
        let files = try #require(FileManager.default.enumerator(atPath: sources))
        var events: Set<String> = []
        while let file = files.nextObject() as? String {
            guard file.hasSuffix(".swift"), WrittenEvents.areOfOrdering(file) else { continue }
            events.formUnion(WrittenEvents.names(in: try String(contentsOfFile: sources + "/" + file, encoding: .utf8)))
        }
        #expect(events.count > 20)
        let named = try vocabularies().flatMap { Array($0.events.keys) }
        #expect(named.count == Set(named).count)
        #expect(events.subtracting(named).isEmpty, "\(events.subtracting(named))")
    }
}
