import Injection
import Manifests

/// Decides about a pod that is to be made: the same injection as on the command line, as a patch.
///
/// Pure: the same request and settings give the same answer, also when they are asked twice (`reinvocationPolicy`):
/// what is injected already is changed only as far as it has to be.
public enum PodAdmission {
    /// The answer, with the policies and the mesh as the cluster has them now.
    ///
    /// Pods of namespaces that are left alone pass, even when the webhook's own selectors were edited and let them
    /// through.
    public static func answer(_ request: AdmissionRequest, _ settings: AdmissionSettings) -> AdmissionResponse {
        if settings.leavesAlone(request.namespace) { return AdmissionResponse(uid: request.uid) }
        return answer(request, settings.injection(in: request.namespace))
    }

    /// The answer. `settings` has the policies that may be for the pod, and the mesh.
    ///
    /// A pod whose own annotations cannot be carried out is refused: started without its order it would do harm, and
    /// only its author can put it right. What is wrong with policies is not the pod's fault: it is let in, with a
    /// warning.
    public static func answer(_ request: AdmissionRequest, _ settings: InjectionSettings) -> AdmissionResponse {
        var response = AdmissionResponse(uid: request.uid)
        guard request.kind == "Pod", request.apiVersion == "v1", request.subresource.isEmpty,
            request.operation == "CREATE", let object = request.object
        else { return response }
        if isInjectedByHand(object, settings.author) { return response }
        var settings = settings
        if !request.namespace.isEmpty { settings.defaultNamespace = request.namespace }
        let injection = ObjectInjection.inject(object, settings)
        // What is odd about a policy its author was told, and its status says.
        let found = injection.diagnostics.filter {
            $0.severity == .error || $0.severity == .warning && $0.file == object.source.name
        }
        let errors = found.filter { $0.severity == .error }
        if let error = errors.first(where: { $0.file == object.source.name }), declaresItself(object) {
            response.refusal = "holdfast: " + error.sentence
            response.warnings = errors.filter { $0 != error }.map(\.sentence)
            return response
        }
        response.warnings = found.map(\.sentence)
        guard errors.isEmpty, let after = injection.after else { return response }
        response.patch = JSONPatch.from(injection.before, to: after)
        guard !response.patch.operations.isEmpty else { return response }
        let deeds = injection.pod?.holds.map { "\($0.dependent) after \($0.dependency.name)" } ?? []
        response.audit["held"] = deeds.joined(separator: "; ")
        return response
    }

    /// Whether anything would be done to a pod that runs already, were it made now: the settings of now say so. A pod that
    /// declares start-up may have nothing to wait for, and then it was not passed over.
    public static func wouldHold(_ pod: Value, _ settings: AdmissionSettings) -> Bool {
        let namespace = pod["metadata"]?["namespace"]?.text ?? ""
        let set = ManifestSet([Source(name: "pod", text: ValueWriter.flow(pod, isJSON: true))])
        guard !settings.leavesAlone(namespace), let node = set.workloads.first?.node else { return false }
        var injection = settings.injection(in: namespace)
        injection.defaultNamespace = namespace
        let found = ObjectInjection.inject(node, injection)
        return found.after.map { !JSONPatch.from(found.before, to: $0).operations.isEmpty } ?? false
    }

    /// Whether somebody else than the controller put the order in: `holdfast inject`, with what the cluster need not know,
    /// such as a policy's file or an option. That counts; undone by its record and made anew it might come out less.
    private static func isInjectedByHand(_ object: Node, _ author: String) -> Bool {
        guard let text = object["metadata"]?["annotations"]?[InjectionStatus.annotation]?.text,
            let status = InjectionStatus(text)
        else { return false }
        func program(_ author: String) -> Substring { author.prefix { $0 != " " } }
        return program(status.author) != program(author)
    }

    /// Whether the pod itself says something that Holdfast has to understand.
    private static func declaresItself(_ object: Node) -> Bool {
        guard let annotations = object["metadata"]?["annotations"], annotations.kind == .mapping else { return false }
        return annotations.entries.contains {
            OwnAnnotation.declares($0.key.text) && $0.key.text != OwnAnnotation.optOut
        }
    }
}
