package import Mustache

/// A step of something that is gone through in order, for `Templates/Shell/steps`.
package struct StepView: ViewModel {
    let name: String
    let isCurrent: Bool
    let isDone: Bool

    package init(name: String, isCurrent: Bool, isDone: Bool) {
        (self.name, self.isCurrent, self.isDone) = (name, isCurrent, isDone)
    }

    package static let fields: ViewFields<StepView> = [
        "name": { .text($0.name) },
        "isCurrent": { .flag($0.isCurrent) },
        "isDone": { .flag($0.isDone) },
    ]
}
