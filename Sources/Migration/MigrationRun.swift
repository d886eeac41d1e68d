import Injection
import Lint
import Manifests
import Topology

/// Turns hand-written waits in manifests into declarations with the same meaning.
public struct MigrationRun: Sendable {
    /// The files, in the order in which they were given; those that cannot be parsed are left out.
    public private(set) var files: [RewrittenFile] = []
    /// The policies that Compose files become, as YAML documents.
    public private(set) var policies = ""
    /// How many waits were taken over.
    public private(set) var migrated = 0
    /// What was wrong with the waits, what is left as it is, and what cannot be read.
    public private(set) var diagnostics: [Diagnostic] = []

    /// Migrates what can be; everything else keeps its bytes.
    ///
    /// `label` is the one by which the pods of a Compose file's services are known; kompose's by default.
    public init(
        _ sources: [Source], _ settings: SurveySettings = SurveySettings(), label: String = "io.kompose.service"
    ) {
        var opened: [OpenedFile] = []
        for source in sources {
            do throws(ParseError) {
                opened.append(try OpenedFile(source))
            } catch {
                diagnostics.append(Diagnostic(error, file: source.name))
            }
        }
        for file in opened {
            for document in file.documents where ComposeMigration.isCompose(document.root) {
                migrate(document, label)
            }
        }
        let manifests = opened.flatMap(\.documents).filter { !ComposeMigration.isCompose($0.root) }
        opened.removeAll { file in
            !file.documents.isEmpty && file.documents.allSatisfy { ComposeMigration.isCompose($0.root) }
        }
        let survey = Survey(ManifestSet(manifests), settings)
        diagnostics += survey.diagnostics
        let migrations = survey.pods.map { ($0, PodMigration($0)) }
        let byFile = Dictionary(grouping: migrations) { $0.0.workload.node.source.name }
        for file in opened {
            let own = file.grouped(byFile[file.source.name] ?? []) { $0.0.workload.node }
            files.append(file.finished { apply(own[$0.range.lowerBound] ?? [], to: $0) })
        }
    }

    private mutating func migrate(_ document: Document, _ label: String) {
        let compose = ComposeMigration(document.root, label: label)
        diagnostics += compose.diagnostics
        migrated += compose.count
        if !policies.isEmpty, !compose.text.isEmpty { policies += "---\n" }
        policies += compose.text
    }

    /// - Parameter own: what is done to the pods of this document.
    private mutating func apply(_ own: [(SurveyedPod, PodMigration)], to document: Document) -> [UInt8]? {
        for (_, migration) in own { diagnostics += migration.diagnostics }
        let fixes = own.compactMap { found, migration in
            migration.fix.map { ObjectFix($0, of: found.workload.node) }
        }
        if fixes.isEmpty { return nil }
        do throws(EditError) {
            let bytes = try ObjectFix.apply(fixes, to: document)
            migrated += own.reduce(0) { $0 + $1.1.count }
            return bytes
        } catch {
            diagnostics.append(
                Diagnostic(
                    .warning, "its waits cannot be taken over by small edits: \(error.message)",
                    cure: "write out its anchors and aliases", at: document.root))
            return nil
        }
    }
}
