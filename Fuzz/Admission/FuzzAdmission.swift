// Fuzzes what the API server sends: a review in, an answer out. Scripts/fuzz-review.sh builds it with the modules that
// it needs; what is internal to them is not reached.

import Admission
import Glibc
import Manifests

/// Policies of both kinds and a mesh that holds, so that everything has something to do.
private let settings = AdmissionSettings(
    [
        """
        {apiVersion: holdfast.dev/v1alpha1, kind: StartupPolicy, metadata: {name: a, namespace: prod},
         spec: {selector: {matchLabels: {app: shop}}, waitFor: ["tcp://policy:1"], timeout: 1m}}
        """,
        """
        {apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: c},
         spec: {containers: {app: {dependsOn: {log: ready}}},
         templates: [{template: {name: agent, image: agent, command: [/agent]}, position: first, hold: true}]}}
        """,
        """
        {kind: ConfigMap, metadata: {name: istio, namespace: istio-system},
         data: {mesh: "defaultConfig: {holdApplicationUntilProxyStarts: true}"}}
        """,
    ].compactMap { try? YAML.parse($0, name: "s").first.map { Value($0.root) } })

/// libFuzzer's entry. The input is a review, or else the object of one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    answer(bytes)
    for kind in ["Pod", "StartupPolicy"] { answer(review(bytes, kind)) }
    return 0
}

private func review(_ object: [UInt8], _ kind: String) -> [UInt8] {
    let (group, version) = kind == "Pod" ? ("", "v1") : ("holdfast.dev", "v1alpha1")
    let before = """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u\\"\\u0001","kind":{"group":\
        "\(group)","version":"\(version)","kind":"\(kind)"},"namespace":"prod","operation":"CREATE","object":
        """
    return Array(before.utf8) + object + Array("}}".utf8)
}

private func answer(_ bytes: [UInt8]) {
    guard let request = try? AdmissionRequest(bytes) else { return }
    for answer in [PodAdmission.answer(request, settings), PolicyAdmission.answer(request, settings)] {
        guard let root = try? YAML.parse(answer.text, name: "answer").first?.root else {
            fatalError("the answer cannot be read")
        }
        precondition(root["response"]?["uid"]?.text == request.uid, "the answer is for another review")
        precondition(answer.refusal == nil || answer.patch.operations.isEmpty, "refused, and changed")
        guard let object = request.object, !answer.patch.operations.isEmpty else { continue }
        let patched = try? answer.patch.applied(to: Value(object))
        precondition(patched != nil, "the patch does not fit the object")
    }
}
