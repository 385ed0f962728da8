import Contracts
import SQLite
import Shell
import Telephony

/// Changes destinations. Each function belongs into one transaction: versions, the rules that need stored facts, the rows,
/// the history and the audit trail agree or nothing has happened.
enum BulkForwardingChangeStore {
    /// Saves what was typed on one page of the list, or nothing of it.
    /// - Parameter agreed: the `agreement` of what the person was asked before; nil before anybody was.
    static func save(
        _ edits: [BulkForwarding.Edit], agreed: String? = nil, of contract: Int, by actor: Actor,
        telling mails: MailTemplates, _ database: Connection
    ) throws -> BulkForwarding.SaveOutcome {
        var lines: [BulkForwarding.ChangeLine] = []
        var conflicts: [BulkForwarding.Row] = []
        var refused: [PhoneNumber: BulkForwardingRefusal] = [:]
        for edit in edits {
            guard let stored = try storedRow(edit.number, of: contract, database) else { return .foreignNumber }
            if stored.row.destination == edit.destination { continue }
            if stored.row.version != edit.shownVersion {
                conflicts.append(stored.row)
            } else if stored.isMonitorNumber, edit.destination != nil {
                refused[edit.number] = .monitorNumber
            } else {
                lines.append(
                    BulkForwarding.ChangeLine(
                        number: edit.number, before: stored.row.destination, after: edit.destination,
                        version: stored.row.version + 1))
            }
        }
        guard conflicts.isEmpty else { return .conflict(conflicts) }
        for (number, loop) in try loops(lines, of: contract, database) { refused[number] = .loop(loop) }
        guard refused.isEmpty else { return .refused(refused) }
        guard !lines.isEmpty else { return .saved(.nothing) }
        let consequence = try consequence(of: lines, contract, database)
        if consequence.mustBeAsked, consequence.agreement != agreed { return .asks(consequence) }
        let change = try write(lines, kind: .edit, of: contract, by: actor, mails, database)
        for line in lines {
            try actor.audit(
                "bulk-forwarding.destination", subject: line.number.digits, before: line.before?.digits,
                after: line.after?.digits, database)
        }
        return .saved(BulkForwarding.Saved(change: change, rows: lines.count, busy: consequence.touchedBusy))
    }

    /// One destination for many numbers, or what to ask about it first.
    static func save(
        _ many: BulkForwardingMany, to destination: PhoneNumber, matching search: BulkForwardingSearch, agreed: String?,
        of contract: Int, by actor: Actor, telling mails: MailTemplates, _ database: Connection
    ) throws -> BulkForwarding.ManyOutcome {
        let monitorNumber = try ContractsStore.monitorNumber(of: contract, database)
        if destination == monitorNumber { return .refused(.monitorDestination) }
        let rows = try BulkForwardingStore.allRows(of: contract, matching: search, database)
        let lines = many.lines(of: rows, to: destination, monitorNumber: monitorNumber)
        guard !lines.isEmpty else { return .saved(.nothing) }
        if let loop = try loops(lines, of: contract, database).first { return .refused(.loop(loop.value)) }
        let consequence = try consequence(of: lines, contract, database)
        let latest = try BulkForwardingStore.latestChange(of: contract, database)
        guard many.seen == latest, consequence.agreement == agreed else { return .asks(consequence, seen: latest) }
        let change = try write(lines, kind: .edit, of: contract, by: actor, mails, database)
        try actor.audit("bulk-forwarding.many", subject: destination.digits, after: "\(lines.count)", database)
        return .saved(BulkForwarding.Saved(change: change, rows: lines.count, busy: consequence.touchedBusy))
    }

    /// Applies an upload whose lines were judged against `facts`; nil, and nothing done, when the contract has moved on since.
    static func apply(
        _ upload: BulkForwardingUpload, agreed: String?, fileName: String,
        of contract: Int, by actor: Actor, telling mails: MailTemplates, _ database: Connection
    ) throws -> BulkForwarding.Saved? {
        let facts = upload.facts
        guard try BulkForwardingStore.latestChange(of: contract, database) == facts.latestChange,
            try ContractsStore.monitorNumber(of: contract, database) == facts.monitorNumber
        else { return nil }
        guard !upload.changes.isEmpty else { return .nothing }
        let isOn = try BulkForwardingStore.service(of: contract, database).isOn
        let consequence = upload.consequence(isOn: isOn)
        if let consequence, consequence.mustBeAsked, consequence.agreement != agreed { return nil }
        let lines = upload.changes.map { change in
            BulkForwarding.ChangeLine(
                number: change.number, before: change.before, after: change.after,
                version: (facts.row(of: change.number)?.version ?? 0) + 1)
        }
        let change = try write(lines, kind: .upload, of: contract, by: actor, mails, database)
        try actor.audit("bulk-forwarding.upload", subject: fileName, after: "\(lines.count)", database)
        return BulkForwarding.Saved(change: change, rows: lines.count, busy: consequence?.touchedBusy ?? 0)
    }

