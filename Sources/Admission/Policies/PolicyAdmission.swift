import Manifests
import Startup

/// Decides about a policy that is to be made or changed (the validating webhook): what its schema cannot say.
public enum PolicyAdmission {
    /// More would not be read: the API server cuts what goes beyond 4096 characters.
    private static let most = 16

    /// The answer.
    ///
    /// Errors are refused, also where the policy had them before: a faulty one holds nobody, so that half a repair is
    /// worth nothing. A change that leaves `spec` as it is passes, and so does deletion: labels and finalizers are
    /// nobody's business here, and what cannot be deleted stays for ever.
    ///
    /// - Parameters:
    ///   - settings: the policies that there are, for warnings.
    ///   - pods: pods of the cluster, for warnings about names and selectors; none when they are not known.
    public static func answer(
        _ request: AdmissionRequest, _ settings: AdmissionSettings, pods: [PodSummary] = []
    ) -> AdmissionResponse {
        var response = AdmissionResponse(uid: request.uid)
        guard PolicyReader.kinds.contains(request.kind), request.subresource.isEmpty,
            request.operation == "CREATE" || request.operation == "UPDATE", let node = request.object
        else { return response }
        let object = Value(node)
        if object["metadata"]?["deletionTimestamp"]?.text != nil { return response }
        guard let read = kubernetesObject(node, request) else {
            response.refusal = "holdfast: this is no \(request.kind) of holdfast.dev/v1alpha1"
            return response
        }
        let (policy, diagnostics) = PolicyCheck.read(read)
        let errors = diagnostics.filter { $0.severity == .error }.map(\.sentence)
        response.warnings = diagnostics.filter { $0.severity == .warning }.map(\.sentence)
        if let first = errors.first {
            if let old = request.oldObject, old["spec"].map({ Value($0).sorted }) == object["spec"]?.sorted {
                response.warnings = errors + response.warnings
            } else {
                response.refusal =
                    "holdfast: " + first + (errors.count > 1 ? " (and \(errors.count - 1) more)" : "")
                response.warnings = errors.dropFirst() + response.warnings
            }
            return response
        }
        guard let policy else { return response }
        let key = PolicyKey(policy)
        response.warnings += settings.policies.filter { PolicyKey($0) != key && $0.sharesPods(with: policy) }
            .flatMap { other in
                policy.conflicts(with: other).map { field in
                    let first = min(policy.name, other.name)
                    return "\(PolicyKey(other).title) sets \(field) for the same pods; \(first) counts, by its name"
                }
            }
        response.warnings += aboutPods(policy, pods)
        response.warnings = Array(response.warnings.prefix(most))
        return response
    }

    private static func aboutPods(_ policy: StartupPolicy, _ pods: [PodSummary]) -> [String] {
        if pods.isEmpty { return [] }
        let selected = pods.filter { $0.isSelected(by: policy) }
        if selected.isEmpty { return ["its selector is for none of the pods that there are now"] }
        // What it brings itself, or Istio will, need not be there.
        let known = Set(selected.flatMap(\.containers) + policy.templates.map(\.name) + [IstioHold.proxy])
        return policy.containerNames.filter { !known.contains($0) }.map {
            "no pod that it is for has a container \"\($0)\""
        }
    }

    /// The namespace is the request's: the object of a fresh one need not name it, and a generated name has none yet.
    private static func kubernetesObject(_ node: Node, _ request: AdmissionRequest) -> KubernetesObject? {
        guard var object = ManifestSet([Document(of: node)]).objects.first else { return nil }
        object.namespace = request.namespace
        if object.name.isEmpty { object.name = request.name }
        return object
    }
}
