/// What an operator may set about faxes.
package struct FaxMailPolicy: Sendable {
    /// FAX-1: how long one is kept.
    package var keptDays = 30
    /// Of one number.
    package var mostFaxes = 200
    /// Of one number, all its faxes together.
    package var mostBytes = 10 << 20
    /// FAX-2: the folder that fax servers put files into; nil: none is watched.
    package var spool: String?

    /// As pages say it.
    var mostMegabytes: Int { max(1, mostBytes >> 20) }

    package init() {}
}
