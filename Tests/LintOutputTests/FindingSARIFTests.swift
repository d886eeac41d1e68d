import Foundation
import Lint
import Manifests
import Testing

@testable import LintOutput

struct FindingSARIFTests {
    private func run(_ result: LintResult) throws -> [String: Any] {
        let log = try JSONSerialization.jsonObject(with: Data(FindingSARIF.render(result).utf8)) as? [String: Any]
        return try #require((log?["runs"] as? [[String: Any]])?.first)
    }

    private func results(_ findings: [Finding]) throws -> [[String: Any]] {
        try #require(try run(Results.result(findings))["results"] as? [[String: Any]])
    }

    private func artifact(_ file: String) throws -> [String: String] {
        let result = try #require(try results([Results.finding("m", file: file)]).first)
        let place = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
        return try #require(place?["artifactLocation"] as? [String: String])
    }

    @Test(arguments: [
        ("a b/ü#?.yaml", "a%20b/%C3%BC%23%3F.yaml"), ("./x.yaml", "x.yaml"), (".//./x.yaml", "x.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"), ("<stdin>", "%3Cstdin%3E"), ("../x.yaml", "../x.yaml"),
        ("100%.yaml", "100%25.yaml"),
        ("./", "./"), ("~a-b_c.yaml", "~a-b_c.yaml"),
    ])
    func relativePaths(_ path: String, _ uri: String) throws {
        #expect(try artifact(path) == ["uri": uri, "uriBaseId": "%SRCROOT%"])
    }

    @Test func absolutePaths() throws {
        #expect(try artifact("/tmp/a b.yaml") == ["uri": "file:///tmp/a%20b.yaml"])
    }

    @Test func rulesAreWhereTheResultsSay() throws {
        let run = try run(Results.lint([("shop.yaml", Results.shop)]))
        let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
        let rules = try #require(driver?["rules"] as? [[String: Any]])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 2)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
    }

    @Test func fingerprintsDoNotKnowLines() throws {
        func prints(_ findings: [Finding]) throws -> [String] {
            try results(findings).compactMap {
                ($0["partialFingerprints"] as? [String: String])?["holdfastFinding/v1"]
            }
        }
        let moved = try prints([Results.finding("m", line: 1), Results.finding("m", line: 99)])
        let parts = moved.map { $0.split(separator: ":") }
        #expect(parts[0][0] == parts[1][0] && parts.map { $0[1] } == ["1", "2"])
        let others = try prints([
            Results.finding("m"), Results.finding("n"), Results.finding("m", object: "pod/x"),
            Results.finding("m", file: "b.yaml"), Results.finding("m", container: "c"),
        ])
        #expect(Set(others).count == 5)
        // They are kept by others: a change makes every finding a new one.
        #expect(others[0] == "9dbb733ddbcbcf1d:1")
    }

    @Test func whatLooksLikeAPlaceholderIsNone() throws {
        let message = try #require(
            try results([Results.finding("a {0} {b}", cure: "c")]).first?["message"] as? [String: String])
        #expect(message["text"] == "a {{0}} {b}\nc")
    }

    @Test func whatCouldNotBeReadIsANotification() throws {
        var result = Results.result([])
        result.report.diagnostics = [
            Diagnostic(.error, "bad", cure: "good", file: "x y.yaml", location: Location(line: 2, column: 3)),
            Diagnostic(.note, "by the way"),
        ]
        let invocation = try #require((try run(result)["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == false)
        #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 2)
        result.report.diagnostics = [Diagnostic(.warning, "odd")]
        #expect((try run(result)["invocations"] as? [[String: Any]])?.first?["executionSuccessful"] as? Bool == true)
    }
}
