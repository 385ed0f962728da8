import Encodings
import Mustache

/// A QR code as a drawing within the page: nothing is fetched for it, and the policy for contents needs no exception.
struct QRCodePicture: ViewModel {
    let code: QRCode

    static let fields: ViewFields<QRCodePicture> = [
        "size": { .integer($0.code.size + 2 * QRCode.quietZone) },
        "path": { .text($0.code.path) },
    ]
}
