import Contracts
import SQLite
import Settings
import Telephony

/// `hikari fax receive`: a fax server hands over what a number has received (FAX-2).
enum FaxCommand {
    static let all = [receive]

    private static let receive = Command(
        name: "fax receive", words: "FILE", wordCount: 1...1,
        summary: "Keep a received fax for its number, and tell by mail.",
        details: """
            FILE is a TIFF of black and white pages as they were on the line (Group 3 or 4), as HylaFAX and Asterisk's ReceiveFAX write
            it. When the command has ended with 0 the fax is safely kept and FILE may be removed; FILE itself is left as it is.
            """,
        options: [
            Option(name: "--to", value: "NUMBER", summary: "the number that was called (required)"),
            Option(name: "--from", value: "CALLER", summary: "who has called, if the network told"),
        ]
    ) { call in
        guard let text = call.arguments["--to"] else { throw WrongUsage("--to NUMBER is missing") }
        let (number, now) = (try ContractNumberList.number(text).get(), call.surroundings.now())
        let configuration = try call.configuration()
        let intake = FaxIntake(
            configuration.settings.faxMail, mails: try call.mails(),
            key: try DataFolder(configuration.data).serverKey())
        let caller = call.arguments["--from"] ?? ""
        guard let tiff = FaxIntake.file(call.arguments.words[0], atMost: intake.mostRead) else {
            throw Refusal("cannot read the file \(call.arguments.words[0])")
        }
        let database = try call.openDatabase()
        defer { database.close() }
        let outcome = try await database.write {
            try intake.receive(tiff, to: number, from: caller, at: now, $0)
        }
        switch outcome {
        case .kept(let pages, let dropped):
            let rest = dropped > 0 ? ", and \(dropped) old ones had to go" : ""
            call.print("kept a fax of \(pages) \(pages == 1 ? "page" : "pages") for \(number)\(rest)")
        case .known: call.print("the fax was kept before")
        case .refused(let reason): throw Refusal("not kept: \(reason)")
        }
    }
}
