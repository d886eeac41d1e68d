import Injection
import Manifests
import Startup

/// Decides about a pod that is to be made: the same injection as on the command line, as a patch.
///
/// Pure: the same request and settings give the same answer, also when they are asked twice (`reinvocationPolicy`):
/// what is injected already is changed only as far as it has to be.
public enum PodAdmission {
    /// The answer. `settings` has the policies and the mesh as the cluster has them now.
    ///
    /// A pod whose own annotations cannot be carried out is refused: started without its order it would do harm, and
    /// only its author can put it right. What is wrong with policies is not the pod's fault: it is let in, with a
    /// warning.
    public static func answer(_ request: AdmissionRequest, _ settings: InjectionSettings) -> AdmissionResponse {
        var response = AdmissionResponse(uid: request.uid)
        guard request.kind == "Pod", request.apiVersion == "v1", request.subresource.isEmpty,
            request.operation == "CREATE", let source = request.object
        else { return response }
        var settings = settings
        if !request.namespace.isEmpty { settings.defaultNamespace = request.namespace }
        let run = InjectionRun.inject([source], settings)
        let found = run.diagnostics.filter { $0.severity != .note && !isAboutOthers($0, source) }
        let errors = found.filter { $0.severity == .error }
        if let error = errors.first, declaresItself(source) {
            response.refusal = "holdfast: " + sentence(error)
            response.warnings = errors.dropFirst().map(sentence)
            return response
        }
        response.warnings = found.map(sentence)
        guard errors.isEmpty, let file = run.files.first, file.isChanged,
            let before = value(file.source.bytes), let after = value(file.bytes)
        else { return response }
        response.patch = JSONPatch.from(before, to: after)
        let deeds = run.injected.flatMap(\.holds).map { "\($0.dependent) after \($0.dependency.name)" }
        response.audit["held"] = deeds.joined(separator: "; ")
        return response
    }

    /// Nothing but the pod is known here: policies that are for none of its like are no news.
    private static func isAboutOthers(_ diagnostic: Diagnostic, _ source: Source) -> Bool {
        diagnostic.severity < .error && diagnostic.file != source.name
    }

    /// Whether the pod itself says something that Holdfast has to understand.
    private static func declaresItself(_ source: Source) -> Bool {
        guard let root = try? YAML.parse(source).first?.root, let annotations = root["metadata"]?["annotations"] else {
            return false
        }
        return annotations.kind == .mapping
            && annotations.entries.contains { entry in
                let key = entry.key.text
                return key.hasPrefix("holdfast.dev/") && key != InjectionStatus.annotation
            }
    }

    private static func sentence(_ diagnostic: Diagnostic) -> String {
        diagnostic.cure.isEmpty ? diagnostic.message : diagnostic.message + "; " + diagnostic.cure
    }

    private static func value(_ bytes: [UInt8]) -> Value? {
        (try? YAML.parse(Source(name: "", bytes: bytes)).first).map { Value($0.root) }
    }
}
