package import Mustache
import Telephony

/// A count that is only spoken of when it is not 0.
package struct CountView: ViewModel {
    let count: Int

    package init?(_ count: Int) {
        guard count > 0 else { return nil }
        self.count = count
    }

    package static let fields: ViewFields<CountView> = ["count": { .text($0.count.inGroups) }]
}
