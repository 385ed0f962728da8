import SMTP
import Settings
import Shell
import Telephony

/// Mails into a folder instead of out of the house: what a demonstration and a site without a mail server have.
struct MaildirCarrier: MailCarrier {
    let folder: Maildir
    let composer: MailComposer

    func carry(_ mail: Mail, reference: String, writtenAt: Moment) async -> MailDelivery {
        guard let message = composer.message(of: mail, reference: reference, writtenAt: writtenAt) else {
            return MailComposer.refusal
        }
        let name = Maildir.name(reference: reference, secondsSince1970: writtenAt.milliseconds / 1000)
        do {
            try folder.write(message.bytes, as: name)
            return .accepted("stored as \(name)")
        } catch {
            // A full disk is nothing that this mail alone would have met.
            return .unreachable("\(error)")
        }
    }
}
