import Shell
import Telephony

extension NumberMailing {
    /// The label of a group of one of the two forms.
    static func label(of group: String, in language: Language) -> String {
        switch (group, language) {
        case (Form.service.rawValue, .japanese): "サービス"
        default: NumberAddresses.label(ofPlace: Int(group.dropFirst("address-".count)) ?? 0, in: language)
        }
    }

    /// What is set there.
    func words(of group: String, in language: Language) -> String {
        group == Form.service.rawValue
            ? NumberAddresses.state(isOn, in: language) : NumberAddresses.words(group, addresses, in: language)
    }

    /// After a save.
    func done(
        _ form: Form?, named name: String, saying sentence: String, in language: Language
    ) -> Notice {
        switch (form, language) {
        case (.service, .japanese): Notice(isOn ? "\(name)を開始しました" : "\(name)を停止しました", [sentence])
        case (_, .japanese): .changed([sentence])
        }
    }
}

extension NumberMailing.Problem {
    func problem(in language: Language) -> Problem {
        switch self {
        case .notChosen: Problem("service", NumberAddresses.notChosen(in: language))
        case .noAddress: Problem("service", NumberAddresses.noAddress(in: language))
        case .lastAddress: Problem(NumberAddresses.field(1), NumberAddresses.lastAddress(in: language))
        case .address(let fault): fault.problem(in: language)
        }
    }
}
