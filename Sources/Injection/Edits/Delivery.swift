/// How the waiter comes into the pod's own containers.
public enum Delivery: String, Hashable, Sendable, CaseIterable {
    /// An init container copies it into an emptyDir: every version.
    case copy
    /// Its image is mounted (GA in 1.36, fact 10).
    case image
}
