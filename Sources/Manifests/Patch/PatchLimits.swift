/// Bounds on what a patch from outside may ask for.
enum PatchLimits {
    /// The Kubernetes API server's own bound on a JSON Patch (`maxJSONPatchOperations`).
    static let operations = 10_000
    /// How deeply a value may nest: all that works on values recurses. As deep as the YAML reader goes at most.
    static let depth = 256
    /// How many nodes all `copy` operations may copy: forty copies of a value into itself would make 2⁴⁰ of it.
    static let copiedNodes = 1_000_000
}
