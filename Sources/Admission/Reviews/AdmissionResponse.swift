import Manifests
import Probing

/// What the API server is answered (admission.k8s.io/v1 AdmissionReview, its `response`).
public struct AdmissionResponse: Equatable, Sendable {
    /// That of the request.
    public var uid: String
    /// Why the object is refused; `nil` when it is let in.
    public var refusal: String?
    /// What is changed; without operations the object stays as it is.
    public var patch = JSONPatch()
    /// What the user is told, one sentence each.
    public var warnings: [String] = []
    /// Goes to the audit log, under the webhook's name.
    public var audit: [String: String] = [:]

    /// An answer that lets the object in as it is.
    public init(uid: String) {
        self.uid = uid
    }

    /// The API server cuts longer ones itself (apiserver `admission/plugin/webhook`, warnings of 256 characters), and
    /// drops what goes beyond 4096 in all.
    private static let longestWarning = 256
    private static let longestWarnings = 4096

    /// The review that answers.
    public var text: String {
        var response: [Value.Field] = [
            .init("uid", .string(uid)), .init("allowed", .scalar(.bool(refusal == nil))),
        ]
        if let refusal {
            response.append(
                .init(
                    "status",
                    .fields(
                        ("status", .string("Failure")), ("reason", .string("Invalid")), ("code", .int(422)),
                        ("message", .string(refusal)))))
        } else if !patch.operations.isEmpty {
            response.append(.init("patchType", .string("JSONPatch")))
            response.append(.init("patch", .string(Base64.text(ValueWriter.goJSON(patch.value)))))
        }
        let warnings = cutWarnings
        if !warnings.isEmpty { response.append(.init("warnings", .strings(warnings))) }
        if !audit.isEmpty {
            let fields = audit.sorted { $0.key < $1.key }.map { Value.Field($0.key, .string($0.value)) }
            response.append(.init("auditAnnotations", .mapping(fields)))
        }
        let review = Value.fields(
            ("apiVersion", .string("admission.k8s.io/v1")), ("kind", .string("AdmissionReview")),
            ("response", .mapping(response)))
        return ValueWriter.flow(review, isJSON: true)
    }

    private var cutWarnings: [String] {
        var left = AdmissionResponse.longestWarnings
        var cut: [String] = []
        for warning in warnings {
            // A warning is a header: one line.
            var line = warning.split(whereSeparator: \.isNewline).joined(separator: " ")
            if line.count > AdmissionResponse.longestWarning {
                line = line.prefix(AdmissionResponse.longestWarning - 1) + "…"
            }
            left -= line.utf8.count
            if left < 0 { break }
            cut.append(line)
        }
        return cut
    }
}
