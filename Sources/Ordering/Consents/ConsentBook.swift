package import CivilCalendar

/// All versions of all documents.
package struct ConsentBook: Sendable {
    /// The earliest first.
    private let versions: [ConsentVersion]
    /// What is in force of a document before the first version that there is of it.
    private let standIns: [ConsentVersion]

    package init(_ versions: [ConsentVersion], standIns: [ConsentVersion] = []) {
        self.versions = versions.sorted { $0.from.daysSince1970 < $1.from.daysSince1970 }
        self.standIns = standIns
    }

    /// Where a version stands on a day.
    package enum Standing: Sendable, Equatable {
        case past, inForce, coming
    }

    /// The one in force on a day; nil before the first.
    package func version(of document: ConsentDocument, on day: CivilDate) -> ConsentVersion? {
        let begun = { (version: ConsentVersion) in
            version.document == document && version.from.daysSince1970 <= day.daysSince1970
        }
        return versions.last(where: begun) ?? standIns.last(where: begun)
    }

    /// All that are told of on a day, the earliest first: what stands in only while there is nothing else.
    package func all(of document: ConsentDocument, on day: CivilDate) -> [ConsentVersion] {
        let own = versions.filter { $0.document == document }
        guard let current = version(of: document, on: day), !own.contains(current) else { return own }
        return [current] + own
    }

    /// By its name.
    package func find(_ document: ConsentDocument, _ name: String) -> ConsentVersion? {
        (versions + standIns).first { $0.document == document && $0.version == name }
    }

    package func standing(of version: ConsentVersion, on day: CivilDate) -> Standing {
        if day.daysSince1970 < version.from.daysSince1970 { return .coming }
        return self.version(of: version.document, on: day) == version ? .inForce : .past
    }

    /// The one before, with which it is compared.
    package func predecessor(of version: ConsentVersion) -> ConsentVersion? {
        let before = { (other: ConsentVersion) in
            other.document == version.document && other.from.daysSince1970 < version.from.daysSince1970
        }
        return versions.last(where: before) ?? standIns.last(where: before)
    }

    /// Those of which another version is in force than was agreed to, or that were not agreed to at all.
    func changed(_ documents: [ConsentDocument], since consents: [Consent], on day: CivilDate) -> [ConsentDocument] {
        documents.filter { document in
            guard let version = version(of: document, on: day) else { return false }
            return !consents.contains(version.consent)
        }
    }
}
