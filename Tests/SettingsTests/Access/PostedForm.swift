import Foundation
import TestSite

/// A form of a page, filled in the way somebody would who changes everything: other choices, other numbers and addresses.
struct PostedForm {
    let action: String
    private(set) var fields: [(name: String, value: String)] = []
    /// The control that takes a file, and where the page offers a sample of one.
    private(set) var file: String?
    let sample: String?

    /// What tells forms apart: the same one stands on many pages, and once for each row of a list.
    var signature: String { action + " " + fields.map { $0.name }.joined(separator: " ") }

    /// All that a page posts; a form with several buttons once for each.
    static func all(on page: TestPage) -> [PostedForm] {
        let form = #/<form\b[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/#.dotMatchesNewlines()
        let sample = page.text.firstMatch(of: #/href="([^"]*sample\.csv)"/#).map { String($0.1) }
        return page.text.matches(of: form).flatMap { match -> [PostedForm] in
            let (action, text) = (decoded(match.1), String(match.2))
            let buttons = tags("button", text).filter { $0["name"] != nil }
            let empty = PostedForm(action: action, sample: sample, controls: tags("input", text), texts: text)
            guard !buttons.isEmpty else { return [empty] }
            return buttons.map { button in
                var form = empty
                form.fields.append((button["name"] ?? "", button["value"] ?? ""))
                return form
            }
        }
    }

    private init(action: String, sample: String?, controls: [[String: String]], texts: String) {
        self.action = action
        self.sample = sample
        var chosen: [String: String] = [:]
        for control in controls {
            guard let name = control["name"] else { continue }
            let value = control["value"] ?? ""
            switch control["type"] ?? "text" {
            case "hidden": fields.append((name, value))
            case "radio":
                // The last one that is not in force.
                if control["checked"] == nil || chosen[name] == nil { chosen[name] = value }
            case "checkbox": if control["checked"] == nil { fields.append((name, value.isEmpty ? "on" : value)) }
            case "file": file = name
            case "password": fields.append((name, name == "currentPassword" ? "hikari7days" : "renewed7days"))
            case "tel": fields.append((name, value.isEmpty ? "0398765432" : ""))
            case "email": fields.append((name, "somebody@example.jp"))
            default: fields.append((name, value.isEmpty ? "somebody@example.jp" : value + "2"))
            }
        }
        fields += chosen.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        for name in PostedForm.tags("textarea", texts).compactMap({ $0["name"] }) { fields.append((name, "別の内容")) }
    }

    private static func tags(_ name: String, _ text: String) -> [[String: String]] {
        text.components(separatedBy: "<\(name)").dropFirst().map { piece in
            var attributes: [String: String] = [:]
            for match in piece.prefix(while: { $0 != ">" }).matches(of: #/([a-z-]+)(?:="([^"]*)")?/#) {
                attributes[String(match.1)] = decoded(match.2 ?? "")
            }
            return attributes
        }
    }

    private static func decoded(_ text: Substring) -> String {
        [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
            .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }
}
