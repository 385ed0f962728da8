import Encodings
import Foundation
import HTTP

/// What programs of the exchange write and read: nothing is passed over in silence.
enum InterfaceJSON {
    static let deepest = 32

    static func response(_ value: some Encodable, _ status: Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(value)).map { Array($0) } ?? []
        return .json(bytes, status: bytes.isEmpty ? .internalServerError : status)
    }

    static func read<Value: Decodable>(
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
            throw .malformed("the body is no JSON of the shape that this path takes")
        }
    }
}

/// A member that has no meaning here: it would be lost.
struct UnknownMember: Error {
    let name: String
}

extension Decoder {
    /// The members of an object, all of which are known.
    func members<Key: CodingKey & CaseIterable>(_ keys: Key.Type) throws -> KeyedDecodingContainer<Key> {
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
