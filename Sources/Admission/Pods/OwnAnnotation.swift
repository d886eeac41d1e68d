import Injection

/// Which annotations of a pod are Holdfast's, and which of them declare something.
enum OwnAnnotation {
    /// What all of them begin with.
    static let prefix = "holdfast.dev/"
    /// Opts a pod out: as an annotation, and as a label.
    static let optOut = "holdfast.dev/inject"
    /// What was done to the pod, and what lint passes over: nothing is asked for by these.
    static let silent = [InjectionStatus.annotation, "holdfast.dev/lint-ignore"]

    /// Whether an annotation asks for something.
    static func declares(_ key: String) -> Bool { key.hasPrefix(prefix) && !silent.contains(key) }
}
