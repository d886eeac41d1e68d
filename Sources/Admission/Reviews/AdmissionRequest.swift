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
    /// The object, inside the text of the review; `nil` when it is to be deleted.
    public var object: Node?
    /// What it was before an update; `nil` otherwise.
    public var oldObject: Node?

    /// Reviews are not larger: the API server takes objects of 3 MiB at most (apiserver `MaxRequestBodyBytes`), and an
    /// update has the old one beside the new one.
    public static let limit = 8 << 20

    /// The deepest nesting: far more than any object has, and less than the reader's stack.
    private static let depth = 100

    /// Reads a review.
    ///
    /// Throws when it is none, or one of another version. What is said then names nothing of the object.
    public init(_ bytes: [UInt8]) throws(AdmissionError) {
        let root = try AdmissionRequest.root(bytes)
        guard root.kind == .mapping, root["kind"]?.string == "AdmissionReview" else {
            throw AdmissionError("the body is no AdmissionReview")
        }
        guard root["apiVersion"]?.string == "admission.k8s.io/v1" else {
            throw AdmissionError("this webhook speaks admission.k8s.io/v1 only")
        }
        guard let request = root["request"], request.kind == .mapping, let uid = request["uid"]?.string, !uid.isEmpty
        else {
            throw AdmissionError("the review has no request with a uid")
        }
        self.uid = uid
        let kind = request["kind"]
        self.kind = kind?["kind"]?.string ?? ""
        let (group, version) = (kind?["group"]?.string ?? "", kind?["version"]?.string ?? "")
        apiVersion = group.isEmpty ? version : group + "/" + version
        namespace = request["namespace"]?.string ?? ""
        name = request["name"]?.string ?? ""
        operation = request["operation"]?.string ?? ""
        subresource = request["subResource"]?.string ?? ""
        isDryRun = request["dryRun"]?.scalar == .bool(true)
        object = request["object"].flatMap { $0.kind == .mapping ? $0 : nil }
        oldObject = request["oldObject"].flatMap { $0.kind == .mapping ? $0 : nil }
    }

    private static func root(_ bytes: [UInt8]) throws(AdmissionError) -> Node {
        guard bytes.count <= limit else { throw AdmissionError("the body has more than \(limit) bytes") }
        do throws(JSONSyntax.Fault) {
            try JSONSyntax.check(bytes, depth: depth)
        } catch {
            throw AdmissionError("\(error.message) (byte \(error.offset))")
        }
        // Anchors are YAML's: a review has none.
        var limits = Limits()
        limits.aliasExpansion = 0
        let documents: [Document]
        do throws(ParseError) {
            documents = try YAML.parse(Source(name: "review", bytes: bytes), limits: limits)
        } catch {
            // The reader's own words may have a key of the object in them.
            throw AdmissionError(
                "the body cannot be read: a key that is there twice, or text that is no UTF-8 (byte \(error.offset))")
        }
        guard let root = documents.first?.root, documents.count == 1 else { throw AdmissionError("the body is empty") }
        return root
    }
}

extension Node {
    /// The text of a string; `nil` for everything else.
    fileprivate var string: String? {
        guard kind == .scalar, case .string(let text) = scalar else { return nil }
        return text
    }
}
