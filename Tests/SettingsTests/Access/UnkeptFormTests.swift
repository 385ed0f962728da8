@testable import Accounts
import Foundation
import HTTP
@testable import Shell
import TestSite
import Testing

/// AUTH-10: the dialog at the end of a session promises that what was typed goes on after signing in again. A form that the server does
/// not keep says so in its tag (`data-unkept`), which the script reads.
@Suite struct UnkeptFormTests {
    private struct TypedForm {
        let tag: String
        let path: String

        /// The forms that a person types into, secrets excepted, which are kept nowhere.
        static func all(on page: TestPage) -> [TypedForm] {
            let form = #/(<form\b[^>]*method="post"[^>]*action="([^"?]*)[^"]*"[^>]*>)(.*?)<\/form>/#
                .dotMatchesNewlines()
            return page.text.matches(of: form).compactMap { match in
                let inputs = String(match.3).components(separatedBy: "<input").dropFirst()
                    .map { $0.prefix { $0 != ">" } }
                guard inputs.contains(where: isTyped) else { return nil }
                return TypedForm(tag: String(match.1), path: String(match.2))
            }
        }

        private static func isTyped(_ input: Substring) -> Bool {
            let others = ["hidden", "radio", "checkbox", "file", "password"].map { "type=\"\($0)\"" }
            let isSecret = input.contains(#/name="[^"]*(confirmation|password|code|secret)/#.ignoresCase())
            return !isSecret && !(others + ["readonly"]).contains { input.contains($0) }
        }
    }

    @Test(arguments: AccessRole.signedIn + AccessRole.onTheWay)
    func `AUTH-10 a form that is not kept after the end of a session says so, and no other does`(role: AccessRole)
        async throws
    {
        let site = try role.site()
        let routes = site.product.routes
        let kept = Set(routes.filter { $0.method == .post && $0.keepsForms }.map(\.path))
        for route in routes where route.method == .get {
            if case .open = route.access { continue }
            let page = await (try await role.browser(site).browser).get(route.path)
            for form in TypedForm.all(on: page) {
                #expect(form.tag.contains("data-unkept") == !kept.contains(form.path), "\(form.path) on \(route.path)")
            }
        }
    }
}
