import Foundation
import Manifests
import Startup
import TestSupport
import Testing

@testable import Installation

/// The chart makes the same objects as the command. One after the other: some write files that others read.
@Suite(.serialized) struct ChartTests {
    private static func helm(_ options: InstallOptions) -> InstallOptions {
        var options = options
        options.managedBy = "Helm"
        options.createsNamespace = false
        return options
    }

    @Test(.enabled(if: Chart.go != nil, "needs go"), arguments: OptionSet.all)
    func sameObjects(_ set: OptionSet) throws {
        func byName(_ objects: [Value]) -> [String: Value] {
            Dictionary(
                objects.map { ("\($0["kind"]?.text ?? "")/\($0["metadata"]?["name"]?.text ?? "")", $0.sorted) }
            ) { first, _ in first }
        }
        let rendered = byName(try Chart.objects(set.values, version: "v\(set.options.version).4"))
        let made = byName(Installation.objects(ChartTests.helm(set.options)))
        #expect(rendered.keys.sorted() == made.keys.sorted())
        for (name, object) in made { #expect(rendered[name] == object, "\(name)") }
    }

    /// Written by `HOLDFAST_UPDATE_GOLDEN=1 swift test --filter InstallationTests`.
    @Test(arguments: [("crds.yaml", KubernetesVersion(1, 33)), ("crds-before-1.25.yaml", KubernetesVersion(1, 24))])
    func definitions(_ name: String, _ version: KubernetesVersion) throws {
        var options = ChartTests.helm(InstallOptions())
        options.version = version
        let file = GoldenFile("../../../Charts/holdfast/files/\(name)")
        #expect(try file.holds(Installation.yaml(PolicyDefinitions.make(options))), "\(file.cure)")
    }

    @Test(.enabled(if: Chart.go != nil, "needs go"), arguments: [("v1.20.2", true), ("v1.33.0", false)])
    func notesTellWhatIsLeftToDo(_ version: String, _ hasLabels: Bool) throws {
        #expect(try Chart.notes(version: version).contains("kubectl label namespace kube-system") == hasLabels)
    }
}
