import ArgumentParser
import CommandSupport
import Manifests
import Startup

/// The option that names policies.
struct PolicyOptions: ParsableArguments {
    @Option(help: "A file or directory with StartupPolicy objects (repeatable).", completion: .file())
    var policy: [String] = []

    /// What the files hold; anything but policies is an error.
    ///
    /// - Parameter targets: what every pod is to wait for, as a policy of its own.
    func policies(waitFor targets: [String] = [], _ report: inout DiagnosticReport) -> [StartupPolicy] {
        var files = InputFiles()
        var sources = files.read(policy, report: &report)
        if !targets.isEmpty {
            let policy = Value.fields(
                ("apiVersion", .string("holdfast.dev/v1alpha1")), ("kind", .string("ClusterStartupPolicy")),
                ("metadata", .fields(("name", .string("command-line")))),
                ("spec", .fields(("waitFor", .strings(targets)))))
            sources.append(Source(name: "--wait-for", text: ValueWriter.flow(policy, isJSON: true)))
        }
        let set = ManifestSet(sources)
        report.add(set.diagnostics)
        let others = set.objects.filter { !PolicyReader.kinds.contains($0.kind) }.map { ($0.kind, $0.node) }
        for (kind, node) in others + set.workloads.map({ ($0.kind, $0.node) }) {
            report.add([
                Diagnostic(
                    .error, "a policy file holds StartupPolicy objects, not \(kind)", cure: "name manifests with -f",
                    at: node)
            ])
        }
        let policies = PolicyReader.read(set.objects)
        report.add(policies.diagnostics)
        return policies.policies
    }
}
