import Testing

@testable import Manifests

/// Texts become workloads, objects and diagnostics.
@Suite struct ManifestSetTests {
    private func set(_ text: String) -> ManifestSet {
        ManifestSet([Source(name: "f.yaml", text: text)])
    }

    // MARK: What is read

    @Test(arguments: [
        ("Deployment", "apps/v1"), ("ReplicaSet", "apps/v1"), ("ReplicationController", "v1"),
        ("StatefulSet", "apps/v1beta2"), ("DaemonSet", "extensions/v1beta1"), ("Job", "batch/v1"),
    ])
    func kindsWithATemplate(kind: String, apiVersion: String) throws {
        let set = set(
            """
            apiVersion: \(apiVersion)
            kind: \(kind)
            metadata: {name: shop, namespace: trade}
            spec:
              template:
                metadata: {annotations: {a: b}}
                spec: {containers: [{name: app}]}
            """)
        let workload = try #require(set.workloads.first)
        #expect(set.workloads.count == 1)
        #expect(set.objects.isEmpty)
        #expect(set.diagnostics.isEmpty)
        #expect(workload.kind == kind)
        #expect(workload.title == kind.lowercased() + "/shop")
        #expect(workload.namespace == "trade")
        #expect(workload.node.location == Location(line: 1, column: 1))
        #expect(workload.template.location == Location(line: 6, column: 5))
        #expect(workload.podSpec.location == Location(line: 7, column: 11))
        #expect(workload.template["metadata"]?["annotations"]?["a"]?.text == "b")
    }

    @Test func aPodIsItsOwnTemplate() throws {
        let set = set("kind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: app}]}")
        let workload = try #require(set.workloads.first)
        #expect(workload.title == "pod/p")
        #expect(workload.namespace == "")
        #expect(workload.template.range == workload.node.range)
        #expect(workload.podSpec.location == Location(line: 3, column: 7))
        #expect(set.diagnostics.isEmpty)
    }

    @Test func aCronJobHasItsTemplateInsideItsJob() throws {
        let set = set(
            """
            kind: CronJob
            metadata: {name: nightly}
            spec:
              schedule: "0 3 * * *"
              jobTemplate:
                spec:
                  template:
                    spec: {containers: [{name: app}]}
            """)
        #expect(set.workloads.map(\.title) == ["cronjob/nightly"])
        #expect(set.workloads.first?.podSpec.location == Location(line: 8, column: 15))
        #expect(set.diagnostics.isEmpty)
    }

    @Test func aPodTemplateHasItAtTheTop() throws {
        let set = set(
            "apiVersion: v1\nkind: PodTemplate\nmetadata: {name: t}\ntemplate: {spec: {containers: [{name: app}]}}")
        #expect(set.workloads.map(\.title) == ["podtemplate/t"])
        #expect(set.workloads.first?.podSpec.location == Location(line: 4, column: 18))
    }

    @Test(arguments: [
        ("Job", "batch.volcano.sh/v1alpha1"), ("Job", "batch"), ("Job", "v1"), ("CronJob", "apps/v1"),
        ("Deployment", "v1"), ("Deployment", "apps.acme.io/v1"), ("Deployment", "extensions/v1"),
        ("StatefulSet", "apps.kruise.io/v1beta1"), ("Pod", "v2"), ("Pod", "acme.io/v1"), ("PodTemplate", "apps/v1"),
        ("ReplicationController", "apps/v1"),
    ])
    func theSameKindOfAnotherGroupIsAnObject(kind: String, apiVersion: String) {
        let set = set("apiVersion: \(apiVersion)\nkind: \(kind)\nmetadata: {name: x}\nspec: {tasks: []}")
        #expect(set.workloads.isEmpty && set.diagnostics.isEmpty)
        #expect(set.objects.map(\.apiVersion) == [apiVersion])
    }

    @Test func otherKindsAreObjects() throws {
        let set = set(
            "apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: trade}\n---\nkind: Odd\nspec: {template: 1}"
        )
        #expect(set.workloads.isEmpty)
        #expect(set.objects.map(\.kind) == ["Service", "Odd"])
        let service = try #require(set.objects.first)
        #expect([service.apiVersion, service.name, service.namespace] == ["v1", "db", "trade"])
        #expect(set.objects.last?.node.location == Location(line: 5, column: 1))
        #expect(set.diagnostics.isEmpty)
    }

    @Test func namesMayBeGeneratedOrLeftOut() {
        let spec = "spec: {containers: []}"
        let set = set("kind: Pod\nmetadata: {generateName: run-}\n\(spec)\n---\nkind: Pod\n\(spec)")
        #expect(set.workloads.map(\.title) == ["pod/run-", "pod/unnamed"])
    }

