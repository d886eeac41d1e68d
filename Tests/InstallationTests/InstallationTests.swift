import Manifests
import Startup
import TestSupport
import Testing

@testable import Installation

/// What is printed, whole, and what has to hold whatever the options.
struct InstallationTests {
    @Test(arguments: OptionSet.all) func golden(_ set: OptionSet) throws {
        let file = GoldenFile("install-\(set.name).yaml")
        // The kinds are long and depend on the version only.
        let isWhole = ["default", "1.20"].contains(set.name)
        let objects = Installation.objects(set.options).filter {
            isWhole || $0["kind"]?.text != "CustomResourceDefinition"
        }
        #expect(try file.holds(Installation.yaml(objects)), "\(file.cure)")
    }

    @Test func goldenRemoval() throws {
        let file = GoldenFile("uninstall.yaml")
        let text = Installation.yaml(Installation.removal(InstallOptions(), withPolicies: true))
        #expect(try file.holds(text), "\(file.cure)")
    }

    @Test(arguments: OptionSet.all) func textsMeanTheObjects(_ set: OptionSet) throws {
        let objects = Installation.objects(set.options)
        let yaml = try YAML.parse(Installation.yaml(objects), name: "yaml").map { Value($0.root) }
        #expect(yaml == objects)
        let json = try #require(try YAML.parse(Installation.json(objects), name: "json").first)
        #expect(Value(json.root)["items"] == .sequence(objects))
    }

    @Test(arguments: OptionSet.all) func webhooksComeLastAndGoFirst(_ set: OptionSet) {
        func kinds(_ objects: [Value]) -> [String] { objects.compactMap { $0["kind"]?.text } }
        let made = kinds(Installation.objects(set.options))
        #expect(made.prefix(3) == ["Namespace", "CustomResourceDefinition", "CustomResourceDefinition"])
        #expect(made.suffix(2) == ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"])
        let removed = kinds(Installation.removal(set.options, withPolicies: false))
        #expect(Set(removed.prefix(2)) == Set(made.suffix(2)))
        #expect(!removed.contains("CustomResourceDefinition"))
        // Whatever is made goes, but for the kinds.
        #expect(Set(made).subtracting(removed) == ["CustomResourceDefinition"])
    }

    /// Applied again, a field that the manifest has would put back what the controller wrote.
    @Test(arguments: OptionSet.all) func controllersOwnFieldsAreLeftOut(_ set: OptionSet) {
        let text = Installation.yaml(Installation.objects(set.options))
        #expect(!text.contains("caBundle") && !text.contains("matchConditions"))
    }

    @Test func sharedNamespaceIsKept() {
        var options = InstallOptions()
        options.namespace = "platform"
        let removed = Installation.removal(options, withPolicies: true)
        #expect(!removed.contains { $0["kind"]?.text == "Namespace" })
        options.createsNamespace = false
        #expect(!Installation.objects(options).contains { $0["kind"]?.text == "Namespace" })
    }

    @Test(arguments: [
        ("replicas", 1), ("seconds", 1), ("port", 1), ("name", 1), ("image", 1), ("default", 1), ("old", 1), ("", 0),
    ]) func faults(_ what: String, _ count: Int) {
        var options = InstallOptions()
        switch what {
        case "replicas": options.replicas = 0
        case "seconds": options.timeoutSeconds = 31
        case "port": options.apiServerPorts = [0]
        case "name": options.excludedNamespaces = ["-a"]
        case "image": options.image = "a b"
        case "default": options.namespace = "default"
        case "old": options.version = KubernetesVersion(1, 18)
        default: break
        }
        let errors = options.check().filter { $0.severity == .error }
        #expect(errors.count == count)
        #expect(errors.allSatisfy { !$0.cure.isEmpty })
    }

    @Test func olderVersionsAskForLabels() {
        var options = InstallOptions()
        #expect(options.check().isEmpty)
        options.version = KubernetesVersion(1, 20)
        #expect(options.check().map(\.severity) == [.note])
        options.failurePolicy = .fail
        #expect(options.check().map(\.severity) == [.warning])
        #expect(options.check()[0].cure.contains("kube-system kube-public kube-node-lease"))
    }
}
