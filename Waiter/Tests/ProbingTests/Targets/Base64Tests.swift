import Testing

@testable import Probing

@Suite struct Base64Tests {
    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar", "\0\u{ff}ÿ"])
    func base64ComesBack(_ text: String) {
        let encoded = String(decoding: Base64.encode(Array(text.utf8)[...]), as: UTF8.self)
        #expect(Base64.decode(encoded) == Array(text.utf8))
    }

    @Test(arguments: ["a", "ab", "abc", "a===", "ab c", "====", "ab=c", "äää"])
    func whatIsNoBase64IsRefused(_ text: String) { #expect(Base64.decode(text) == nil) }
}
