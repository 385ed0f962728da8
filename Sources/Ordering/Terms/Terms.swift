import CivilCalendar

/// The documents of the site, their versions, and what is told of one that comes (FEE-6).
enum Terms {
    static let limits: [String: Int] = ["termsNoticeDays": ConsentVersion.noticeDays]
}

/// Which versions are told of beforehand: pure.
enum TermsNotice {
    /// Those that take effect within the time, the earliest first. One that is in force is news to nobody.
    static func announced(_ book: ConsentBook, on today: CivilDate) -> [ConsentVersion] {
        ConsentDocument.allCases.flatMap { book.all(of: $0, on: today) }
            .filter { version in
                let ahead = version.from.daysSince1970 - today.daysSince1970
                return 0 < ahead && ahead <= ConsentVersion.noticeDays
            }
            .sorted { $0.from.daysSince1970 < $1.from.daysSince1970 }
    }
}
