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
        ), ("{}\n---\n{}", "the body is more than one document"),
    ])
    func whatIsNoneIsSaid(_ body: String, _ message: String) {
        let error = #expect(throws: AdmissionError.self) { try Review.request(body) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
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
            let answer = PodAdmission.answer(request, .init())
            #expect(answer.uid == request.uid)
            #expect(throws: Never.self) { try Review.value(answer.text) }
        }
    }
}
