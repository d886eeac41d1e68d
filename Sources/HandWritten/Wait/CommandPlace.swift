/// Where a command stands: the same words are a wait in one place and none in another.
public enum CommandPlace: Equatable, Sendable {
    /// `command` and `args` of an init container: whatever it does holds those after it.
    case initContainer
    /// `command` and `args` of a regular container: only what comes before something else holds anything.
    case container
    /// A postStart hook: it holds the containers after it.
    case postStart
    /// A preStop hook: it is about the end of the container, and never a wait in this sense.
    case preStop
    /// A probe: it is asked again by the kubelet, and never a wait in this sense.
    case probe
    /// Not known. A short sleep that is all of the command counts as an init container's.
    case unknown
}
