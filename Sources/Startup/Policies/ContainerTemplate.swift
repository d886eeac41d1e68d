import Manifests

/// A container that a policy brings into pods: the general form of what Istio's injector does with its proxy.
public struct ContainerTemplate: Sendable {
    /// Where it goes among the containers of its kind.
    public enum Position: Hashable, Sendable {
        /// Before all others.
        case first
        /// Behind all others.
        case last
        /// Right before a container.
        case before(String)
        /// Right behind a container.
        case after(String)
    }

    /// What kind of container it is.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        /// A regular one.
        case container
        /// One that runs before the regular ones, to its end.
        case initContainer = "init"
        /// A native sidecar: an init container that stays.
        case sidecar

        /// The pod's list that it is in.
        public var list: String { self == .container ? "containers" : "initContainers" }
    }

    /// The container's name.
    public var name: String
    /// Its fields, as they are in a manifest.
    public var fields: Value
    /// Where it goes.
    public var position: Position
    /// What kind it is.
    public var role: Role
    /// Whether every other regular container depends on it.
    public var isHeldFor: Bool
    /// Where it is written.
    public var place: Place
}
