import Exchange
import Telephony

/// What hangs on some extensions of a contract, and goes with them (PBX-8).
struct ExtensionUse: Sendable, Equatable {
    /// 着信グループ of which they are members.
    var groups: [ExtensionGroup.Name] = []
    /// Those of them that are left without any.
    var emptied: [ExtensionGroup.Name] = []
    /// 着信グループ that go on to them when nobody answers.
    var goingOn: [ExtensionGroup.Name] = []
    /// 外線番号 whose calls come to them.
    var lines: [PhoneNumber] = []
    /// So many of them show a number to whom they call outside.
    var showing = 0
    /// Others whose 不在時動作 goes on to them.
    var absences: [ExtensionNumber] = []

    var isNothing: Bool { self == ExtensionUse() }
}
