import Injection
import Manifests
import Startup
import Testing

@testable import Admission

struct PodAdmissionTests {
    private func answer(
        _ pod: String, _ settings: InjectionSettings = InjectionSettings(), operation: String = "CREATE",
        more: String = ""
    ) throws -> AdmissionResponse {
        PodAdmission.answer(try Review.request(Review.text(pod, operation: operation, more: more)), settings)
    }

    private func policies(_ text: String) -> InjectionSettings {
        var settings = InjectionSettings()
        settings.policies = PolicyReader.read(ManifestSet([Source(name: "policy", text: text)]).objects).policies
        return settings
    }

    @Test func aPodAdmittedIsThePodInjected() throws {
        let response = try answer(Review.pod)
        let admitted = try response.patch.applied(to: Review.value(Review.pod))
        let injected = InjectionRun.inject([Source(name: "a", text: Review.pod)], InjectionSettings())
        #expect(admitted == (try Review.value(String(decoding: injected.files[0].bytes, as: UTF8.self))))
        #expect(!response.patch.operations.isEmpty && response.refusal == nil && response.warnings.isEmpty)
        #expect(response.audit["held"] == "app after http://config:8080/info")
    }

    /// `holdfast inject --policy FILE` knew more than the cluster does: made anew, the order would be gone.
    @Test func whatWasInjectedByHandStays() throws {
        let pod =
            #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [{"name": "app"}]}}"#
        let byHand = policies(
            "{apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: p}, spec: {waitFor: [\"tcp://db:1\"]}}"
        )
        let injected = InjectionRun.inject([Source(name: "a", text: pod)], byHand)
        let text = ValueWriter.flow(
            try Review.value(String(decoding: injected.files[0].bytes, as: UTF8.self)), isJSON: true)
        #expect(text.contains("holdfast-wait"))
        var controller = InjectionSettings()
        controller.author = "holdfast-controller 0.1.0"
        #expect(try answer(text, controller).patch.operations.isEmpty)
        // What it did itself it looks at again: a mesh's webhook may have been there meanwhile.
        controller.policies = byHand.policies
        let own = try answer(pod, controller).patch.applied(to: Review.value(pod))
        controller.policies = []
        #expect(!(try answer(ValueWriter.flow(own, isJSON: true), controller)).patch.operations.isEmpty)
    }

    /// Only who wrote a policy can put it right; that a pod says something of its own does not make it its fault.
    @Test func aPolicysFaultRefusesNoPod() throws {
        let annotation = "holdfast.dev/timeout: 1m"
        let policy = policies(
            "{apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: p}, "
                + "spec: {strategy: wrap, waitFor: [\"tcp://other:1\"]}}")
        let pod = ValueWriter.flow(
            try Review.value(
                "{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {\(annotation)}}, spec: {containers: [{name: app}]}}"
            ), isJSON: true)
        let response = try answer(pod, policy)
        #expect(response.refusal == nil && response.warnings.contains { $0.contains("wrap") }, "\(response)")
        let own = pod.replacing("1m", with: "1 fortnight")
        #expect(try answer(own, policy).refusal?.contains("fortnight") == true)
    }

    /// What declares something may have nothing to wait for: it did not slip through.
    @Test func whatWouldBeHeldIsToldFromWhatWouldNot() throws {
        let settings = AdmissionSettings()
        func pod(_ annotations: String, namespace: String = "shop") throws -> Value {
            try Review.value(
                "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: \(namespace), annotations: {\(annotations)}}, "
                    + "spec: {containers: [{name: app}]}}")
        }
        #expect(PodAdmission.wouldHold(try pod("holdfast.dev/wait-for: 'tcp://db:1'"), settings))
        #expect(!PodAdmission.wouldHold(try pod("holdfast.dev/timeout: 1m"), settings))
        #expect(
            !PodAdmission.wouldHold(try pod("holdfast.dev/wait-for: 'tcp://db:1'", namespace: "kube-system"), settings))
    }

    @Test func askedAgainItChangesNothing() throws {
        let admitted = try answer(Review.pod).patch.applied(to: Review.value(Review.pod))
        let again = try answer(ValueWriter.flow(admitted, isJSON: true))
        #expect(again.patch.operations.isEmpty && again.refusal == nil)
    }

    @Test func aContainerThatAnotherWebhookAddsIsHeldTheSecondTime() throws {
        let admitted = try answer(Review.pod.replacing("http://config", with: "http://config")).patch
            .applied(to: Review.value(Review.pod))
        let text = ValueWriter.flow(admitted, isJSON: true)
            .replacing("\"containers\": [", with: "\"containers\": [{\"name\": \"late\", \"image\": \"late\"}, ")
        let again = try answer(text)
        #expect(again.refusal == nil)
        let result = try again.patch.applied(to: Review.value(text))
        let injected = InjectionRun.inject([Source(name: "a", text: text)], InjectionSettings())
        #expect(result == (try Review.value(String(decoding: injected.files[0].bytes, as: UTF8.self))))
    }

    @Test func whatDeclaresNothingCostsNothing() throws {
        let plain = Review.pod.replacing("holdfast.dev/wait-for", with: "example.com/note")
        #expect(try answer(plain) == AdmissionResponse(uid: "705ab4f5-6393-11e8-b7cc-42010a800002"))
    }

    @Test(arguments: ["UPDATE", "DELETE", "CONNECT"])
    func onlyMakingIsAsked(_ operation: String) throws {
        #expect(try answer(Review.pod, operation: operation).patch.operations.isEmpty)
    }

    @Test func subresourcesPass() throws {
        #expect(try answer(Review.pod, more: ",\"subResource\":\"ephemeralcontainers\"").patch.operations.isEmpty)
    }

    @Test func aDeclarationThatCannotBeCarriedOutIsRefused() throws {
        let response = try answer(Review.pod.replacing("http://config:8080/info", with: "htp://config"))
        let refusal = try #require(response.refusal)
        #expect(refusal.hasPrefix("holdfast: ") && refusal.contains("htp"))
        #expect(response.text.contains("\"allowed\": false") && response.text.contains("\"code\": 422"))
        #expect(!response.text.contains("patchType"))
    }

    @Test func policiesOfTheNamespaceCount() throws {
        let policy = """
            apiVersion: holdfast.dev/v1alpha1
            kind: StartupPolicy
            metadata: {name: shop, namespace: prod}
            spec: {selector: {matchLabels: {app: shop}}, waitFor: [tcp://db:5432]}
            """
        let plain = Review.pod.replacing("holdfast.dev/wait-for", with: "example.com/note")
        let held = try answer(plain, policies(policy))
        #expect(held.audit["held"] == "app after tcp://db:5432")
        let other = try answer(plain, policies(policy.replacing("namespace: prod", with: "namespace: dev")))
        #expect(other.patch.operations.isEmpty && other.warnings.isEmpty)
    }

    @Test func aPolicyThatIsWrongForAPodLetsItInWithAWarning() throws {
        let policy = """
            apiVersion: holdfast.dev/v1alpha1
            kind: ClusterStartupPolicy
            metadata: {name: all}
            spec: {selector: {}, containers: {app: {dependsOn: {log: ready}}, log: {dependsOn: {app: ready}}}}
            """
        let plain = Review.pod.replacing("holdfast.dev/wait-for", with: "example.com/note")
            .replacing("\"containers\":[", with: "\"containers\":[{\"name\":\"log\",\"image\":\"log\"},")
        let response = try answer(plain, policies(policy))
        #expect(response.refusal == nil && response.patch.operations.isEmpty)
        #expect(response.warnings.contains { $0.contains("can never start") })
    }
}
