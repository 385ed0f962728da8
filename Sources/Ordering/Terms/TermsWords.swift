import Telephony

/// Sentences about documents and their versions.
enum TermsWords {
    static func name(of standing: ConsentBook.Standing, in language: Language) -> String {
        switch language {
        case .japanese:
            switch standing {
            case .past: "過去の版"
            case .inForce: "適用中"
            case .coming: "これから適用"
            }
        }
    }

    /// 「旧：2026-02-24版（2026年2月24日から）」
    static func heading(of version: ConsentVersion, isNew: Bool, in language: Language) -> String {
        switch language {
        case .japanese:
            "\(label(isNew: isNew, in: language))：\(version.version)版（\(version.from.text(in: language))から）"
        }
    }

    static func heading(of rhythm: PriceRhythm, in language: Language) -> String {
        switch language {
        case .japanese:
            switch rhythm {
            case .once: "工事費（一時金）"
            case .monthly: "月額料金"
            }
        }
    }

    static func label(isNew: Bool, in language: Language) -> String {
        switch language {
        case .japanese: isNew ? "新" : "旧"
        }
    }

    static func kind(of row: TextComparison.Row?, in language: Language) -> String {
        switch language {
        case .japanese:
            switch row {
            case nil: "（略）"
            case .same: "同じ"
            case .changed: "変更"
            case .removed: "削除"
            case .added: "追加"
            }
        }
    }

    static func summary(of comparison: TextComparison, in language: Language) -> String {
        let (changed, removed, added) = comparison.changes
        switch language {
        case .japanese:
            guard changed + removed + added > 0 else { return "本文に違いはありません。" }
            let parts = [(changed, "変更"), (removed, "削除"), (added, "追加")].filter { $0.0 > 0 }
            return parts.map { "\($0.1)\($0.0)か所" }.joined(separator: "、") + "です。"
        }
    }

    /// 「サービス約款が2026年12月18日に新しくなります。」
    static func announcement(of version: ConsentVersion, in language: Language) -> String {
        switch language {
        case .japanese:
            "「\(version.document.name(in: language))」が\(version.from.text(in: language))に新しくなります。"
        }
    }
}
