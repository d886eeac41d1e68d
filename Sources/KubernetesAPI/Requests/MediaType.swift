/// How bodies are written (Kubernetes API Concepts, "Alternate representations of resources", "Update mechanisms").
public enum MediaType {
    /// Objects, lists and watches in full.
    public static let json = "application/json"
    /// One object's metadata, and each object of a watch.
    public static let metadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
    /// A list of metadata.
    public static let metadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
    /// RFC 6902.
    public static let jsonPatch = "application/json-patch+json"
    /// RFC 7386.
    public static let mergePatch = "application/merge-patch+json"
    /// Server-side apply. It is read as YAML, and JSON is YAML.
    public static let apply = "application/apply-patch+yaml"
}
