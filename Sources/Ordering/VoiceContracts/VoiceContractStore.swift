package import Exchange
package import SQLite
import Telephony

/// All SQL about voice contracts.
package enum VoiceContractStore {
    /// Nil where it is none, another company's, or not open.
    package static func find(
        _ code: ContractCode, of company: Int, _ database: Connection
    ) throws -> VoiceContract? {
        guard let contract = try ServiceContractStore.find(code, of: company, database), contract.state == .open else {
            return nil
        }
        return try find(code, database)
    }

    package static func find(_ code: ContractCode, _ database: Connection) throws -> VoiceContract? {
        try database.first(
            """
            SELECT code, group_code, type, is_cloud_plan, has_members_net, is_in_emergency_area, access
            FROM voice_contract WHERE code = ?1
            """, code, row: contract)
    }

    /// Those that are open, by their N番.
    package static func contracts(
        of group: VoiceGroupCode, in scope: ContractScope, _ database: Connection
    ) throws -> [VoiceContract] {
        try database.query(
            """
            SELECT v.code, group_code, type, is_cloud_plan, has_members_net, is_in_emergency_area, access
            FROM voice_contract v JOIN service_contract c ON c.code = v.code
            WHERE v.group_code = ?1 AND c.state = 'open' AND (?2 OR v.code IN list(?3)) ORDER BY v.code
            """, group, scope.services.contains(.ipVoice), List(scope.contracts), row: contract)
    }

    /// All, by their N番, for the operator.
    package static func all(_ database: Connection) throws -> [VoiceContract] {
        try database.query(
            """
            SELECT code, group_code, type, is_cloud_plan, has_members_net, is_in_emergency_area, access
            FROM voice_contract ORDER BY code
            """, row: contract)
    }

    /// Those of them that there are.
    package static func contracts(
        _ codes: [ContractCode], _ database: Connection
    ) throws -> [ContractCode: VoiceContract] {
        let found = try database.query(
            """
            SELECT code, group_code, type, is_cloud_plan, has_members_net, is_in_emergency_area, access
            FROM voice_contract WHERE code IN list(?1)
            """, List(codes), row: contract)
        return Dictionary(found.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// IP Voice（Smart PBX） contracts, and others, of which this Smart PBX contract is the access (PBX-10).
    package static func contracts(
        onAccess access: ContractCode, _ database: Connection
    ) throws -> [ContractCode] {
        try database.query(
            """
            SELECT v.code FROM voice_contract v JOIN service_contract c ON c.code = v.code
            WHERE v.access = ?1 AND c.state = 'open' ORDER BY v.code
            """, access
        ) { try $0.value(0) }
    }

    private static func contract(_ row: Row) throws -> VoiceContract {
        VoiceContract(
            code: try row.value(0), group: try row.value(1), type: try row.value(2), isCloudPlan: row.flag(3),
            hasMembersNet: row.flag(4), isInEmergencyArea: row.flag(5), access: try row.optionalValue(6))
    }

    package static func add(_ contract: VoiceContract, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO voice_contract
                (code, group_code, type, is_cloud_plan, has_members_net, is_in_emergency_area, access)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, contract.code, contract.group, contract.type, contract.isCloudPlan, contract.hasMembersNet,
            contract.isInEmergencyArea, contract.access)
    }

    // MARK: 音声グループ

    /// Whose it is; nil where there is none.
    package static func company(of group: VoiceGroupCode, _ database: Connection) throws -> Int? {
        try database.first("SELECT company_id FROM voice_group WHERE code = ?1", group) { $0.integer(0) }
    }

    /// Those with an open contract that the person has to do with.
    package static func groups(
        of company: Int, in scope: ContractScope, _ database: Connection
    ) throws -> [VoiceGroupCode] {
        try database.query(
            """
            SELECT g.code FROM voice_group g WHERE g.company_id = ?1 AND EXISTS (
                SELECT 1 FROM voice_contract v JOIN service_contract c ON c.code = v.code
                WHERE v.group_code = g.code AND c.state = 'open' AND (?2 OR v.code IN list(?3)))
            ORDER BY g.code
            """, company, scope.services.contains(.ipVoice), List(scope.contracts)
        ) { try $0.value(0) }
    }

    package static func add(_ group: VoiceGroupCode, of company: Int, _ database: Connection) throws {
        try database.run("INSERT INTO voice_group (code, company_id) VALUES (?1, ?2)", group, company)
    }
}
