import Injection
import Manifests
import Topology

/// Applies the fixes of findings to files, and looks again, until there is nothing left to fix.
public struct FixRun: Sendable {
    /// The files, in the order in which they were given; those that cannot be parsed are as they were.
    public private(set) var files: [RewrittenFile]
    /// What was put right.
    public private(set) var fixed: [Finding] = []
    /// What is left: also what cannot be fixed, and what a fix has brought up.
    public private(set) var report = LintReport()
    /// Fixes that were wanted and could not be made.
    public private(set) var diagnostics: [Diagnostic] = []

    /// One fix may uncover another hazard, and fixes that touch must wait for each other: but never so often.
    private static let passes = 10

    /// Fixes what `isWanted` says, of the findings that the options let through.
    ///
    /// Every changed document is checked before it is taken: it has to parse to exactly what was meant.
    public init(
        _ sources: [Source], _ settings: SurveySettings, _ options: LintOptions,
        _ isWanted: (Finding) -> Bool = { $0.fix?.isSafe ?? false }
    ) {
        var opened = sources.map { try? OpenedFile($0) }
        var refused: Set<String> = []
        files = []
        for pass in 0...FixRun.passes {
            let current = zip(sources, opened).map { $1?.source ?? $0 }
            report = Linter.lint(Survey(ManifestSet(current), settings), options)
            let wanted = report.findings.filter {
                $0.fix != nil && isWanted($0) && !refused.contains(FixRun.key($0))
            }
            if wanted.isEmpty || pass == FixRun.passes { break }
            var isChanged = false
            let before = refused.count
            let byFile = Dictionary(grouping: wanted, by: \.file)
            for index in opened.indices {
                guard let file = opened[index], let here = byFile[file.source.name] else { continue }
                let own = file.grouped(here, by: \.objectNode)
                let bytes = file.replaced { document in
                    own[document.range.lowerBound].flatMap { apply($0, to: document, &refused) }
                }
                guard bytes != file.source.bytes, (try? opened[index]?.take(bytes)) != nil else { continue }
                isChanged = true
            }
            if !isChanged, refused.count == before { break }
        }
        files = zip(sources, opened).map { source, file in
            file.map { $0.finished { _ in nil } } ?? RewrittenFile(source: source, bytes: source.bytes)
        }
    }

    /// The document's new text; `nil` when nothing was changed.
    private mutating func apply(
        _ findings: [Finding], to document: Document, _ refused: inout Set<String>
    ) -> [UInt8]? {
        var chosen: [Finding] = []
        for finding in findings {
            guard let fix = finding.fix else { continue }
            if chosen.allSatisfy({ $0.fix.map { FixApplier.areApart($0, fix) } ?? true }) { chosen.append(finding) }
        }
        guard !chosen.isEmpty else { return nil }
        if let bytes = try? ObjectFix.apply(FixRun.fixes(chosen), to: document) {
            fixed += chosen
            return bytes
        }
        // One that cannot be made must not keep the others from being made: the next pass has them.
        for finding in chosen {
            do throws(EditError) {
                let bytes = try ObjectFix.apply(FixRun.fixes([finding]), to: document)
                if bytes == nil { throw EditError(message: "its object is written somewhere else") }
            } catch {
                refuse(finding, error, &refused)
            }
        }
        return nil
    }

    private static func fixes(_ findings: [Finding]) -> [ObjectFix] {
        findings.compactMap { finding in finding.fix.map { ObjectFix($0, of: finding.objectNode) } }
    }

    private mutating func refuse(_ finding: Finding, _ error: EditError, _ refused: inout Set<String>) {
        guard refused.insert(FixRun.key(finding)).inserted else { return }
        diagnostics.append(
            Diagnostic(
                .warning, "\(finding.rule.id) of \(finding.object) cannot be fixed by small edits: \(error.message)",
                cure: "write out its anchors and aliases, or change it by hand", file: finding.file,
                location: finding.location))
    }

    private static func key(_ finding: Finding) -> String {
        "\(finding.rule.id) \(finding.file) \(finding.object) \(finding.pointer.text)"
    }
}