    /// Takes one change back, as one step, if nothing newer touched its rows.
    static func undo(
        change id: Int, agreed: String? = nil, of contract: Int, by actor: Actor, telling mails: MailTemplates,
        _ database: Connection
    ) throws -> BulkForwarding.UndoOutcome {
        let isUndone = try database.first(
            "SELECT undone_by IS NOT NULL FROM bulk_forwarding_change WHERE id = ?1 AND contract_id = ?2 AND lines > 0",
            id, contract
        ) { $0.flag(0) }
        guard let isUndone else { return .notFound }
        if isUndone { return .alreadyUndone }
        let (lines, newer) = try linesBack(from: id, of: contract, database)
        guard newer.isEmpty else { return .newerChanges(newer) }
        if let monitor = try ContractsStore.monitorNumber(of: contract, database) {
            if lines.contains(where: { $0.number == monitor && $0.after != nil }) { return .refused(.monitorNumber) }
            if lines.contains(where: { $0.after == monitor }) { return .refused(.monitorDestination) }
        }
        if let loop = try loops(lines, of: contract, database).first { return .refused(.loop(loop.value)) }
        let consequence = try consequence(of: lines, contract, database)
        if consequence.mustBeAsked, consequence.agreement != agreed { return .asks(consequence) }
        let undo = try write(lines, kind: .undo, undoing: id, of: contract, by: actor, mails, database)
        try database.run("UPDATE bulk_forwarding_change SET undone_by = ?2 WHERE id = ?1", id, undo)
        try actor.audit("bulk-forwarding.undo", subject: "\(id)", after: "\(lines.count)", database)
        return .undone(lines.count)
    }

    // MARK: Reading what is to be changed

    /// FWD-13, FWD-14: an edit loads the chains of the contract, never all of it.
    private static func consequence(
        of lines: [BulkForwarding.ChangeLine], _ contract: Int, _ database: Connection
    ) throws -> BulkForwardingConsequence {
        let chains = try BulkForwardingStore.outlook(of: contract, database)
        return BulkForwardingConsequence(
            lines.map { BulkForwarding.DestinationChange(number: $0.number, before: $0.before, after: $0.after) },
            to: try BulkForwardingStore.outlook(
                chains, with: lines.map(\.number) + lines.compactMap(\.after), of: contract, database),
            try BulkForwardingStore.tally(of: contract, chains, database),
            isOn: try BulkForwardingStore.service(of: contract, database).isOn)
    }

    private static func storedRow(
        _ number: PhoneNumber, of contract: Int, _ database: Connection
    ) throws -> (row: BulkForwarding.Row, isMonitorNumber: Bool)? {
        try database.first(
            """
            SELECT d.destination, coalesce(d.version, 0), coalesce(c.monitor_number = p.number, FALSE)
            FROM phone_number p JOIN contract c ON c.id = p.contract_id
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            WHERE p.number = ?1 AND p.contract_id = ?2
            """, number, contract
        ) { row in
            let stored = BulkForwarding.Row(
                number: number, destination: try row.optionalNumber(0), version: row.integer(1))
            return (stored, row.flag(2))
        }
    }

    /// FWD-3, by keyed reads along the chain of forwards; an edit never loads the whole contract.
    private static func loops(
        _ lines: [BulkForwarding.ChangeLine], of contract: Int, _ database: Connection
    ) throws -> [PhoneNumber: BulkForwardingLoop] {
        var changes: [PhoneNumber: PhoneNumber?] = [:]
        for line in lines { changes.updateValue(line.after, forKey: line.number) }
        let loops = try BulkForwardingLoop.closed(by: changes, inOrder: lines.map(\.number)) { number in
            try database.first(
                """
                SELECT destination FROM bulk_forwarding_destination
                WHERE contract_id = ?1 AND number = ?2 AND destination IS NOT NULL
                """, contract, number
            ) { try $0.number(0) }
        }
        var refused: [PhoneNumber: BulkForwardingLoop] = [:]
        for loop in loops {
            for number in loop.numbers where changes[number] != nil { refused[number] = loop }
        }
        return refused
    }

    /// The lines that take a change back, and the numbers that somebody has changed again since. Numbers that have left the
    /// contract are left out.
    private static func linesBack(
        from id: Int, of contract: Int, _ database: Connection
    ) throws -> (lines: [BulkForwarding.ChangeLine], newer: [PhoneNumber]) {
        var lines: [BulkForwarding.ChangeLine] = []
        var newer: [PhoneNumber] = []
        try database.forEach(
            """
            SELECT l.number, l.before, l.after, l.version, d.version FROM bulk_forwarding_change_line l
            JOIN bulk_forwarding_destination d ON d.contract_id = ?2 AND d.number = l.number
            WHERE l.change_id = ?1 ORDER BY l.number
            """, id, contract
        ) { row in
            let (number, before, after) = (try row.number(0), try row.optionalNumber(1), try row.optionalNumber(2))
            if row.integer(3) == row.integer(4) {
                lines.append(
                    BulkForwarding.ChangeLine(
                        number: number, before: after, after: before, version: row.integer(3) + 1))
            } else {
                newer.append(number)
            }
        }
        return (lines, newer)
    }

    // MARK: Writing

    private static func write(
        _ lines: [BulkForwarding.ChangeLine], kind: BulkForwarding.ChangeKind, undoing undone: Int? = nil,
        of contract: Int, by actor: Actor, _ mails: MailTemplates, _ database: Connection
    ) throws -> Int {
        let change = try BulkForwardingHistoryStore.add(
            kind, lines: lines.count, undoing: undone, of: contract, by: actor, database)
        for line in lines {
            try database.run(
                """
                INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
                VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (contract_id, number) DO UPDATE
                SET destination = excluded.destination, version = excluded.version
                """, contract, line.number, line.after, line.version)
            try database.run(
                """
                INSERT INTO bulk_forwarding_change_line (change_id, number, before, after, version)
                VALUES (?1, ?2, ?3, ?4, ?5)
                """, change, line.number, line.before, line.after, line.version)
        }
        try BulkForwardingNotice.changed(lines, kind).write(of: contract, by: actor, mails, database)
        return change
    }
}
