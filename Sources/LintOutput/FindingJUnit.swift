import Lint
import Manifests
import Rendering

/// Findings as a JUnit report, which GitLab, Jenkins and most others show.
public enum FindingJUnit {
    private static let tool = "holdfast lint"

    /// A `testsuite` for each file with a `testcase` for each finding: one that fails the call is a `failure`, one that does
    /// not has its text as output. A file without findings has one case that passes, since some readers refuse empty
    /// reports; what could not be read is an `error`.
    public static func render(_ result: LintResult) -> String {
        var files = result.sources.map(\.name)
        var known = Set(files)
        let named = result.report.findings.map(\.file) + result.report.diagnostics.map(\.file)
        for name in named where known.insert(name).inserted { files.append(name) }
        let findings = Dictionary(grouping: result.report.findings, by: \.file)
        let errors = Dictionary(grouping: result.report.diagnostics.filter { $0.severity == .error }, by: \.file)
        let given = Set(result.sources.map(\.name))
        let suites = files.map { name in
            Suite(name, errors[name] ?? [], findings[name] ?? [], result, isGiven: given.contains(name))
        }.filter { !$0.cases.isEmpty }
        func total(_ path: KeyPath<Suite, Int>) -> Int { suites.reduce(0) { $0 + $1[keyPath: path] } }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="\(tool)" tests="\(total(\.tests))" failures="\(total(\.failures))" \
            errors="\(total(\.errors))">
            \(suites.map(\.text).joined())</testsuites>

            """
    }

    private struct Suite {
        var name: String
        var failures = 0
        var errors = 0
        var cases: [String] = []
        var tests: Int { cases.count }

        init(_ file: String, _ diagnostics: [Diagnostic], _ findings: [Finding], _ result: LintResult, isGiven: Bool) {
            name = file.isEmpty ? FindingJUnit.tool : FileURI.relativePath(file)
            for diagnostic in diagnostics {
                errors += 1
                add(
                    diagnostic.message, diagnostic.location?.line,
                    element("error", type: "unreadable", diagnostic.message, [diagnostic.cure]))
            }
            for finding in findings {
                let details = [
                    "\(name):\(finding.location.line):\(finding.location.column): \(finding.severity.rawValue)",
                    LintResult.cure(of: finding),
                ]
                let body: String
                if result.isFailure(finding) {
                    failures += 1
                    body = element("failure", type: finding.severity.rawValue, finding.message, details)
                } else {
                    body = "      <system-out>\(FindingJUnit.lines([finding.message] + details))</system-out>\n"
                }
                // Readers tell cases of two runs apart by their names: no lines in them.
                add("\(finding.rule.id) \(finding.object): \(finding.message)", finding.location.line, body)
            }
            // A file that nobody could open was not tested.
            if cases.isEmpty, isGiven { add("no findings", nil, "") }
        }

        private func element(_ name: String, type: String, _ message: String, _ details: [String]) -> String {
            "      <\(name) type=\"\(type)\" message=\"\(XMLText.escape(message))\">\(FindingJUnit.lines(details))</\(name)>\n"
        }

        private mutating func add(_ title: String, _ line: Int?, _ body: String) {
            var text = "    <testcase name=\"\(XMLText.escape(title))\" classname=\"\(XMLText.escape(name))\""
            text += " file=\"\(XMLText.escape(name))\"" + (line.map { " line=\"\($0)\"" } ?? "")
            cases.append(text + (body.isEmpty ? "/>\n" : ">\n\(body)    </testcase>\n"))
        }

        var text: String {
            """
              <testsuite name="\(XMLText.escape(name))" tests="\(tests)" failures="\(failures)" errors="\(errors)">
            \(cases.joined())  </testsuite>

            """
        }
    }

    private static func lines(_ texts: [String]) -> String {
        texts.flatMap { $0.split(separator: "\n") }.map { XMLText.escape(String($0)) }.joined(separator: "\n")
    }
}
