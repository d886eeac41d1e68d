import Manifests
import Testing

@testable import Admission

struct AdmissionSettingsTests {
    private func settings(_ texts: String...) throws -> AdmissionSettings {
        AdmissionSettings(try texts.map { try Review.value($0) })
    }

    private static func policy(_ name: String, _ spec: String, more: String = "namespace: prod, generation: 7")
        -> String
    {
        """
        {apiVersion: holdfast.dev/v1alpha1, kind: \(more.contains("namespace") ? "" : "Cluster")StartupPolicy,
         metadata: {name: \(name), \(more), managedFields: [{manager: kubectl}]}, spec: \(spec), status: {pods: 1}}
        """
    }

    @Test func aFaultyPolicyTakesNobodyDown() throws {
        let settings = try settings(
            Self.policy("good", "{waitFor: [tcp://db:5432]}"), Self.policy("bad", "{waitFor: [htp://db], colour: red}"),
            Self.policy("circle", "{containers: {a: {dependsOn: [b]}, b: {dependsOn: [a]}}}"), "{kind: StartupPolicy}",
            Self.policy("self", "{containers: {a: {dependsOn: [a]}}}"), "{kind: StartupPolicy, metadata: {name: x}}",
            "[1]")
        #expect(settings.policies.map(\.name) == ["good"])
        #expect(settings.findings.map(\.isAccepted) == [true, false, false, false, false])
        #expect(settings.findings[0].generation == 7 && settings.findings[0].policy.title == "StartupPolicy prod/good")
        #expect(settings.findings[1].errors.count == 2, "\(settings.findings[1].errors)")
        #expect(settings.findings[2].errors[0].contains("can never start"))
        #expect(settings.findings[3].errors[0].contains("a needs itself"))
    }

    @Test func policiesOfANamespaceAreForIt() throws {
        let settings = try settings(
            Self.policy("here", "{waitFor: [tcp://a:1]}"), Self.policy("all", "{waitFor: [tcp://b:1]}", more: "uid: x"),
            Self.policy("there", "{waitFor: [tcp://c:1]}", more: "namespace: dev"))
        #expect(settings.injection(in: "prod").policies.map(\.name) == ["here", "all"])
        #expect(settings.injection(in: "other").policies.map(\.name) == ["all"])
    }

    @Test(arguments: [
        ("istio", "istio-system", "", "true"), ("istio-canary", "istio-system", "", "true"),
        ("istio", "other", "", "false"), ("mesh", "istio-system", "", "false"),
    ])
    func theMeshsConfigMapCounts(_ name: String, _ namespace: String, _ more: String, _ holds: String) throws {
        let map = """
            {kind: ConfigMap, apiVersion: v1, metadata: {name: \(name), namespace: \(namespace)},
             data: {mesh: "defaultConfig:\\n  holdApplicationUntilProxyStarts: true\\n"}}
            """
        #expect(try settings(map).meshHolds == (holds == "true"))
    }

    @Test func theInjectorsHelmValuesCount() throws {
        let map = """
            {kind: ConfigMap, apiVersion: v1, metadata: {name: istio-sidecar-injector, namespace: istio-system},
             data: {config: "policy: enabled", values: '{"global":{"proxy":{"holdApplicationUntilProxyStarts":true}}}'}}
            """
        #expect(try settings(map).meshHolds)
        #expect(try !settings(map.replacing("true}}}", with: "false}}}")).meshHolds)
        #expect(try !settings(map.replacing("true}}}", with: "]]")).meshHolds)
    }

    @Test func aBrokenMeshIsSaidAndTakesNobodyDown() throws {
        let map = "{kind: ConfigMap, metadata: {name: istio, namespace: istio-system}, data: {mesh: '{'}}"
        let settings = try settings(map, Self.policy("good", "{waitFor: [tcp://db:5432]}"))
        #expect(!settings.meshProblems.isEmpty && settings.policies.count == 1 && !settings.meshHolds)
    }

    @Test(arguments: ["kube-system", "kube-node-lease", "holdfast-system", "out"])
    func whatIsLeftAloneStays(_ namespace: String) throws {
        let settings = try settings(
            "{kind: Namespace, metadata: {name: out, labels: {holdfast.dev/admission: disabled}}}",
            "{kind: Namespace, metadata: {name: prod, labels: {holdfast.dev/admission: enabled}}}")
        let text = Review.text(Review.pod)
        #expect(try !PodAdmission.answer(Review.request(text), settings).patch.operations.isEmpty)
        let there = text.replacing("\"namespace\":\"prod\"", with: "\"namespace\":\"\(namespace)\"")
        #expect(try PodAdmission.answer(Review.request(there), settings).patch.operations.isEmpty)
    }

    @Test func aPodsLabelOptsOut() throws {
        let pod = Review.pod.replacing("\"app\":\"shop\"", with: "\"app\":\"shop\",\"holdfast.dev/inject\":\"false\"")
        #expect(try PodAdmission.answer(Review.request(Review.text(pod)), AdmissionSettings()).patch.operations.isEmpty)
    }

    @Test func aDryRunIsAnsweredTheSame() throws {
        let text = Review.text(Review.pod)
        let dry = text.replacing("\"dryRun\":false", with: "\"dryRun\":true")
        #expect(try Review.request(dry).isDryRun)
        #expect(
            try PodAdmission.answer(Review.request(text), AdmissionSettings())
                == PodAdmission.answer(Review.request(dry), AdmissionSettings()))
    }
}
