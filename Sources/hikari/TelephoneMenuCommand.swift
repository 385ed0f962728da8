import Accounts
import Telephony
import Settings

/// `hikari telephone-menu …`: what call servers need.
enum TelephoneMenuCommand {
    static let all = [prompts]

    private struct Prompt: Encodable {
        let region: String
        let name: String
        let text: String
        let reading: String
        let followsNumber: Bool
    }

    private static func prompts(of region: TelephoneMenu.Region) -> [Prompt] {
        let own = TelephoneMenu.Recording.allCases.map { recording in
            Prompt(
                region: region.rawValue, name: recording.rawValue, text: recording.text(for: region, in: .ofSite),
                reading: recording.reading(for: region, in: .ofSite), followsNumber: recording.followsNumber)
        }
        let site = SettingsSite.telephoneErrand(SettingsPolicy()).recordings(in: .ofSite).map { speech in
            Prompt(
                region: region.rawValue, name: speech.name, text: speech.text,
                reading: TelephoneMenu.Recording.reading(of: speech.text, in: .ofSite),
                followsNumber: speech.followsNumber)
        }
        let counts = SpokenCount.all(in: .ofSite).map { count in
            Prompt(
                region: region.rawValue, name: count.name, text: count.text, reading: count.reading,
                followsNumber: false)
        }
        return own + site + counts
    }

    private static let prompts = Command(
        name: "telephone-menu prompts", summary: "List the prompts of the telephone menu with their texts.",
        details: """
            A line for each sound file: REGION/NAME and the words. Where a number is said before the words, they begin with "…".
            With --json also the words as a machine should read them aloud; script/make-prompts makes the files.
            """,
        options: [.json]
    ) { call in
        let all = TelephoneMenu.Region.allCases.flatMap(prompts)
        if call.arguments.has(.json) { return try call.printJSON(all) }
        for prompt in all {
            call.print("\(prompt.region)/\(prompt.name)  \(prompt.followsNumber ? "…" : "")\(prompt.text)")
        }
    }
}
