import Lint
import Manifests

/// Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.
///
/// Syntax and escapes as `actions/toolkit` writes them (packages/core/src/command.ts).
public enum FindingGitHub {
    /// `::warning file=…,line=…,col=…,title=…::message` for each finding and for what could not be read, and the summary.
    public static func render(_ result: LintResult) -> String {
        var text = ""
        for diagnostic in result.report.diagnostics {
            text += command(
                diagnostic.severity, file: diagnostic.file, diagnostic.location, title: "holdfast lint",
                diagnostic.message, cure: diagnostic.cure)
        }
        for finding in result.report.findings {
            text += command(
                finding.severity, file: finding.file, finding.location,
                title: "\(finding.rule.id) \(finding.rule.name)", finding.message, cure: LintResult.cure(of: finding))
        }
        return text + ReportSummary(result.report).text + "\n"
    }

    private static func command(
        _ severity: Diagnostic.Severity, file: String, _ location: Location?, title: String, _ message: String,
        cure: String
    ) -> String {
        let name = severity == .note ? "notice" : severity.rawValue
        var properties: [String] = []
        if !file.isEmpty { properties.append("file=\(escaped(FileURI.relativePath(file), isProperty: true))") }
        if let location { properties.append("line=\(location.line),col=\(location.column)") }
        properties.append("title=\(escaped(title, isProperty: true))")
        let text = cure.isEmpty ? message : message + "\n" + cure
        return "::\(name) \(properties.joined(separator: ","))::\(escaped(text, isProperty: false))\n"
    }

    private static func escaped(_ text: String, isProperty: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where isProperty: result += "%3A"
            case "," where isProperty: result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
