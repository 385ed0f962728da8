/// Values read from JSON or whatever else a decoder reads: null is `absent`, whole numbers are integers, other numbers
/// the text Swift prints for them, objects are `TemplateFields`.
extension TemplateValue: Decodable {
    public init(from decoder: any Decoder) throws {
        if let keyed = try? decoder.container(keyedBy: Name.self) {
            self = .object(
                TemplateFields(try keyed.allKeys.map { ($0.stringValue, try keyed.decode(Self.self, forKey: $0)) }))
        } else if var list = try? decoder.unkeyedContainer() {
            var values: [TemplateValue] = []
            while !list.isAtEnd { values.append(try list.decode(Self.self)) }
            self = .list(values)
        } else {
            self = try Self.scalar(try decoder.singleValueContainer())
        }
    }

    private static func scalar(_ container: any SingleValueDecodingContainer) throws -> TemplateValue {
        if container.decodeNil() { return .absent }
        if let flag = try? container.decode(Bool.self) { return .flag(flag) }
        if let integer = try? container.decode(Int.self) { return .integer(integer) }
        if let number = try? container.decode(Double.self) { return .text(number.description) }
        return .text(try container.decode(String.self))
    }

    /// Any name of an object.
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}
