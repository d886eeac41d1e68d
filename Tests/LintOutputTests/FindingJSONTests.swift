import Foundation
import Lint
import Manifests
import Testing

@testable import LintOutput

struct FindingJSONTests {
    @Test func anythingIsJSON() throws {
        var result = Results.result([Results.finding("\"\\\u{0}\u{1F}\u{2028}\u{10FFFF}", cure: "a\nb")])
        result.report.diagnostics = [Diagnostic(.error, "no place"), Diagnostic(.note, "n", file: "f.yaml")]
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(FindingJSON.render(result).utf8)) as? [String: Any])
        let finding = try #require((object["findings"] as? [[String: Any]])?.first)
        #expect(finding["message"] as? String == "\"\\\u{0}\u{1F}\u{2028}\u{10FFFF}")
        #expect(finding["cure"] as? String == "a\nb" && finding["fix"] is NSNull)
        let diagnostic = try #require((object["diagnostics"] as? [[String: Any]])?.first)
        #expect(diagnostic["line"] is NSNull && diagnostic["message"] as? String == "no place")
    }

    @Test func anEmptyReport() {
        #expect(
            FindingJSON.render(Results.result([])) == """
                {
                  "version": 1,
                  "summary": {
                    "errors": 0,
                    "warnings": 0,
                    "notes": 0,
                    "pods": 0,
                    "ignored": 0,
                    "accepted": 0,
                    "fixed": 0
                  },
                  "findings": [],
                  "fixed": [],
                  "gone": [],
                  "diagnostics": []
                }

                """)
    }
}
