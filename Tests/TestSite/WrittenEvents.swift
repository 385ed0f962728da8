/// The names of events that a source file writes into the audit trail, as far as they can be read in it.
package enum WrittenEvents {
    /// - Parameter file: below `Sources`. Those of the ordering site are told in its own words.
    package static func areOfOrdering(_ file: String) -> Bool {
        ["Ordering/", "Exchange", "hikari/Order", "hikari/Exchange"].contains { file.hasPrefix($0) }
    }

    package static func names(in text: String) -> Set<String> {
        let patterns = [
            #/event:\s*"([^"]+)"/#, #/(?:audit|entry|record)\(\s*(?:[^"(),]*\?\s*)?"([^"]+)"/#,
            // One of two.
            #/(?:audit|entry|record)\([^"(),]*\?\s*"[^"]+"\s*:\s*"([^"]+)"/#, #/AuditEvent\s*=\s*[^"\n]*"([^"]+)"/#,
            #/AuditEvent\s*=[^\n]*\?[^\n]*:\s*"([^"]+)"/#, #/AuditEvent\("([^"]+)"/#,
            #/AuditEvent\(stringLiteral:\s*"([^"]+)"/#,
        ]
        return patterns.reduce(into: []) { names, pattern in
            names.formUnion(text.matches(of: pattern).map { String($0.output.1) })
        }
    }
}
