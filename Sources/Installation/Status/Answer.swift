import Manifests

/// What the cluster said when it was asked for something.
public enum Answer: Sendable {
    /// There it is.
    case found(Document)
    /// There is no such thing (404).
    case missing
    /// It could not be asked for; in the words of who refused.
    case refused(String)
}
