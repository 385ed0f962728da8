import Testing

@testable import Encodings

@Suite struct JSONMembersTests {
    @Test(arguments: [
        #"{"a":1,"a":1}"#, #"{"a":1,"b":{"c":[{"d":1,"d":2}]}}"#, #"{"from":1,"\u0066rom":2}"#,
        #"{"\"":1 , "\u0022" :2}"#,
        "{\"a\"\n:1,\"a\" :2}", #"[{"a":1},{"a":1,"a":2}]"#, #"{"電":1,"\u96fb":2}"#, #"{"":1,"":2}"#,
        #"{"a":[1,{"a":1}],"a":2}"#,
    ])
    func `RFC 8259 § 4 two members of one name are found, wherever and however they are written`(text: String) {
        #expect(JSONMembers.areDoubled(in: Array(text.utf8)))
    }

    @Test(arguments: [
        #"{"a":1,"b":1}"#, #"{"a":"a","b":"a"}"#, #"{"a":{"a":{"a":1}},"b":{"a":1}}"#, #"[{"a":1},{"a":1}]"#,
        #"{"a":["a","a"]}"#,
        #"{"a":"\"a\":1","b":1}"#, #"{"A":1,"a":2}"#, "", "[]", "\"", "{\"a\":1,\"a", #"{"a\\":1,"a":2}"#, "}}]",
        #""a":1,"a":2"#,
    ])
    func `RFC 8259 § 4 other texts have none`(text: String) {
        #expect(!JSONMembers.areDoubled(in: Array(text.utf8)))
    }

    @Test func `of thirty thousand members the one that comes twice is found, and no other`() {
        // A set that was copied for each of them took minutes.
        let members = (0..<30_000).map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(!JSONMembers.areDoubled(in: Array("{\(members)}".utf8)))
        #expect(JSONMembers.areDoubled(in: Array("{\(members),\"29999\":1}".utf8)))
    }

    @Test func `how deep objects and arrays lie in each other is seen without going down into them`() {
        func isDeeper(_ most: Int, _ text: String) -> Bool { JSONMembers.areDeeper(than: most, in: Array(text.utf8)) }
        #expect(!isDeeper(2, #"{"a":[1],"b":[2],"c":{}}"#) && isDeeper(1, #"{"a":[1]}"#))
        #expect(!isDeeper(1, #"{"a":"[[[ \" {{{","b":"\\"}"#) && isDeeper(1, #"{"a":"\\","b":[]}"#))
        #expect(isDeeper(2, "]]]]]" + "[[[") && !isDeeper(0, ""))
        #expect(isDeeper(32, String(repeating: "[", count: 1_000_000)))
    }
}
