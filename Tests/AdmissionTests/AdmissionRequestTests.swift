import Manifests
import TestSupport
import Testing

@testable import Admission

struct AdmissionRequestTests {
    @Test func aReviewIsRead() throws {
        let request = try Review.request(Review.text(Review.pod))
        #expect(request.kind == "Pod" && request.apiVersion == "v1" && request.operation == "CREATE")
        #expect(request.namespace == "prod" && request.name.isEmpty && !request.isDryRun)
        #expect(request.object.map { Value($0) } == (try Review.value(Review.pod)))
    }

    @Test(arguments: [
        ("", "the body is empty"), ("{", "the body is no JSON"), ("[1]", "the body is no AdmissionReview"),
        ("{\"kind\":\"Pod\"}", "the body is no AdmissionReview"),
        (
            "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\",\"request\":{\"uid\":\"1\"}}",
            "this webhook speaks admission.k8s.io/v1 only"
        ),
        (
            "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}",
            "the review has no request with a uid"
        ),
        (
            "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"\"}}",
            "the review has no request with a uid"
        ), ("{}\n---\n{}", "the body is more than one JSON value"),
    ])
    func whatIsNoneIsSaid(_ body: String, _ message: String) {
        let error = #expect(throws: AdmissionError.self) { try Review.request(body) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    /// What nobody should send: said in words that have nothing of the object in them.
    @Test(arguments: [
        ("{\"kind\": secret}", "the body is no JSON (byte 9)"), ("{'secret': 1}", "the body is no JSON"),
        ("{\"secret\": 1,}", "the body is no JSON"), ("[\"secret\", ]", "the body is no JSON"),
        ("{\"secret\": 01}", "the body is no JSON"), ("{\"secret\": .5}", "the body is no JSON"),
        ("{\"secret\": 1e}", "the body is no JSON"), ("{\"secret\": \"a\nb\"}", "the body is no JSON"),
        ("{\"secret\": \"\\x\"}", "the body is no JSON"), ("{\"secret\": \"", "the body is no JSON"),
        ("secret: 1", "the body is no JSON"), ("&secret {}", "the body is no JSON"),
        ("{} # secret", "the body is more"),
        ("{\"secret\": 1, \"secret\": 2}", "the body cannot be read: a key that is there twice"),
        ("{\"secret\": \"\u{0}\"}", "the body is no JSON"), ("\u{FEFF}{\"secret\": 1}", "the body is no JSON"),
    ])
    func badInputIsNamedWithoutTheObject(_ body: String, _ message: String) {
        let error = #expect(throws: AdmissionError.self) { try Review.request(body) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("secret") == false)
    }

    @Test func textThatIsNoUTF8IsRefused() {
        var bytes = Array(Review.text(Review.pod).utf8)
        let place = bytes.firstRange(of: Array("shop-".utf8))?.lowerBound ?? 0
        for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]] {
            bytes.replaceSubrange(place..<(place + bad.count), with: bad)
            #expect(throws: AdmissionError.self) { try AdmissionRequest(bytes) }
        }
    }

    /// Numbers beyond 64 bits, texts of a megabyte, escapes of every kind: read, answered, and not changed.
    @Test(arguments: [
        "123456789012345678901234567890", "-1e400", "1E+2", "0.1", "\"\\u0000\\ud83d\\ude00\\/\\b\"", "\"\\ud800\"",
        "\"" + String(repeating: "x", count: 1 << 20) + "\"", "{\"\":{\"\":[]}}", "\"\u{2028}\u{7F}é\"",
    ])
    func oddValuesStayAsTheyAre(_ value: String) throws {
        let pod = Review.pod.replacing("\"status\":{}", with: "\"status\":{\"odd\":\(value)}")
        guard let request = try? Review.request(Review.text(pod)) else { return }
        let response = PodAdmission.answer(request, .init() as AdmissionSettings)
        #expect(response.refusal == nil && !response.patch.operations.isEmpty)
        #expect(!response.patch.operations.contains { "\($0)".contains("odd") })
        #expect(throws: Never.self) { try Review.value(response.text) }
    }

    @Test func nestingHasAnEnd() {
        let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        #expect(throws: AdmissionError.self) { try Review.request(Review.text(deep)) }
        #expect(throws: AdmissionError.self) { try AdmissionRequest([UInt8](repeating: 0x20, count: 9 << 20)) }
    }

    @Test func aDeletedObjectHasNoText() throws {
        #expect(try Review.request(Review.text("null", operation: "DELETE")).object == nil)
    }

    /// Bytes that changed on the way must never end in a crash.
    @Test func noTextBreaksIt() {
        var random = SplitMix64(seed: 7)
        let text = Array(Review.text(Review.pod).utf8)
        for _ in 0..<2000 {
            var bytes = text
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                if Bool.random(using: &random) {
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                } else {
                    bytes.remove(at: place)
                }
            }
            guard let request = try? AdmissionRequest(bytes) else { continue }
            let answer = PodAdmission.answer(request, AdmissionSettings())
            #expect(answer.uid == request.uid)
            #expect(throws: Never.self) { try Review.value(answer.text) }
        }
    }
}