    @Test func documentsAndFilesKeepTheirOrderAndTheirPlaces() {
        let sources = [
            Source(
                name: "a.yaml",
                text: """
                    # only a comment
                    ---
                    kind: Pod
                    metadata: {name: one}
                    spec: {}
                    ---
                    ---
                    null
                    ---
                    kind: Pod
                    metadata: {name: two}
                    spec: {}
                    ...
                    """),
            Source(name: "empty.yaml", text: ""),
            Source(name: "b.json", text: "{\"kind\": \"Pod\", \"metadata\": {\"name\": \"three\"}, \"spec\": {}}"),
        ]
        let set = ManifestSet(sources)
        #expect(set.workloads.map(\.name) == ["one", "two", "three"])
        #expect(set.workloads.map(\.node.source.name) == ["a.yaml", "a.yaml", "b.json"])
        #expect(set.workloads.map(\.node.location.line) == [3, 10, 1])
        #expect(set.diagnostics.isEmpty)
    }

    @Test func jsonHasPlacesToo() {
        let set = ManifestSet([
            Source(
                name: "f.json",
                text: """
                    {
                      "apiVersion": "apps/v1", "kind": "Deployment",
                      "metadata": {"name": "shop"},
                      "spec": {"template": {
                        "spec": {"containers": [{"name": "app"}]}
                      }}
                    }
                    """)
        ])
        #expect(set.workloads.map(\.title) == ["deployment/shop"])
        #expect(set.workloads.first?.podSpec.location == Location(line: 5, column: 13))
        #expect(set.diagnostics.isEmpty)
    }

    @Test func listsAreTakenApartAtAnyDepth() {
        let pod = { (name: String) in "{kind: Pod, metadata: {name: \(name)}, spec: {}}" }
        let set = set(
            """
            kind: List
            items:
            - \(pod("a"))
            - kind: DeploymentList
              items: [{kind: Deployment, metadata: {name: b}, spec: {template: {spec: {}}}}]
            - kind: List
              items: [{kind: List, items: [\(pod("c"))]}, {kind: Service, metadata: {name: d}}]
            - kind: List
              items: null
            - kind: List
            """)
        #expect(set.workloads.map(\.title) == ["pod/a", "deployment/b", "pod/c"])
        #expect(set.objects.map(\.name) == ["d"])
        #expect(set.diagnostics.isEmpty)
    }

    @Test func itemsOfATypedListAreOfItsType() {
        let set = set(
            """
            apiVersion: apps/v1
            kind: DeploymentList
            items:
            - {metadata: {name: a}, spec: {template: {spec: {}}}}
            - {apiVersion: acme.io/v1, metadata: {name: b}, spec: {}}
            - {kind: Pod, metadata: {name: c}, spec: {}}
            ---
            {apiVersion: acme.io/v1, kind: JobList, items: [{metadata: {name: d}}]}
            """)
        #expect(set.workloads.map(\.title) == ["deployment/a", "pod/c"])
        #expect(set.objects.map(\.kind) == ["Deployment", "Job"])
        #expect(set.objects.map(\.apiVersion) == ["acme.io/v1", "acme.io/v1"])
        #expect(set.diagnostics.isEmpty)
    }

    @Test(arguments: ["kind: List", "kind: ResourceList"])
    func itemsOfAnyListSayWhatTheyAre(head: String) {
        let set = set("\(head)\nitems: [{metadata: {name: a}}]")
        #expect(set.workloads.isEmpty && set.objects.isEmpty)
        #expect(set.diagnostics.map(\.message) == ["this document has no kind and is passed over"])
    }

    @Test(arguments: [
        ("items: [10.0.0.0/8, 10.1.0.0/16]", 1), ("items: [{cidr: a}, b]", 1), ("items: {a: b}", 1),
        ("items: 5", 1), ("spec: {allow: all}", 1), ("items: []", 0),
    ])
    func aKindThatOnlyEndsInListIsAnObject(rest: String, count: Int) {
        let set = set("apiVersion: acme.io/v1\nkind: AllowList\nmetadata: {name: x}\n\(rest)")
        #expect(set.objects.map(\.kind) == Array(repeating: "AllowList", count: count))
        #expect(set.workloads.isEmpty && set.diagnostics.isEmpty)
    }

    @Test func listsInListsEnd() {
        var text = "{kind: Pod, metadata: {name: a}, spec: {}}"
        for _ in 0..<40 { text = "{kind: List, items: [\(text)]}" }
        let set = set(text)
        #expect(set.workloads.isEmpty)
        #expect(set.objects.map(\.kind) == ["List"])
    }

    // MARK: What is wrong

