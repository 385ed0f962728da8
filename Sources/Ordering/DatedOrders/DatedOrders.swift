/// 工事日を指定するお申し込み of telephone numbers: several items in one order, on a day of its own (DATED).
package enum DatedOrders {
    package static let limits = [
        "datedNumbers": DatedRow.counts.upperBound, "datedRows": DatedRow.most, "portLines": PortLine.limit,
        "portRows": PortRows.mostOnScreen, "removedNumbers": DatedRemoval.most,
        "listingCharacters": VoiceOrderItem.longestListing,
    ]
}
