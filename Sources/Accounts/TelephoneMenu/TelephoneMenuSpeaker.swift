import FastAGI
import Shell
import Telephony

/// What the menu needs of a call in Asterisk.
protocol TelephoneMenuChannel: Sendable {
    var variables: FastAGIVariables { get }

    /// Throws `FastAGIEnd` when the call is over.
    func perform(_ command: FastAGICommand) async throws -> FastAGIReply
}

extension FastAGICall: TelephoneMenuChannel {}

/// Speaks guidance into a call.
struct TelephoneMenuSpeaker<Channel: TelephoneMenuChannel>: Sendable {
    let channel: Channel
    /// The folder of the region's prompts.
    let sounds: String
    let log: Log

    /// Says a prompt until a key of `keys` is pressed, which is returned. A key that the menu passes over does not count: the
    /// piece that it cut short is said again.
    func say(
        _ prompt: TelephoneMenu.Prompt, keys: String, isPassedOver: (Character) -> Bool
    ) async throws -> Character? {
        if let number = prompt.number, let digits = FastAGICommand.say(digits: number.digits, keys: keys),
            let key = try await perform(digits, "digits", isPassedOver)
        {
            return key
        }
        let counts = prompt.count.map(SpokenCount.recordings) ?? []
        for file in (counts + [prompt.name]).map({ "\(sounds)/\($0)" }) {
            guard let piece = FastAGICommand.stream(file: file, keys: keys) else { continue }
            if let key = try await perform(piece, file, isPassedOver) { return key }
        }
        return nil
    }

    private func perform(
        _ piece: FastAGICommand, _ file: String, _ isPassedOver: (Character) -> Bool
    ) async throws -> Character? {
        var reply = try await channel.perform(piece)
        while let key = reply.key {
            guard isPassedOver(key) else { return key }
            reply = try await channel.perform(piece)
        }
        if reply.endPosition == 0 { log(.warning, "sound file missing", ["file": file]) }
        return nil
    }
}
