import Foundation
import TestPrograms
import Testing

/// axe-core, where script/test could fetch it: the rules of WCAG 2.2 A and AA that a machine can judge.
enum Axe {
    static let source = try? String(
        contentsOf: BuiltProgram.package.appendingPathComponent(".build/axe/axe.min.js"), encoding: .utf8)

    static let advice: Comment =
        "axe-core is not there, so its rules were not judged: script/test fetches it to .build/axe/axe.min.js."
}

extension Browser {
    /// What axe finds on the page; nothing where axe is missing, or where the page may run no script.
    func axeComplaints() async throws -> [String] {
        guard manner.hasScript, let source = Axe.source else { return [] }
        try await driver.execute(source)
        return try await driver.executeWaiting(
            """
            const answer = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
              .then((found) => answer(found.violations.map((v) =>
                `axe ${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(" ")).join(", ")})`)))
              .catch((fault) => answer([`axe failed: ${fault}`]));
            """
        ).list.compactMap(\.text)
    }
}
