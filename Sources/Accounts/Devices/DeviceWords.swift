package import Shell
package import Telephony

extension DeviceProgram {
    /// The program and its system, as far as they are known.
    package func words(in language: Language) -> String {
        switch (language, browser, system) {
        case (.japanese, let browser?, let system?): "\(browser)（\(system)）"
        case (.japanese, let browser?, nil): browser
        case (.japanese, nil, let system?): "\(system)のプログラム"
        case (.japanese, nil, nil): "名前のわからないプログラム"
        }
    }
}

extension Devices.Ending {
    package func notice(in language: Language) -> Notice {
        switch (language, self) {
        case (.japanese, .ended(let count)): Notice("ログアウトさせました", ["\(count)台の端末をログアウトさせました。"])
        case (.japanese, .gone): Notice("すでにログアウトしています")
        }
    }
}

extension Devices {
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: SignInStep.eventGroup(in: language), events: ["session.ended": "ほかの端末のログアウト"],
                words: { value, part, _ in part == .after ? value.flatMap { Int($0) }.map { "\($0)件" } : nil })
        }
    }
}