    @Test(
        arguments: [
            (
                "# x\n- {op: add, path: /a, value: b}",
                "f.yaml:2:1: warning: a list is not a Kubernetes object and is passed over\n    is it a JSON patch?"
            ),
            (
                "kind: List\nitems: [[a]]",
                "f.yaml:2:9: error: a Kubernetes object is a mapping\n    write apiVersion, kind and metadata"
            ),
            (
                "just text",
                "f.yaml:1:1: error: a Kubernetes object is a mapping\n    write apiVersion, kind and metadata"
            ),
            (
                "# x\nreplicas: 3",
                "f.yaml:2:1: warning: this document has no kind and is passed over\n    is it a manifest?"
            ),
            ("kind: 5", "f.yaml:1:7: error: kind must be a string, not \"5\"\n    put it in quotes: \"5\""),
            ("kind: [Pod]", "f.yaml:1:7: error: kind must be a string, not a list"),
            (
                "kind: Odd\napiVersion: 1",
                "f.yaml:2:13: error: apiVersion must be a string, not \"1\"\n    put it in quotes: \"1\""
            ),
            ("kind: Odd\nmetadata: x", "f.yaml:2:11: error: metadata must be a mapping, not \"x\""),
            (
                "kind: Odd\nmetadata:\n  name: on",
                "f.yaml:3:9: error: metadata.name must be a string, not \"on\"\n    put it in quotes: \"on\""
            ),
            (
                "kind: Odd\nmetadata: {namespace: {}}",
                "f.yaml:2:23: error: metadata.namespace must be a string, not a mapping"
            ),
            ("kind: List\nitems: {a: b}", "f.yaml:2:8: error: items must be a list, not a mapping"),
            (
                "kind: List\nitems:\n- x",
                "f.yaml:3:3: error: a Kubernetes object is a mapping\n    write apiVersion, kind and metadata"
            ),
            (
                "kind: Pod\nmetadata: {name: p}",
                "f.yaml:1:1: warning: Pod p has no spec and is passed over\n    is it a patch? what it is for is needed, complete"
            ),
            ("kind: Pod\nmetadata: {name: p}\nspec: 7", "f.yaml:3:7: error: spec must be a mapping, not \"7\""),
            (
                "kind: Job\nmetadata: {name: j}",
                "f.yaml:1:1: warning: Job j has no spec and is passed over\n    is it a patch? what it is for is needed, complete"
            ),
            (
                "kind: Job\nmetadata: {name: j}\nspec: {a: b}",
                "f.yaml:3:7: warning: Job j has no spec.template and is passed over\n    is it a patch? what it is for is needed, complete"
            ),
            (
                "kind: Job\nmetadata: {name: j}\nspec:\n  template:\n    metadata: {}",
                "f.yaml:5:5: warning: Job j has no spec.template.spec and is passed over\n    is it a patch? what it is for is needed, complete"
            ),
            (
                "kind: CronJob\nmetadata: {name: c}\nspec:\n  jobTemplate: []",
                "f.yaml:4:16: error: spec.jobTemplate must be a mapping, not a list"
            ),
            ("kind: Pod\n spec: {}", "f.yaml:2:"),
            ("kind: Pod\nspec: {containers: [}", "f.yaml:2:"),
            ("kind: Pod\nkind: Job", "f.yaml:2:1: error: "),
        ])
    func mistakesHaveAPlaceAndACure(text: String, wanted: String) throws {
        let set = set(text)
        #expect(set.diagnostics.count == 1)
        let found = try #require(set.diagnostics.first).text
        #expect(wanted.hasSuffix(": ") || wanted.hasSuffix(":") ? found.hasPrefix(wanted) : found == wanted)
        #expect(set.workloads.isEmpty)
    }

    @Test func aBadFileDoesNotHideTheOthers() {
        let good = "kind: Pod\nmetadata: {name: p}\nspec: {}"
        let set = ManifestSet([
            Source(name: "bad.yaml", text: good + "\n---\nkind: [\n"), Source(name: "bytes.yaml", bytes: [0xC3, 0x28]),
            Source(name: "good.yaml", text: good),
        ])
        #expect(set.workloads.map(\.node.source.name) == ["good.yaml"])
        #expect(set.diagnostics.map(\.file) == ["bad.yaml", "bytes.yaml"])
        #expect(set.diagnostics.allSatisfy { $0.severity == .error && $0.location != nil && !$0.message.isEmpty })
    }

    @Test func aBadDocumentDoesNotHideItsNeighbours() {
        let set = set("kind: Job\n---\nkind: Pod\nmetadata: {name: p}\nspec: {}\n---\n- 1")
        #expect(set.workloads.map(\.name) == ["p"])
        #expect(set.diagnostics.map(\.location?.line) == [1, 7])
    }

    @Test func limitsAreKept() {
        var limits = Limits()
        limits.bytes = 10
        let set = ManifestSet([Source(name: "big.yaml", text: "kind: Service")], limits: limits)
        #expect(set.objects.isEmpty)
        #expect(set.diagnostics.map(\.file) == ["big.yaml"])
    }
}
