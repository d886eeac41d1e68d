import Lint
import Manifests

/// Findings as SARIF 2.1.0 (OASIS Standard), for code scanning.
///
/// Columns count Unicode scalars. Paths are relative to `%SRCROOT%`, the directory in which lint ran, unless they were
/// given from the root. A fingerprint stays the same when lines move.
public enum FindingSARIF {
    /// The log, with one run.
    public static func render(_ result: LintResult) -> String {
        let rules = result.rules
        var positions: [String: Int] = [:]
        for (index, rule) in rules.enumerated() { positions[rule.id] = index }
        var fingerprint = Fingerprint()
        let results = result.report.findings.map { Self.result($0, positions[$0.rule.id], fingerprint.next($0)) }
        let run = Value.fields(
            (
                "tool",
                .fields(
                    (
                        "driver",
                        .fields(
                            ("name", .string("holdfast")), ("semanticVersion", .string(result.version)),
                            ("rules", .sequence(rules.map(SARIFRule.value))))
                    ))
            ),
            (
                "invocations",
                .sequence([
                    .fields(
                        ("executionSuccessful", .bool(!result.hasErrors)),
                        ("toolExecutionNotifications", .sequence(result.report.diagnostics.map(notification))))
                ])
            ),
            (
                "originalUriBaseIds",
                .fields((base, .fields(("description", message("the directory in which holdfast ran")))))
            ),
            ("columnKind", .string("unicodeCodePoints")),
            ("results", .sequence(results)))
        return Value.fields(
            ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", .string("2.1.0")), ("runs", .sequence([run]))
        ).document
    }

    private static let base = "%SRCROOT%"

    private static func result(_ finding: Finding, _ position: Int?, _ fingerprint: String) -> Value {
        let place = Value.fields(
            (
                "physicalLocation",
                .fields(
                    ("artifactLocation", artifact(finding.file)),
                    (
                        "region",
                        .fields(
                            ("startLine", .int(finding.location.line)), ("startColumn", .int(finding.location.column)))
                    ))
            ),
            (
                "logicalLocations",
                .sequence([
                    .fields(
                        ("name", .string(finding.container.isEmpty ? finding.object : finding.container)),
                        ("fullyQualifiedName", .string(finding.object + finding.pointer.text)),
                        ("kind", .string("resource")))
                ])
            ))
        return .object([
            ("ruleId", .string(finding.rule.id)), ("ruleIndex", position.map { .int($0) }),
            ("level", .string(finding.severity.rawValue)),
            ("message", message(finding.message + "\n" + LintResult.cure(of: finding))),
            ("locations", .sequence([place])),
            ("partialFingerprints", .fields(("holdfastFinding/v1", .string(fingerprint)))),
            (
                "properties",
                .object([
                    ("object", .string(finding.object)), ("pointer", .string(finding.pointer.text)),
                    ("fix", finding.fix.map { .string($0.title) }),
                    ("fixIsSafe", finding.fix.map { .bool($0.isSafe) }),
                ])
            ),
        ])
    }

    private static func notification(_ diagnostic: Diagnostic) -> Value {
        let text = diagnostic.cure.isEmpty ? diagnostic.message : diagnostic.message + "\n" + diagnostic.cure
        let place: Value? =
            diagnostic.file.isEmpty
            ? nil
            : .fields(
                (
                    "physicalLocation",
                    .object([
                        ("artifactLocation", artifact(diagnostic.file)),
                        (
                            "region",
                            diagnostic.location.map {
                                .fields(("startLine", .int($0.line)), ("startColumn", .int($0.column)))
                            }
                        ),
                    ])
                ))
        return .object([
            ("level", .string(diagnostic.severity.rawValue)), ("message", message(text)),
            ("locations", place.map { .sequence([$0]) }),
        ])
    }

    private static func artifact(_ file: String) -> Value {
        .object([
            ("uri", .string(FileURI.reference(file))),
            ("uriBaseId", FileURI.isAbsolute(file) ? nil : .string(base)),
        ])
    }

    /// A message. `{0}` would be read as the place of an argument (SARIF 3.11.5), braces around anything else are not.
    static func message(_ text: String) -> Value {
        .fields(("text", .string(text.replacing(#/\{(\d+)\}/#) { "{{\($0.output.1)}}" })))
    }
}
