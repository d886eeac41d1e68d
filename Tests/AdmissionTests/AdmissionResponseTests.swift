import Foundation
import Manifests
import Testing

@testable import Admission

struct AdmissionResponseTests {
    @Test func anAnswerHasItsPatchInBase64() throws {
        var response = AdmissionResponse(uid: "1")
        response.patch = JSONPatch.from(try Review.value("{a: 1}"), to: try Review.value("{a: 2}"))
        let answer = try Review.value(response.text)
        guard case .scalar(.string(let patch))? = answer["response"]?["patch"] else {
            Issue.record("no patch in \(response.text)")
            return
        }
        let decoded = try #require(Data(base64Encoded: patch))
        #expect(String(decoding: decoded, as: UTF8.self).contains("\"replace\""))
        #expect(answer["response"]?["patchType"] == .string("JSONPatch"))
        #expect(answer["response"]?["allowed"] == .scalar(.bool(true)))
    }

    /// The API server compares the texts of a `test` as Go writes them: a command with `&&` would never pass.
    @Test func aPatchIsWrittenAsGoWritesIt() throws {
        var response = AdmissionResponse(uid: "1")
        response.patch = JSONPatch.from(
            try Review.value("{command: [a && b]}"), to: try Review.value("{command: [c < d]}"))
        let text = try #require(try Review.value(response.text)["response"]?["patch"]?.text)
        let patch = String(decoding: try #require(Data(base64Encoded: text)), as: UTF8.self)
        #expect(patch.contains(#"a \u0026\u0026 b"#))
        #expect(!patch.contains("&") && !patch.contains("<"))
    }

    @Test func warningsAreHeadersOfSomeLength() throws {
        var response = AdmissionResponse(uid: "1")
        response.warnings = ["a\nb"] + Array(repeating: String(repeating: "x", count: 1000), count: 40)
        let warnings = try Review.value(response.text)["response"]?["warnings"]
        guard case .sequence(let items)? = warnings else {
            Issue.record("no warnings")
            return
        }
        #expect(items.first == .string("a b"))
        #expect(items.count == 16)
        for item in items {
            guard case .scalar(.string(let text)) = item else { continue }
            #expect(text.count <= 256)
        }
    }
}
