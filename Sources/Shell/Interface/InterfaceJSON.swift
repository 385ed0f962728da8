import Encodings
import Foundation
package import HTTP

/// What other programs write and read: nothing is passed over in silence.
package enum InterfaceJSON {
    package static let deepest = 32

    package static func response(_ value: some Encodable, _ status: Status = .ok) -> Response {
        let bytes = bytes(value)
        return .json(bytes, status: bytes.isEmpty ? .internalServerError : status)
    }

    /// The same for the same value, however it was written once.
    package static func bytes(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { Array($0) } ?? []
    }

    /// The same for the same members and values, in whatever order they stand and however they are written.
    package static func canonical(_ body: [UInt8]) -> [UInt8] {
        let value = try? JSONSerialization.jsonObject(with: Data(body))
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        return value.flatMap { try? JSONSerialization.data(withJSONObject: $0, options: options) }.map { Array($0) }
            ?? body
    }

    package static func read<Value: Decodable>(
        _ type: Value.Type, from request: Request, _ types: Set<String> = ["application/json"]
    ) throws(InterfaceProblem) -> Value {
        guard let contentType = request.contentType, types.contains(contentType) else {
            throw InterfaceProblem(
                .unsupportedMediaType, "content-type", "the body is \(types.sorted().joined(separator: " or "))")
        }
        guard !JSONMembers.areDeeper(than: deepest, in: request.body) else {
            throw .malformed("the body is nested deeper than \(deepest)")
        }
        guard !JSONMembers.areDoubled(in: request.body) else { throw .malformed("a member comes twice") }
        do {
            return try JSONDecoder().decode(type, from: Data(request.body))
        } catch let unknown as UnknownMember {
            throw .malformed("unknown member: \(unknown.name.prefix(40))")
        } catch {
            throw .malformed("the body is no JSON of the shape that this path takes\(place(of: error))")
        }
    }

    /// Where the shape is another one.
    private static func place(of error: any Error) -> String {
        let path: [any CodingKey]? =
            switch error as? DecodingError {
            case .keyNotFound(let key, let context): context.codingPath + [key]
            case .typeMismatch(_, let context), .valueNotFound(_, let context): context.codingPath
            default: nil
            }
        guard let path, !path.isEmpty else { return "" }
        return ": $" + path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
    }
}

/// A member that has no meaning here: it would be lost.
struct UnknownMember: Error {
    let name: String
}

extension Decoder {
    /// The members of an object, all of which are known.
    package func members<Key: CodingKey & CaseIterable>(_ keys: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let known = Set(keys.allCases.map(\.stringValue))
        for key in try container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
            throw UnknownMember(name: key.stringValue)
        }
        return try container(keyedBy: keys)
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
