import Manifests

/// What the API server asks (admission.k8s.io/v1 AdmissionReview, its `request`).
public struct AdmissionRequest: Sendable {
    /// Tells this review from every other; the answer has to repeat it.
    public var uid: String
    /// The object's kind, such as `Pod`.
    public var kind: String
    /// Its API version, such as `v1` or `apps/v1`.
    public var apiVersion: String
    /// The namespace in which it is to be; the object itself need not say.
    public var namespace: String
    /// Its name; of a generated one, the part that is given.
    public var name: String
    /// What is done with it: `CREATE`, `UPDATE`, `DELETE`, `CONNECT`.
    public var operation: String
    /// The part of it that is asked about, such as `ephemeralcontainers`; empty for the object itself.
    public var subresource: String
    /// Whether nothing will come of it. Nothing here has side effects, so that it makes no difference.
    public var isDryRun: Bool
    /// The object's own text; `nil` when it is to be deleted.
    public var object: Source?

    /// Reviews are not larger: the API server takes objects of 3 MiB at most (apiserver `MaxRequestBodyBytes`), and an
    /// update has the old one beside the new one.
    public static let limit = 8 << 20

    /// Reads a review.
    ///
    /// Throws when it is none, or one of another version.
    public init(_ bytes: [UInt8]) throws(AdmissionError) {
        var limits = Limits()
        limits.bytes = AdmissionRequest.limit
        // Anchors are YAML's: a review has none.
        limits.aliasExpansion = 0
        let documents: [Document]
        do throws(ParseError) {
            documents = try YAML.parse(Source(name: "review", bytes: bytes), limits: limits)
        } catch {
            throw AdmissionError("the body is no JSON: \(error.message) (line \(error.location.line))")
        }
        guard let root = documents.first?.root, documents.count == 1 else {
            throw AdmissionError("the body is \(documents.isEmpty ? "empty" : "more than one document")")
        }
        guard root.kind == .mapping, root["kind"]?.text == "AdmissionReview" else {
            throw AdmissionError("the body is no AdmissionReview")
        }
        guard root["apiVersion"]?.text == "admission.k8s.io/v1" else {
            throw AdmissionError("this webhook speaks admission.k8s.io/v1 only")
        }
        guard let request = root["request"], request.kind == .mapping, let uid = request["uid"]?.text, !uid.isEmpty
        else {
            throw AdmissionError("the review has no request with a uid")
        }
        self.uid = uid
        let kind = request["kind"]
        self.kind = kind?["kind"]?.text ?? ""
        let (group, version) = (kind?["group"]?.text ?? "", kind?["version"]?.text ?? "")
        apiVersion = group.isEmpty ? version : group + "/" + version
        namespace = request["namespace"]?.text ?? ""
        name = request["name"]?.text ?? ""
        operation = request["operation"]?.text ?? ""
        subresource = request["subResource"]?.text ?? ""
        isDryRun = request["dryRun"]?.scalar == .bool(true)
        if let node = request["object"], node.kind == .mapping {
            object = Source(name: self.kind.lowercased(), bytes: Array(bytes[node.range]))
        }
    }
}
