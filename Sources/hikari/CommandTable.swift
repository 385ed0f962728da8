import Contracts
import SQLite
import Settings

/// All commands, and the way from a command line to one of them.
struct CommandTable: Sendable {
    let commands: [Command]

    static let all = CommandTable(
        commands: [
            ServeCommand.all,
            DemoCommand.all,
            DialCommand.all,
            TelephoneMenuCommand.all,
            ContractCommand.all,
            NumberCommand.all,
            ServiceCommand.all,
            MonitorCommand.all,
            ForwardingCommand.all,
            TelephonePINCommand.all,
            CallCommand.all,
            UnlockCommand.all,
            OneTimePasswordCommand.all,
            UnitCommand.all,
            AuditCommand.all,
            MailCommand.all,
            FaxCommand.all,
            CheckCommand.all,
            TemplateCommand.all,
            CompanyCommand.all,
            AccountCommand.all,
            CompanyTokenCommand.all,
            OrderCommand.all,
            OrderHoursCommand.all,
            PriceCommand.all,
            TermsCommand.all,
            OutageCommand.all,
            EvidenceCommand.all,
            ExtensionLineCommand.all, SmartPBXFeatureCommand.all,
            NumberBlockCommand.all,
            NumberReservationCommand.all,
            VoiceContractCommand.all,
            ExchangeCommand.all,
            ExchangeRunCommand.all,
            DonorCommand.all,
        ].flatMap { $0 })

    /// Runs what the arguments (without the program's name) ask for. Returns the exit status: 0 done, 1 refused or failed,
    /// 2 wrong usage, 3 cannot be told.
    func run(_ arguments: [String], _ surroundings: Surroundings = Surroundings()) async -> Int32 {
        guard let command = command(for: arguments) else { return answerWithoutCommand(arguments, surroundings) }
        let rest = Array(arguments.dropFirst(command.name.split(separator: " ").count))
        do {
            if Self.asksForHelp(rest) {
                surroundings.output(CommandHelp.text(for: command))
                return 0
            }
            let read = try Arguments(rest, options: command.allOptions)
            guard command.wordCount.contains(read.words.count) else {
                throw WrongUsage(read.words.isEmpty ? "\(command.words) is missing" : "too many or too few words")
            }
            try await command.run(Invocation(arguments: read, surroundings: surroundings))
            return 0
        } catch let error as WrongUsage {
            surroundings.error("hikari: \(error.reason) (see hikari \(command.name) --help)")
            return 2
        } catch let error as Undecided {
            surroundings.error("hikari: \(Self.printable(error.reason))")
            return 3
        } catch {
            for line in Self.lines(of: error) { surroundings.error("hikari: \(line)") }
            return 1
        }
    }

    /// The longest name that the arguments begin with.
    private func command(for arguments: [String]) -> Command? {
        for count in stride(from: min(3, arguments.count), to: 0, by: -1) {
            let name = arguments.prefix(count).joined(separator: " ")
            if let command = commands.first(where: { $0.name == name }) { return command }
        }
        return nil
    }

    /// Help for everything or for a group; or what is wrong.
    private func answerWithoutCommand(_ arguments: [String], _ surroundings: Surroundings) -> Int32 {
        if arguments == ["--version"] {
            surroundings.output("hikari \(ProgramVersion.text)")
            return 0
        }
        let group = arguments.first.map { first in commands.filter { $0.name.hasPrefix(first + " ") } } ?? []
        let shown = group.isEmpty ? commands : group
        let rest = group.isEmpty ? arguments : Array(arguments.dropFirst())
        if rest.first == Option.help.name {
            surroundings.output(CommandHelp.text(for: shown, group: group.isEmpty ? nil : arguments.first))
            return 0
        }
        let name = group.isEmpty ? "hikari" : "hikari \(arguments[0])"
        let reason = rest.first.map { "there is no command \"\($0)\"" } ?? "a command is missing"
        surroundings.error("hikari: \(Self.printable(reason)) (see \(name) --help)")
        return 2
    }

    private static func asksForHelp(_ arguments: [String]) -> Bool {
        arguments.prefix { $0 != "--" }.contains(Option.help.name)
    }

    private static func lines(of error: any Error) -> [String] {
        let lines =
            switch error {
            case let refusal as Refusal: refusal.reasons
            case let faults as ContractProblems: faults.all.map(\.description)
            case let faults as ContractImport.Problems: faults.all.map(\.description)
            default: ["\(error)"]
            }
        return lines.map(printable)
    }

    /// One line, whatever is in it.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
