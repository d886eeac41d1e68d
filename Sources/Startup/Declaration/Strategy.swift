/// The mechanism that holds (section 3 of the design).
public enum Strategy: String, Hashable, Sendable, CaseIterable {
    /// Holdfast picks.
    case auto
    /// An init container waits for targets before any regular container.
    case initContainer = "init"
    /// The dependency becomes a restartable init container with a startupProbe (Kubernetes 1.29).
    case sidecar
    /// The dependent's command is run through the waiter.
    case wrap
    /// The dependency comes first, and its postStart hook waits.
    case hook
    /// A scheduling gate holds the whole pod; needs the controller.
    case gate
    /// The manifest's own order assures it already.
    case native

    /// What can be written in a manifest.
    public static let declarable: [Strategy] = [.auto, .initContainer, .sidecar, .wrap, .hook, .gate]
}
