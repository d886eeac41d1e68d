import Manifests
import Startup
import Testing

@testable import Installation

/// The schema says what the reader says, wherever a schema can.
struct PolicySchemaTests {
    /// Who refuses a spec.
    enum Refusal {
        /// Nobody.
        case none
        /// The schema and the reader.
        case both
        /// The reader alone: a structural schema cannot say it, the webhook does.
        case reader
        /// The reader, and a CEL rule where the version has them.
        case rule
        /// The schema alone.
        case schema
    }

    static let specs: [(String, Refusal)] = [
        ("{}", .none),
        (#"{waitFor: ["http://a:1/x#status=200", {target: "tcp://n:1", timeout: 1m30s, onTimeout: proceed}]}"#, .none),
        (#"{containers: {app: {dependsOn: {a: ready, b: completed}, ready: "tcp://localhost:1"}, c: null}}"#, .none),
        ("{containers: {app: {dependsOn: [a, b]}}}", .none),
        ("{strategy: wrap, timeout: 0, onTimeout: block}", .both),
        (#"{strategy: wrap, timeout: "0", onTimeout: block}"#, .none),
        ("{timeout: 1.5s}", .none),
        ("{selector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: In, values: [b]}]}}", .none),
        ("{templates: [{template: {name: a, image: b}, position: {after: c}, as: sidecar, hold: true}]}", .none),
        ("{templates: [{template: {name: a}, position: first}]}", .none),
        ("{waitfor: []}", .both), ("{waitFor: [apollo]}", .both), ("{waitFor: tcp://a:1}", .both),
        ("{waitFor: [{timeout: 1m}]}", .both), (#"{waitFor: [{target: "tcp://a:1", timeout: 10}]}"#, .both),
        (#"{waitFor: [{target: "tcp://a:1", timeout: "10"}]}"#, .both),
        (#"{waitFor: [{target: "tcp://a:1", onTimeout: stop}]}"#, .both),
        (#"{waitFor: [{target: "tcp://a:1", wait: 1m}]}"#, .reader), ("{waitFor: [5]}", .reader),
        (#"{waitFor: ["nothing://a"]}"#, .reader), (#"{containers: {a: {ready: x}}}"#, .both),
        ("{containers: {a: {dependsOn: {b: alive}}}}", .both), ("{containers: {a: {dependson: [b]}}}", .both),
        ("{containers: {a: {dependsOn: b}}}", .reader), ("{containers: [a]}", .both),
        // kubectl apply drops what has no value: better refused than lost.
        ("{containers: {a: {dependsOn: {b: null}}}}", .schema),
        ("{strategy: fast}", .both), ("{strategy: native}", .both), (#"{timeout: "90"}"#, .both),
        ("{onTimeout: wait}", .both), ("{selector: {matchLabels: {a: 1}}}", .both), ("{selector: {labels: {}}}", .both),
        ("{selector: {matchExpressions: [{key: a, operator: Is}]}}", .both),
        ("{selector: {matchExpressions: [{operator: Exists}]}}", .both),
        ("{selector: {matchExpressions: [{key: a, operator: In}]}}", .rule),
        ("{selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}", .rule),
        ("{templates: [{template: {name: a}}, {template: {name: a}}]}", .rule),
        ("{templates: [{as: init}]}", .both), ("{templates: [{template: {image: a}}]}", .both),
        ("{templates: [{template: {name: a}, as: side}]}", .both),
        ("{templates: [{template: {name: a}, position: middle}]}", .both),
        ("{templates: [{template: {name: a}, position: {}}]}", .both),
        ("{templates: [{template: {name: a}, position: {before: b, after: c}}]}", .both),
        ("{templates: [{template: {name: a}, position: {before: a}}]}", .reader),
        ("{templates: [{template: {name: a}, hold: 1}]}", .both),
    ]

    @Test(arguments: specs) func agrees(_ spec: String, _ refusal: Refusal) throws {
        let text = "{apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: a}, spec: \(spec)}"
        let set = ManifestSet([Source(name: "spec", text: text)])
        #expect(set.diagnostics.isEmpty)
        let isRead = !PolicyReader.read(set.objects).policies.isEmpty
        let value = try #require(set.objects.first.map { Value($0.node)["spec"] } ?? nil)
        let isValid = SchemaCheck.faults(value, PolicySpecSchema.make(hasRules: true)).isEmpty
        #expect(isRead == (refusal == .none || refusal == .schema))
        #expect(isValid == (refusal == .none || refusal == .reader || refusal == .rule))
    }

    /// What `kubectl explain` shows: no field without a sentence.
    @Test(arguments: [true, false]) func everyFieldIsDescribed(_ hasRules: Bool) {
        func check(_ schema: Value, _ path: String) {
            #expect(schema["description"]?.text?.hasSuffix(".") == true, "\(path)")
            if case .mapping(let fields)? = schema["properties"] {
                for field in fields { check(field.value, "\(path).\(field.key)") }
            }
            if let items = schema["items"] { check(items, path + "[]") }
        }
        check(PolicySpecSchema.make(hasRules: hasRules), "spec")
        check(PolicyStatusSchema.make(), "status")
    }

    @Test func rulesOnlyWhereTheVersionHasThem() {
        var options = InstallOptions()
        func text() -> String { Installation.yaml(PolicyDefinitions.make(options)) }
        #expect(text().contains("x-kubernetes-validations"))
        options.version = KubernetesVersion(1, 24)
        #expect(!text().contains("x-kubernetes-validations"))
    }
}
