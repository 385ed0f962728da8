import Mustache

/// AUTH-13: what is stored now beside what was typed, and a form that sends the latter again.
struct FaultNotificationConflictView: ViewModel {
    /// What is set there.
    let name: String
    let action: String
    let rows: [Row]
    /// The form as it was typed, with the version that is stored now.
    let kept: [(name: String, value: String)]

    struct Row: ViewModel {
        let label: String
        let stored: String
        let typed: String

        init(_ label: String, stored: String, typed: String) {
            self.label = label
            self.stored = stored.isEmpty ? "未設定" : stored
            self.typed = typed.isEmpty ? "未設定" : typed
        }

        static let fields: ViewFields<Row> = [
            "label": { .text($0.label) },
            "stored": { .text($0.stored) },
            "typed": { .text($0.typed) },
        ]
    }

    private struct Hidden: ViewModel {
        let name: String
        let value: String

        static let fields: ViewFields<Hidden> = ["name": { .text($0.name) }, "value": { .text($0.value) }]
    }

    static let fields: ViewFields<FaultNotificationConflictView> = [
        "name": { .text($0.name) },
        "action": { .text($0.action) },
        "rows": { .list($0.rows.filter { $0.stored != $0.typed }) },
        "kept": { .list($0.kept.map { Hidden(name: $0.name, value: $0.value) }) },
    ]
}
