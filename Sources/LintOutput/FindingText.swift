import Lint
import Manifests
import Rendering

/// Findings for people: place, what is wrong, the line, what to write instead.
public enum FindingText {
    /// A paragraph for each finding, as compilers have it, and a summary at the end.
    ///
    /// `file:line:column: warning: message [HF302 name]`, the line with a caret under the place, the cure. With
    /// `colour`, escapes of a terminal; the text itself never has any, whatever the manifests say.
    public static func render(_ result: LintResult, colour: Bool = false) -> String {
        let ink = Ink(isOn: colour)
        var text = result.fixed.map { fixed($0, ink) }.joined()
        if !text.isEmpty, !result.report.findings.isEmpty { text += "\n" }
        var lines = SourceLines(result.sources)
        for finding in result.report.findings { text += paragraph(finding, &lines, ink) + "\n" }
        let summary = ReportSummary(result.report)
        if !result.fixed.isEmpty { text += "\(result.fixed.count) fixed; " }
        text += summary.text + "\n"
        if let gone = summary.gone { text += gone + "\n" }
        return text
    }

    private static func paragraph(_ finding: Finding, _ lines: inout SourceLines, _ ink: Ink) -> String {
        var text = "\(ink.bold(place(finding))): \(ink.word(finding.severity)): \(LineText.plain(finding.message)) "
        text += ink.faint("[\(finding.rule.id) \(finding.rule.name)]") + "\n"
        if let excerpt = lines.excerpt(finding.file, finding.location) {
            let number = " \(finding.location.line)"
            let margin = String(repeating: " ", count: number.count)
            text += ink.faint("\(number) |") + " \(excerpt.text)\n"
            text += ink.faint("\(margin) |") + " " + String(repeating: " ", count: excerpt.indent) + ink.green("^")
            text += "\n"
        }
        for line in LintResult.cure(of: finding).split(separator: "\n") {
            text += "    \(LineText.plain(String(line)))\n"
        }
        if let fix = finding.fix {
            let option = fix.isSafe ? "--fix" : "--fix-rule \(finding.rule.id)"
            text += ink.faint("    \(option): \(LineText.plain(fix.title))") + "\n"
        }
        return text
    }

    private static func fixed(_ finding: Finding, _ ink: Ink) -> String {
        "\(ink.bold(place(finding))): \(ink.green("fixed")): \(LineText.plain(finding.fix?.title ?? finding.message)) "
            + ink.faint("[\(finding.rule.id) \(finding.rule.name)]") + "\n"
    }

    private static func place(_ finding: Finding) -> String {
        "\(LineText.plain(finding.file)):\(finding.location.line):\(finding.location.column)"
    }
}
